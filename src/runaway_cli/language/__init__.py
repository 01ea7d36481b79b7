"""Words in and words out: times, days and lengths as people say them."""
