"""What fits into an evening, and into the evenings to come."""
