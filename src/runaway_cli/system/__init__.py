"""What differs from one platform to the next: paths, files, locks, time zones, encodings."""
