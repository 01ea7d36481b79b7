"""Finds what is wrong with a show's file, and spoils nothing by saying so.

Looks at the form of it (`form`), at what the records say of each other (`checks`), and for words
that come too early (`terms`). `python -m runaway_cli.story.lint` is the command.
"""

from collections.abc import Callable, Iterator, Sequence

from runaway_cli.story.lint.checks import CHECKS, OPENING
from runaway_cli.story.lint.form import FORM, TYPES
from runaway_cli.story.lint.show import Finding, Show, read
from runaway_cli.story.lint.terms import TERMS, TOO_EARLY

Check = Callable[[Show], Iterator[Finding]]


def lint(text: str, up_to: int | None = None) -> tuple[Finding, ...]:
    """Return what is wrong with the text of a show's file, in the order of its chapters.

    With `up_to`, looks at the chapters up to that episode only: those after it aren't even parsed.
    Without, looks at all of them, quotes from none, and says of a word that comes too early only
    which chapter it stands in. Chapters behind one that can't be parsed, or whose form is wrong,
    wait until that one is right.
    """
    _, findings = _look_over(text, up_to, (TYPES, FORM, (*CHECKS, *TERMS)))
    if up_to is None:
        findings = [_for_anybody(finding) for finding in findings]
    in_order = sorted(findings, key=lambda finding: (finding.chapter, finding.line or 0))
    return tuple(dict.fromkeys(in_order))


def opened(text: str) -> tuple[Show, tuple[Finding, ...]]:
    """Return all of a show's file, and what keeps it from being opened, without a quotation.

    Leaves aside how it's written: curtains, sources, words that come too early. For `library`.
    """
    show, findings = _look_over(text, None, (TYPES, FORM, OPENING))
    return show, tuple(map(_for_anybody, sorted(findings, key=lambda finding: finding.chapter)))


def _look_over(
    text: str, up_to: int | None, all_checks: Sequence[Sequence[Check]]
) -> tuple[Show, list[Finding]]:
    show, findings = read(text, up_to)
    for checks in all_checks:
        findings += [finding for check in checks for finding in check(show)]
        first_wrong = min((finding.chapter for finding in findings), default=len(show.chapters))
        if not first_wrong:
            break
        show = show.before(first_wrong)
    return show, findings


def _for_anybody(finding: Finding) -> Finding:
    if finding.what.startswith(TOO_EARLY):
        return Finding(finding.chapter, None, "needs a maintainer")
    return finding._replace(quote=None)
