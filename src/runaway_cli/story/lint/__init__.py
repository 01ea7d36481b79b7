"""Finds what is wrong with a show's file, and spoils nothing by saying so.

Looks at the form of it (`form`), at what the records say of each other (`checks`), and for words
that come too early (`terms`). `python -m runaway_cli.story.lint` is the command.
"""

from runaway_cli.story.lint.checks import CHECKS
from runaway_cli.story.lint.form import FORM, TYPES
from runaway_cli.story.lint.show import Finding, read
from runaway_cli.story.lint.terms import TERMS, TOO_EARLY


def lint(text: str, up_to: int | None = None) -> tuple[Finding, ...]:
    """Return what is wrong with the text of a show's file, in the order of its chapters.

    With `up_to`, looks at the chapters up to that episode only: those after it aren't even parsed.
    Without, looks at all of them, quotes from none, and says of a word that comes too early only
    which chapter it stands in. Chapters behind one that can't be parsed, or whose form is wrong,
    wait until that one is right.
    """
    show, findings = read(text, up_to)
    for checks in (TYPES, FORM, (*CHECKS, *TERMS)):
        findings += [finding for check in checks for finding in check(show)]
        first_wrong = min((finding.chapter for finding in findings), default=len(show.chapters))
        if not first_wrong:
            break
        show = show.before(first_wrong)
    if up_to is None:
        findings = [_for_anybody(finding) for finding in findings]
    in_order = sorted(findings, key=lambda finding: (finding.chapter, finding.line or 0))
    return tuple(dict.fromkeys(in_order))


def _for_anybody(finding: Finding) -> Finding:
    if finding.what.startswith(TOO_EARLY):
        return Finding(finding.chapter, None, "needs a maintainer")
    return finding._replace(quote=None)
