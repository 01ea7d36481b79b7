"""plan."""

import os
from datetime import date, datetime, time
from typing import Annotated

from runaway_cli.cli.params import Option, Pause, Speed
from runaway_cli.cli.values import minutes_between, whole
from runaway_cli.cli.values import speed as speed_of
from runaway_cli.errors import NotBothError, UsageError
from runaway_cli.language import parse
from runaway_cli.planning import calendarfile, icalendar, schedule
from runaway_cli.planning.schedule import Sitting
from runaway_cli.session import Session, Viewer
from runaway_cli.views import FileView
from runaway_cli.views import plan as views

By = Annotated[
    str | None,
    Option(
        "--by",
        'Finish by this day: sunday, "4 jan", 2026-01-04.',
        "DAY",
        example="runaway plan --by sunday",
    ),
]
PerDay = Annotated[
    str | None,
    Option("--per-day", "Episodes per evening, at most.", "N", example="runaway plan --per-day 2"),
]
Minutes = Annotated[
    str | None,
    Option(
        "--minutes",
        "Time per evening, at most: 120, 2h.",
        "LENGTH",
        example="runaway plan --minutes 2h",
    ),
]
Days = Annotated[
    str | None,
    Option(
        "--days",
        "Only on these days: fri,sat,sun or weekend.",
        "DAYS",
        example="runaway plan --days fri,sat,sun",
    ),
]
Start = Annotated[
    str | None,
    Option(
        "--start",
        "The first evening (default: the next one).",
        "DAY",
        example="runaway plan --start tomorrow",
    ),
]
From = Annotated[str, Option("--from", "When you start each evening.", "TIME", shows_default=True)]
Calendar = Annotated[
    str | None,
    Option(
        "--ics",
        "Save the plan as a calendar file; - prints it.",
        "FILE",
        example="runaway plan --ics plan.ics",
    ),
]
Remind = Annotated[
    str | None,
    Option(
        "--remind",
        "Set a calendar alarm so many minutes before each evening.",
        "MIN",
        example="runaway plan --ics plan.ics --remind 15",
    ),
]
Floating = Annotated[
    bool,
    Option("--floating", "For travellers: 21:00 in the calendar is 21:00 wherever you are."),
]
Utc = Annotated[bool, Option("--utc", "Use UTC times in the calendar (the default).")]
USUAL = 2  # episodes per evening, when nobody says


def plan(
    session: Session,
    by: By = None,
    per_day: PerDay = None,
    minutes: Minutes = None,
    days: Days = None,
    start: Start = None,
    begin: From = "21:00",
    pause: Pause = "0",
    speed: Speed = "1",
    ics: Calendar = None,
    remind: Remind = None,
    floating: Floating = False,
    utc: Utc = False,
) -> views.PlanView | FileView:
    """The rest of the season, evening by evening, for your calendar too."""
    alarm = None if remind is None else parse.minutes(remind, lowest=0)
    _refuse_what_needs_a_calendar(ics, alarm, floating=floating, utc=utc)
    here = session.look()
    at = parse.time_of_day(begin)
    breaks = minutes_between(pause)
    is_limited = by is not None or per_day is not None or minutes is not None
    limits = schedule.PlanLimits(
        first=_first_evening(start, at, here.moment),
        last=None if by is None else parse.day_ahead(by, here.moment),
        weekdays=schedule.EVERY_DAY if days is None else parse.weekdays(days),
        minutes=None if minutes is None else parse.minutes(minutes),
        per_day=_per_day(per_day, is_limited=is_limited),
        pause=breaks,
    )
    episodes = schedule.at_speed(here.unwatched, speed_of(speed))
    evenings = [
        schedule.in_a_row(some, schedule.on(day, at, here.moment), breaks)
        for day, some in schedule.evenings(episodes, limits)
    ]
    saved = None
    if ics is not None and evenings:
        text = _calendar(here, evenings, ics, remind=alarm, floating=floating)
        if ics == "-":
            return FileView(text, option="--ics -")
        calendarfile.save(text, ics)
        saved = ics
    return views.plan(
        here.known, evenings, here.moment, limits=limits, is_limited=is_limited, saved=saved
    )


def _refuse_what_needs_a_calendar(
    ics: str | None, alarm: int | None, *, floating: bool, utc: bool
) -> None:
    """Raise `UsageError` for options of a calendar nobody wants, or that exclude each other."""
    if floating and utc:
        raise NotBothError("--floating", "--utc")
    for option, is_given in (("--remind", alarm is not None), ("--floating", floating)):
        if is_given and ics is None:
            raise UsageError(f"{option} is for the calendar. Try: runaway plan --ics plan.ics")


def _calendar(
    here: Viewer,
    evenings: list[tuple[Sitting, ...]],
    path: str,
    *,
    remind: int | None,
    floating: bool,
) -> str:
    """Return the calendar of a plan that is to replace the one at `path`, if there's one."""
    edition = icalendar.edition(
        min((event.id for event in here.events), default=None),
        here.moment,
        earlier=None if path == "-" else calendarfile.edition_at(path),
        chance=os.urandom(8).hex(),
    )
    return icalendar.calendar(
        evenings,
        show=here.known.title,
        run=here.progress.run,
        edition=edition,
        remind=remind,
        floating=floating,
    )


def _first_evening(start: str | None, at: time, moment: datetime) -> date:
    """Return the first evening of a plan whose evenings start `at` a time: `start`, or the next.

    Raises `UsageError` when that time has passed tonight.
    """
    next_evening = schedule.next_evening(at, moment)
    first = next_evening if start is None else parse.day_ahead(start, moment)
    if first < next_evening:
        raise UsageError(f"{at:%H:%M} tonight has already passed. Try --start tomorrow.")
    return first


def _per_day(typed: str | None, *, is_limited: bool) -> int | None:
    """Return how many episodes an evening may have, None for any number."""
    if typed is not None:
        return whole("--per-day", typed)
    return None if is_limited else USUAL
