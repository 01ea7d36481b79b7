"""What may be known: the season, opened as far as a viewer has come."""
