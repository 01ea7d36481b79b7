"""The command line: what was typed, which command that is, and how its answer is printed."""
