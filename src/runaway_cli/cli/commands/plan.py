"""tonight, plan."""

from datetime import datetime
from typing import Annotated

from runaway_cli.cli.output import emit, hand_over
from runaway_cli.cli.params import AsJson, AsOf, Option, Plain, look
from runaway_cli.errors import NotBothError, UsageError
from runaway_cli.language import clock, parse
from runaway_cli.language.errors import AlreadyPastError
from runaway_cli.planning import schedule
from runaway_cli.planning.errors import TooLateError
from runaway_cli.planning.icalendar import calendar, save
from runaway_cli.views import plan as views

AN_EVENING = 2  # episodes, when nobody says
Pause = Annotated[int, Option("--break", "Minutes in between.", "MIN", 0, 600)]
Speed = Annotated[float, Option("--speed", "How fast you play them.", "X", 0.25, 4)]


def tonight(
    until: Annotated[str | None, Option("--until", "23:30, 1am, midnight.", "TIME")] = None,
    length: Annotated[str | None, Option("--for", "2h, 1h30, 90.", "LENGTH")] = None,
    begin: Annotated[str | None, Option("--from", "21:00; default: now.", "TIME")] = None,
    pause: Pause = 0,
    speed: Speed = 1,
    as_json: AsJson = False,
    plain: Plain = False,
    as_of: AsOf = None,
) -> None:
    """What fits before a time, when each ends, and where to stop."""
    here = look(as_of)
    now = here.moment.replace(second=0, microsecond=0)  # as every clock on a wall shows it
    begins = parse.ahead(begin, now).moment if begin is not None else now
    end = _end(until, length, begin, begins)
    sittings = schedule.in_a_row(schedule.at_speed(here.unwatched, speed), begins, pause)
    emit(views.tonight(here.known, sittings, begins, end), as_json=as_json, plain=plain)


def _end(
    until: str | None, length: str | None, begin: str | None, begins: datetime
) -> datetime | None:
    """Return when to stop, None when nobody said. `begin` is what was said of the beginning."""
    if until is not None and length is not None:
        raise NotBothError("--until", "--for")
    if length is not None:
        return clock.after(begins, parse.minutes(length))
    end = parse.ahead(until, begins).moment if until is not None else None
    if end and clock.minutes_between(begins, end) <= 0:
        raise (
            TooLateError(f"{end:%H:%M}", f"{begins:%H:%M}")
            if begin
            else AlreadyPastError(f"{end:%H:%M}")
        )
    return end


def plan(
    by: Annotated[str | None, Option("--by", "sunday, 4 jan, 2026-01-04.", "DAY")] = None,
    per_day: Annotated[int | None, Option("--per-day", "Episodes an evening.", "N", 1)] = None,
    minutes: Annotated[
        str | None, Option("--minutes", "Time an evening: 120, 2h.", "LENGTH")
    ] = None,
    days: Annotated[str | None, Option("--days", "fri,sat,sun or weekend.", "DAYS")] = None,
    start: Annotated[str | None, Option("--start", "Default: the next evening.", "DAY")] = None,
    begin: Annotated[
        str, Option("--from", "When an evening begins.", "TIME", default_is_said=True)
    ] = "21:00",
    pause: Pause = 0,
    speed: Speed = 1,
    ics: Annotated[str | None, Option("--ics", "Write a calendar; - prints it.", "FILE")] = None,
    utc: Annotated[bool, Option("--utc", "Write the calendar in UTC.")] = False,
    as_json: AsJson = False,
    plain: Plain = False,
    as_of: AsOf = None,
) -> None:
    """The rest of the season, evening by evening; also for a calendar."""
    if ics == "-" and as_json:
        raise NotBothError("--json", "--ics -", "both go to standard output")
    here = look(as_of)
    at = parse.time_of_day(begin)
    has_wish = by is not None or per_day is not None or minutes is not None
    next_evening = schedule.next_evening(at, here.moment)
    first = parse.day_ahead(start, here.moment) if start is not None else next_evening
    if first < next_evening:
        raise UsageError(f"{at:%H:%M} tonight has already passed. Try --start tomorrow.")
    wish = schedule.Wish(
        first=first,
        last=parse.day_ahead(by, here.moment) if by is not None else None,
        weekdays=parse.weekdays(days) if days is not None else schedule.EVERY_DAY,
        minutes=parse.minutes(minutes) if minutes is not None else None,
        per_day=per_day if has_wish else AN_EVENING,
        pause=pause,
    )
    evenings = [
        schedule.in_a_row(episodes, schedule.on(day, at, here.moment), pause)
        for day, episodes in schedule.evenings(schedule.at_speed(here.unwatched, speed), wish)
    ]
    if ics is not None and evenings:
        sittings = [sitting for evening in evenings for sitting in evening]
        run, show = here.progress.run, here.known.title
        text = calendar(sittings, show=show, run=run, moment=here.moment, utc=utc)
        if ics == "-":
            hand_over(text)
            return
        save(text, ics)
    saved = ics if evenings else None
    view = views.plan(here.known, evenings, here.moment, saved=saved, wish=wish, has_wish=has_wish)
    emit(view, as_json=as_json, plain=plain)
