"""Finds what is wrong with a show's file, and spoils nothing by saying so.

`python -m runaway_cli.story.lint data/show.toml --up-to 3` is for viewers who have finished
episode 3 and wrote something down about it: chapters from ahead aren't even parsed. Without
`--up-to` the whole file is checked, in words that can stand in a public log.
"""

import re
import sys
import tomllib
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from runaway_cli.story.checks import CHECKS, Chapter, Finding, Show

_CHAPTER = "\n[[chapter]]"
_SET_IN = re.compile(r"""^[ \t]*\[+\s*["']?chapter\b""", re.MULTILINE)
_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")


def lint(text: str, up_to: int | None = None) -> tuple[Finding, ...]:
    """Return what is wrong with the text of a show's file, in the order of its chapters.

    With `up_to`, looks at the chapters up to that episode only, and quotes from them. Without, no
    finding quotes anything, and words that come too early aren't even described.
    """
    show, findings = _read(text, up_to)
    for check in CHECKS:
        findings += check(show)
    if up_to is None:
        findings = [_for_anybody(finding) for finding in findings]
    return tuple(sorted(dict.fromkeys(findings), key=lambda finding: finding.chapter))


def _for_anybody(finding: Finding) -> Finding:
    if finding.is_early:
        return Finding(finding.chapter, None, "needs a maintainer", is_early=True)
    return finding._replace(quote=None)


class Part(NamedTuple):
    """The text of one chapter, and the line of the file on which it starts."""

    number: int
    line: int
    text: str


def _read(text: str, up_to: int | None) -> tuple[Show, list[Finding]]:
    """Parse what there is to be looked at, chapter by chapter; one that can't be is left out."""
    head, *texts = text.split(_CHAPTER)
    findings: list[Finding] = []
    chapters = []
    line = head.count("\n") + 2
    for number, chapter in enumerate(texts[: None if up_to is None else up_to + 1]):
        part = Part(number, line, "[[chapter]]" + chapter)
        try:
            chapters.append(_parsed(part))
        except tomllib.TOMLDecodeError as error:
            findings.append(_not_toml(part, str(error)))
        line += part.text.count("\n") + 1
    try:
        parsed = tomllib.loads(head)
    except tomllib.TOMLDecodeError as error:
        parsed = {}
        findings.append(_not_toml(Part(0, 1, head), str(error)))
    is_whole = up_to is None or up_to + 1 >= len(texts)
    return Show(parsed, tuple(chapters), head, is_whole), findings


def _parsed(part: Part) -> Chapter:
    """Return the chapter. Raises `TOMLDecodeError`, also where another chapter is hidden in it."""
    if stray := _SET_IN.search(part.text, 1):
        line = part.text.count("\n", 0, stray.start()) + 1
        raise tomllib.TOMLDecodeError(f"[[chapter]] (at line {line}, column 1)")
    values = tomllib.loads(part.text)["chapter"][0]
    return Chapter(part.number, part.line, values, part.text)


def _not_toml(part: Part, message: str) -> Finding:
    """Say on which line of the file it stops being TOML, and why, if that's easy to tell."""
    place = _PLACE.search(message)
    line = int(place[1]) if place else part.text.count("\n") + 1
    there = part.text.splitlines()[line - 1 : line]
    if message.startswith("[[chapter]]"):
        what = 'a chapter starts with "[[chapter]]", at the very beginning of its line'
    elif "Unclosed array" in message and there and there[0].lstrip().startswith("{"):
        line -= 1
        what = "a comma is missing at the end of this line"
    else:
        what = "this isn't valid TOML"
    return Finding(part.number, part.line + line - 1, what)


def main(arguments: Sequence[str]) -> int:
    """Print what is wrong with a show's file. Returns 0 if nothing is, 1 if something, 2 for usage
    errors."""
    import argparse

    parser = argparse.ArgumentParser(prog="python -m runaway_cli.story.lint", description=__doc__)
    parser.add_argument("show", help="the show's file, such as data/show.toml")
    parser.add_argument("--up-to", type=int, metavar="N", help="the last episode you've finished")
    given = parser.parse_args(arguments)
    try:
        with open(given.show, encoding="utf-8") as file:
            text = file.read()
    except (OSError, UnicodeDecodeError):
        parser.error(f"can't read {given.show}")
    last = text.count(_CHAPTER) - 1
    if given.up_to is not None and not 0 <= given.up_to <= last:
        parser.error(f"--up-to takes 0 to {last}, not {given.up_to}")
    findings = lint(text, given.up_to)
    for line in _lines(findings, last if given.up_to is None else given.up_to):
        print(line)
    return 1 if findings else 0


def _lines(findings: Sequence[Finding], last: int) -> Iterator[str]:
    for finding in findings:
        yield str(finding)
    if not findings:
        yield f"Chapters 0 to {last} are fine."


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
