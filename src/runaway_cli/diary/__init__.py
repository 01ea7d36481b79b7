"""What the viewer did: events, how they are written down, and what they add up to."""
