"""Runs one command: gives it a session, prints the view it returns, and says how it ended."""

import os
import sys
from collections.abc import Mapping
from itertools import chain
from typing import TYPE_CHECKING, Any

from runaway_cli.cli.environment import open_session
from runaway_cli.cli.errors import SavedNotPrintedError
from runaway_cli.cli.output import discard, print_view
from runaway_cli.cli.params import COMMON
from runaway_cli.cli.registry import Command, load
from runaway_cli.errors import RunawayError
from runaway_cli.language.phrases import reason
from runaway_cli.session import Session

if TYPE_CHECKING:
    from runaway_cli.diary.events import Event
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
    is_shared = any(event.change.together for event in written)
    is_yours = bool(written) and len(session.roots) > 1 and not is_shared
    try:
        print_view(
            view,
            as_json=given.get("as_json", False),
            plain=given.get("plain", False),
            paged=not given.get("no_pager", False),
            again=_again(given, is_yours=is_yours),
            company=_company(session, is_yours=is_yours),
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


def _again(given: Mapping[str, Any], *, is_yours: bool) -> tuple[str, ...]:
    """Return the options that a command on the page needs as well, as they were typed.

    Where something was written in your diary only, undoing it is about that alone.
    """
    show, profile, company = given.get("show"), given.get("profile"), given.get("company") or ()
    if is_yours:
        company = ("",) if os.environ.get("RUNAWAY_WITH") else ()
    typed = [("--show", show), ("--profile", profile)]
    typed = [(option, value) for option, value in typed if value]
    return tuple(chain(*typed, *(("--with", name) for name in company)))


def _company(session: Session, *, is_yours: bool) -> "Company | None":
    """Return who is there and where they are by now, None for somebody alone."""
    if len(session.roots) == 1:
        return None
    from runaway_cli.cli.together import company  # most people are alone

    try:
        return company(session, is_yours=is_yours)
    except RunawayError:  # the command has said it
        return None
