"""draft."""

import sys
from typing import Annotated

from runaway_cli.cli.errors import NoSuchFileError, NotOverwrittenError, SpoilingScreenError
from runaway_cli.cli.params import Argument, Option
from runaway_cli.cli.shows import is_file
from runaway_cli.cli.values import whole
from runaway_cli.errors import UsageError
from runaway_cli.language.phrases import quoted, reason, word
from runaway_cli.session import Session
from runaway_cli.story.answers import LARGEST
from runaway_cli.story.draft import Draft, blank, titled
from runaway_cli.story.draft_toml import toml_of
from runaway_cli.story.library_errors import NotStoredError
from runaway_cli.story.tvmaze import from_tvmaze
from runaway_cli.system import atomic
from runaway_cli.views import FileView
from runaway_cli.views import shows as views

What = Annotated[
    list[str] | None,
    Argument("[FILE or TITLE]", "A file from TVmaze (- for standard input), or a title."),
]
Episodes = Annotated[
    str | None,
    Option(
        "--episodes",
        "How many episodes, if you start from scratch.",
        "N",
        example='runaway draft "The Lamp Room" --episodes 6',
    ),
]
Minutes = Annotated[
    str,
    Option("--minutes", "How long each of them is.", "MIN", shows_default=True),
]
Specials = Annotated[
    str | None, Option("--specials", "TVmaze's list that includes the specials.", "FILE")
]
Title = Annotated[
    str | None,
    Option(
        "--title",
        "What to call it, if you have another show of that name.",
        "TITLE",
        example='runaway draft FILE --title "The Lamp Room (1963)"',
    ),
]
To = Annotated[
    str | None,
    Option("--to", "Save the show file here; never overwrites one.", "FILE"),
]


def draft(
    session: Session,
    what: What = None,
    episodes: Episodes = None,
    minutes: Minutes = "45",
    specials: Specials = None,
    title: Title = None,
    to: To = None,
) -> FileView | views.ShelfView:
    """Make a show file from TVmaze's data, or from scratch."""
    if not what:
        raise UsageError(
            "What is the show? Give a file from TVmaze, - for standard input, or: "
            'runaway draft "The Lamp Room" --episodes 6 --minutes 45'
        )
    named = " ".join(what)
    if episodes is not None:
        made = blank(named, whole("--episodes", episodes), whole("--minutes", minutes))
    else:
        made = from_tvmaze(_content(named), None if specials is None else _content(specials))
    if title is not None:
        made = titled(made, title)
    if to is not None:
        _save(made, to)
        return views.drafted(made.title, len(made.episodes), to)
    if made.from_tvmaze and sys.stdout and sys.stdout.isatty():
        raise SpoilingScreenError
    return FileView(toml_of(made), option="a draft without --to")


def _content(path: str) -> bytes:
    """Return what is in a file, or comes on standard input for "-", as far as it's looked at."""
    if path == "-":
        return sys.stdin.buffer.read(LARGEST + 1) if sys.stdin else b""
    if not is_file(path):
        raise UsageError(
            f"There's no file {quoted(path)}. To start from scratch, say how many episodes it "
            f"has: runaway draft {word(path)} --episodes 6 --minutes 45"
        )
    try:
        with open(path, "rb") as file:
            return file.read(LARGEST + 1)
    except OSError as error:
        raise NoSuchFileError(path, reason(error)) from None


def _save(made: Draft, path: str) -> None:
    try:
        atomic.create(path, toml_of(made).encode(), mode=atomic.PUBLIC)
    except FileExistsError:
        raise NotOverwrittenError(path) from None
    except (OSError, ValueError) as error:  # ValueError for a name with a null byte
        why = reason(error) if isinstance(error, OSError) else "that's no name of a file"
        raise NotStoredError(path, why) from None
