"""What may be known: the season, opened as far as a viewer has come."""

DOORS = {
    "airlock.open_at": "what a viewer at a position knows",
    "airlock.number_of": "the number of the episode that has a title, and never a title",
    "lint.lint": "what is wrong with a show's file, in words that are safe to print anywhere",
    "library.add": "the id, the title and the length of a show that is put on the shelf",
}
"""Every function that reads what a show tells, and all that comes out of it. Nothing else does."""
