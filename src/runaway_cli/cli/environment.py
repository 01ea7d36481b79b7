"""Builds the session of one command from the environment and from what was typed."""

import os
from collections.abc import Sequence
from datetime import datetime, time

from runaway_cli.cli.output import print_error
from runaway_cli.errors import UsageError
from runaway_cli.language import clock
from runaway_cli.language.phrases import quoted
from runaway_cli.session import LISTS, Session
from runaway_cli.system import paths
from runaway_cli.system.timezone import LOCAL


def open_session(
    season: str,
    as_of: str | None = None,
    needs: str = "everything",
    *,
    show: str | None = None,
    profile: str | None = None,
    company: Sequence[str] | None = None,
    is_personal: bool = True,
) -> Session:
    """Return a session at this moment.

    It's about `show` as it was typed, else about `$RUNAWAY_SHOW`, else about `season`, the path of
    the show that comes with runaway. The diary is that of `profile`, else of `$RUNAWAY_PROFILE` if
    the command `is_personal`, else of whoever runs the program; `company`, else `$RUNAWAY_WITH`,
    says who is with them. Raises `NoHomeError`, what `company.present` raises,
    `NoSuchShowError`, `SeasonBrokenError`, and `UsageError` for a `$RUNAWAY_NOW` that isn't a time.
    """
    home = paths.diary_folder()
    session = Session(
        show=season,
        roots=(home,),
        moment=moment(os.environ.get("RUNAWAY_NOW")),
        as_of=as_of,
        lists=LISTS[needs],
        bedtime=bedtime(os.environ.get("RUNAWAY_BEDTIME")),
        warn=print_error,
        home=home,
        bundled=season,
    )
    whose = os.environ.get("RUNAWAY_PROFILE") if is_personal else None
    others = os.environ.get("RUNAWAY_WITH") if is_personal else None
    if profile is not None or company or whose or others:
        from runaway_cli.cli.company import present  # most people are the first, and alone

        session = present(session, profile, company, whose, others)
    if asked := show or os.environ.get("RUNAWAY_SHOW"):
        session = _about(session, asked, is_set=not show)
    if len(session.roots) == 1:
        return session
    from runaway_cli.cli.company import each_once

    return each_once(session)


def _about(session: Session, asked: str, *, is_set: bool) -> Session:
    """Return the session of a show as it was typed or, if it `is_set`, as `$RUNAWAY_SHOW` says."""
    from runaway_cli.cli.errors import NoSuchShowError  # most people have one show
    from runaway_cli.cli.shows import chosen

    try:
        return chosen(session, asked)
    except NoSuchShowError as error:
        raise NoSuchShowError(asked, error.nearest, is_set=is_set) from None


def bedtime(said: str | None) -> time:
    """Return when it's late, by `$RUNAWAY_BEDTIME`: half past midnight if it doesn't say.

    Raises `UsageError` for what isn't a time of day.
    """
    if not said:
        return time(0, 30)
    from runaway_cli.language.parse import time_of_day  # most people have no bedtime

    try:
        return time_of_day(said)
    except UsageError:
        raise UsageError(
            f"RUNAWAY_BEDTIME is {quoted(said)}. It needs a time, such as 23:30."
        ) from None


def moment(pretended: str | None) -> datetime:
    """Return the time in the local zone, or what `$RUNAWAY_NOW` pretends, for tests and pictures.

    A pretended time keeps its offset, unless that is the local one. Raises `UsageError` when it
    isn't ISO 8601 with an offset in whole minutes.
    """
    if not pretended:
        return datetime.now(LOCAL)
    try:
        told = datetime.fromisoformat(pretended)
    except ValueError:
        told = None
    if told is None or not clock.has_offset(told):
        raise UsageError(
            f"RUNAWAY_NOW is {quoted(pretended)}. It needs a time with a UTC offset, such as "
            "2026-01-03T22:04+01:00."
        )
    local = told.astimezone(LOCAL)
    return local if local.utcoffset() == told.utcoffset() else told
