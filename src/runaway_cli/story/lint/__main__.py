"""Checks a file: `python -m runaway_cli.story.lint data/show.toml --up-to 3`.

Looks for mistakes in a show's file. If you've finished episode 3 and added a line about it, say
`--up-to 3`: later chapters aren't even parsed. Without `--up-to`, all of it is checked, and nothing
of it is quoted.
"""

import argparse
import sys
from collections.abc import Sequence

from runaway_cli.story.lint import lint


def main(arguments: Sequence[str]) -> int:
    """Print what is wrong with a show's file. Returns 0 if nothing is, 1 if something is.

    Usage errors end the process with 2.
    """
    parser = argparse.ArgumentParser("python -m runaway_cli.story.lint", description=__doc__)
    parser.add_argument("show", help="the show's file, such as data/show.toml")
    parser.add_argument("--up-to", type=int, metavar="N", help="the last episode you've finished")
    given = parser.parse_args(arguments)
    try:
        with open(given.show, encoding="utf-8-sig") as file:
            text = file.read()
    except (OSError, UnicodeDecodeError):
        parser.error(f"can't read {given.show}")
    if given.up_to is not None and given.up_to < 0:
        parser.error("--up-to takes the number of an episode, or 0")
    findings = lint(text, given.up_to)
    for finding in findings:
        print(finding)
    if not findings:
        print("No mistakes found.")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
