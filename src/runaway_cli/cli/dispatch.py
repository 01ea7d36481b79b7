"""Runs one command: gives it a session, prints the view it returns, and says how it ended."""

import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from runaway_cli.cli.environment import open_session
from runaway_cli.cli.errors import SavedNotPrintedError
from runaway_cli.cli.output import discard, print_view
from runaway_cli.cli.params import COMMON
from runaway_cli.cli.registry import Command, load
from runaway_cli.diary.events import Event
from runaway_cli.errors import RunawayError
from runaway_cli.language.phrases import reason
from runaway_cli.session import Session

if TYPE_CHECKING:
    from runaway_cli.views.together import Company


def run(command: Command, given: Mapping[str, Any], season: str) -> int:
    """Run `command` with what was `given` on the command line, and return the exit code.

    The options that all commands have are taken care of here; the command gets its own. The exit
    code is 0 unless the view has one of its own. Raises `SavedNotPrintedError` when the diary was
    written and the answer can't be printed, and what the command raises.
    """
    own = {name: value for name, value in given.items() if name not in COMMON}
    session = session_of(command, given, season)
    written: list[Event] = []
    view = load(command)(session._replace(wrote=written.append), **own)
    try:
        print_view(
            view,
            as_json=given.get("as_json", False),
            plain=given.get("plain", False),
            paged=not given.get("no_pager", False),
            again=_again(given),
            company=_company(session, written),
        )
        if sys.stdout:
            sys.stdout.flush()
    except OSError as error:
        if error.filename is None and written:
            discard(sys.stdout)
            raise SavedNotPrintedError(reason(error)) from None
        raise
    return getattr(view, "exit_code", 0)


def session_of(command: Command, given: Mapping[str, Any], season: str) -> Session:
    """Return the session that a command gets with what was `given` on its line.

    Raises what `open_session` raises.
    """
    return open_session(
        season,
        given.get("as_of"),
        command.needs,
        show=given.get("show"),
        profile=given.get("profile"),
        company=given.get("company"),
        is_personal=command.is_personal,
    )


def _again(given: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the options that a command on the page needs as well, as they were typed."""
    show, profile = given.get("show"), given.get("profile")
    typed = [("--show", show), ("--profile", profile)]
    typed += [("--with", name) for name in given.get("company") or ()]
    return tuple(word for option, value in typed if value for word in (option, value))


def _company(session: Session, written: Sequence[Event]) -> "Company | None":
    """Return who is there and where they are by now, None for somebody alone."""
    if len(session.roots) == 1:
        return None
    from runaway_cli.views.together import company  # most people are alone

    try:
        return company(
            session.names,
            session.silent.glance().people,
            is_apart=any(not event.change.together for event in written),
        )
    except RunawayError:  # the command has said it
        return None
