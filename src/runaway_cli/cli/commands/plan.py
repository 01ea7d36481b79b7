"""tonight, plan."""

from datetime import date, datetime, time
from typing import Annotated

from runaway_cli.cli.params import Option
from runaway_cli.errors import NotBothError, UsageError
from runaway_cli.language import clock, parse
from runaway_cli.language.errors import AlreadyPastError
from runaway_cli.planning import schedule
from runaway_cli.planning.errors import TooLateError
from runaway_cli.planning.icalendar import calendar, save
from runaway_cli.session import Session
from runaway_cli.views import FileView
from runaway_cli.views import plan as views
from runaway_cli.views import tonight as tonight_views

USUAL = 2  # episodes per evening, when nobody says
Pause = Annotated[int, Option("--break", "Minutes between episodes.", "MIN", 0, 600)]
Speed = Annotated[float, Option("--speed", "Playback speed, such as 1.25.", "X", 0.25, 4)]


def tonight(
    session: Session,
    until: Annotated[
        str | None,
        Option(
            "--until",
            "Stop by this time: 23:30, 1am, midnight.",
            "TIME",
            example="runaway tonight --until midnight",
        ),
    ] = None,
    length: Annotated[
        str | None,
        Option(
            "--for",
            "How long you've got: 2h, 1h30, 90 (minutes).",
            "LENGTH",
            example="runaway tonight --for 2h",
        ),
    ] = None,
    begin: Annotated[
        str | None,
        Option(
            "--from",
            "When you start, such as 21:00 (default: now).",
            "TIME",
            example="runaway tonight --from 21:00",
        ),
    ] = None,
    pause: Pause = 0,
    speed: Speed = 1,
) -> tonight_views.TonightView:
    """What fits tonight, when each episode ends, and where to stop."""
    here = session.look()
    now = here.moment.replace(second=0, microsecond=0)  # as every clock on a wall shows it
    begins = parse.ahead(begin, now) if begin is not None else now
    end = _end(until, length, begin, begins)
    sittings = schedule.in_a_row(schedule.at_speed(here.unwatched, speed), begins, pause)
    return tonight_views.tonight(here.known, sittings, begins, end)


def _end(
    until: str | None, length: str | None, begin: str | None, begins: datetime
) -> datetime | None:
    """Return when to stop, None when nobody said. `begin` is what was said of the beginning."""
    if until is not None and length is not None:
        raise NotBothError("--until", "--for")
    if length is not None:
        return clock.after(begins, parse.minutes(length))
    end = parse.ahead(until, begins) if until is not None else None
    if end and clock.minutes_between(begins, end) <= 0:
        if begin:
            raise TooLateError(f"{end:%H:%M}", f"{begins:%H:%M}")
        raise AlreadyPastError(f"{end:%H:%M}")
    return end


def plan(
    session: Session,
    by: Annotated[
        str | None,
        Option(
            "--by",
            'Finish by this day: sunday, "4 jan", 2026-01-04.',
            "DAY",
            example="runaway plan --by sunday",
        ),
    ] = None,
    per_day: Annotated[
        int | None,
        Option(
            "--per-day",
            "Episodes per evening, at most.",
            "N",
            1,
            example="runaway plan --per-day 2",
        ),
    ] = None,
    minutes: Annotated[
        str | None,
        Option(
            "--minutes",
            "Time per evening, at most: 120, 2h.",
            "LENGTH",
            example="runaway plan --minutes 2h",
        ),
    ] = None,
    days: Annotated[
        str | None,
        Option(
            "--days",
            "Only on these days: fri,sat,sun or weekend.",
            "DAYS",
            example="runaway plan --days fri,sat,sun",
        ),
    ] = None,
    start: Annotated[
        str | None,
        Option(
            "--start",
            "The first evening (default: the next one).",
            "DAY",
            example="runaway plan --start tomorrow",
        ),
    ] = None,
    begin: Annotated[
        str, Option("--from", "When you start each evening.", "TIME", shows_default=True)
    ] = "21:00",
    pause: Pause = 0,
    speed: Speed = 1,
    ics: Annotated[
        str | None,
        Option(
            "--ics",
            "Save the plan as a calendar file; - prints it.",
            "FILE",
            example="runaway plan --ics plan.ics",
        ),
    ] = None,
    utc: Annotated[bool, Option("--utc", "Use UTC times in the calendar.")] = False,
) -> views.PlanView | FileView:
    """The rest of the season, evening by evening, for your calendar too."""
    here = session.look()
    at = parse.time_of_day(begin)
    is_limited = by is not None or per_day is not None or minutes is not None
    limits = schedule.PlanLimits(
        first=_first_evening(start, at, here.moment),
        last=None if by is None else parse.day_ahead(by, here.moment),
        weekdays=schedule.EVERY_DAY if days is None else parse.weekdays(days),
        minutes=None if minutes is None else parse.minutes(minutes),
        per_day=per_day if is_limited else USUAL,
        pause=pause,
    )
    evenings = [
        schedule.in_a_row(episodes, schedule.on(day, at, here.moment), pause)
        for day, episodes in schedule.evenings(schedule.at_speed(here.unwatched, speed), limits)
    ]
    saved = None
    if ics is not None and evenings:
        text = calendar(
            [sitting for evening in evenings for sitting in evening],
            show=here.known.title,
            run=here.progress.run,
            moment=here.moment,
            utc=utc,
        )
        if ics == "-":
            return FileView(text, option="--ics -")
        save(text, ics)
        saved = ics
    return views.plan(
        here.known, evenings, here.moment, limits=limits, is_limited=is_limited, saved=saved
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
