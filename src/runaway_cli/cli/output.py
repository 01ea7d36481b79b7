"""Prints a view as JSON, as a screen or, in a pipe, as plain lines; and errors on stderr.

Nothing that passes here can restyle or rewrite a terminal.
"""

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TextIO

from runaway_cli import __version__
from runaway_cli.cli import pager
from runaway_cli.cli.registry import COMMANDS
from runaway_cli.errors import NotBothError, RunawayError
from runaway_cli.language.phrases import GLUE, completed, escaped, inserted, unbroken, visible, word
from runaway_cli.views import FileView, TextView, Verbatim, View, kind

if TYPE_CHECKING:
    from runaway_cli.views.together import Company

SCHEMA = 1
SAME_FOR_ALL = ("shows", "profiles")  # commands that answer about no one show and no one person
_HELD = f"runaway{GLUE}"  # in a text that names no command
LONGEST_SENTENCE = 4000  # characters of an error that anybody reads


def print_view(
    view: View,
    *,
    as_json: bool = False,
    plain: bool = False,
    paged: bool = True,
    again: Sequence[str] = (),
    company: "Company | None" = None,
) -> None:
    """Print `view`: a screen on a terminal, plain lines in a pipe or if `plain` is wanted.

    What is longer than the screen goes through a pager if `paged`. Rich is imported only for a
    screen. `again` are the options without which a command that the page names is about another
    diary. `company` is who else is there: a page says where they are, a file or a text doesn't.
    Raises `NotBothError` for a file that is to be JSON.
    """
    if isinstance(view, FileView):
        if as_json:
            raise NotBothError("--json", view.option, "both go to standard output")
        _print_file(view.text)
    elif as_json:
        _print_json(view.of if isinstance(view, TextView) and view.of else view, company)
    elif plain or not is_screen():
        said = (*_visible(view).lines(), *_below(view, company))
        page = said if isinstance(view, TextView) else (_complete(line, again) for line in said)
        _print_page("\n".join(page).replace(_HELD, "runaway ") + "\n", paged=paged)
    else:
        from runaway_cli.render import drawn

        below = "\n".join(_below(view, company))
        drawing = drawn(_visible(view), below, lambda text: _insertions(text, again))
        _print_page(drawing, paged=paged)


def _below(view: View, company: "Company | None") -> Sequence[str]:
    """Return who else is there, for below a page."""
    return _visible(company).said if company and not isinstance(view, TextView) else ()


def print_version() -> int:
    """Print the version on one line, and return the exit code."""
    print(f"runaway {__version__}")
    return 0


def _complete(sentence: str, again: Sequence[str]) -> str:
    """Return a sentence whose commands are about the same diary."""
    return inserted(sentence, _insertions(sentence, again))


def _insertions(text: str, again: Sequence[str]) -> list[tuple[int, str]]:
    """Return what has to be inserted into a text so that its commands are about the same diary.

    `again` are the options for that and their values in turn, as they were typed.
    """

    def missing(words: Sequence[str]) -> str:
        name = words[1] if words[1:] and words[1][0] != "-" else ""
        if name.strip(".") not in {"", *COMMANDS} - set(SAME_FOR_ALL) or "--help" in words:
            return ""
        pairs = zip(again[::2], again[1::2], strict=True)
        unsaid = [pair for pair in pairs if pair[0] not in words]
        return visible(" ".join(word(part) for pair in unsaid for part in pair))

    return completed(text, missing) if again else []


def print_error(error: RunawayError, *, as_json: bool = False, again: Sequence[str] = ()) -> None:
    """Print what is wrong on stderr: JSON, or a sentence wrapped between words on a terminal.

    `again` is as in `print_view`.
    """
    if not sys.stderr:
        return
    sentence = visible(str(error))
    sentence = _complete(sentence, again)
    if len(sentence) > LONGEST_SENTENCE:
        sentence = sentence[:LONGEST_SENTENCE] + "…"
    if as_json:
        import json

        page = {"schema": SCHEMA, "kind": "error", "error": error.kind(), "sentence": sentence}
        sentence = json.dumps(page, ensure_ascii=False)
    elif sys.stderr.isatty():
        import shutil
        import textwrap

        columns = max(1, shutil.get_terminal_size().columns)
        sentence = unbroken(sentence, columns)
        sentence = textwrap.fill(sentence, columns, break_long_words=False, break_on_hyphens=False)
        sentence = sentence.replace(GLUE, " ")
    try:
        print(sentence, file=sys.stderr, flush=True)
    except OSError:  # nobody is there to read it
        discard(sys.stderr)


def discard(stream: TextIO) -> None:
    """Send whatever is still to be written to `stream` nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def is_screen() -> bool:
    """Whether stdout is a terminal that can draw, or the viewer insists (`FORCE_COLOR`)."""
    if os.environ.get("FORCE_COLOR", "0") not in ("", "0"):
        return True
    return bool(sys.stdout) and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def _print_json(view: View, company: "Company | None") -> None:
    import json

    page = {"schema": SCHEMA, "kind": kind(type(view)), **_named(_visible(view, verbatim=True))}
    if company:
        rows, incomplete, yours = company
        page |= {"with": _named(rows), "incomplete": incomplete, "yours": yours}
    print(escaped(json.dumps(page, indent=2, ensure_ascii=False)))


def _print_page(text: str, *, paged: bool) -> None:
    """Print `text`, through a pager if it's longer than the screen and there is one."""
    if paged and pager.is_too_long(text):
        command = pager.pager(os.environ)
        if command and pager.show(text, command):
            return
    print(text, end="")


def _print_file(text: str) -> None:
    if sys.stdout:
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode())


def _visible(value: Any, *, verbatim: bool = False) -> Any:
    """Return a view, or a part of one, in which every text is visible.

    What the viewer wrote is left alone if it's to be `verbatim`; else it's kept from naming a
    command.
    """
    if isinstance(value, Verbatim):
        return value if verbatim else visible(value).replace("runaway ", _HELD)
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, tuple):
        parts = [_visible(part, verbatim=verbatim) for part in value]
        return value._make(parts) if hasattr(value, "_make") else tuple(parts)
    return value


def _named(value: Any) -> Any:
    """Return a view, or a part of one, with its fields by name."""
    if hasattr(value, "_fields"):
        return dict(zip(value._fields, map(_named, value), strict=True))
    return [_named(part) for part in value] if isinstance(value, tuple) else value
