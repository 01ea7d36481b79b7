"""tonight."""

from datetime import datetime
from typing import Annotated

from runaway_cli.cli.params import Option, Pause, Speed
from runaway_cli.cli.values import minutes_between
from runaway_cli.cli.values import speed as speed_of
from runaway_cli.errors import NotBothError
from runaway_cli.language import clock, parse
from runaway_cli.language.errors import AlreadyPastError
from runaway_cli.planning import schedule
from runaway_cli.planning.errors import TooLateError
from runaway_cli.session import Session
from runaway_cli.views import tonight as views
from runaway_cli.views.night import late

Until = Annotated[
    str | None,
    Option(
        "--until",
        "Stop by this time: 23:30, 1am, midnight.",
        "TIME",
        example="runaway tonight --until midnight",
    ),
]
For = Annotated[
    str | None,
    Option(
        "--for",
        "How long you've got: 2h, 1h30, 90 (minutes).",
        "LENGTH",
        example="runaway tonight --for 2h",
    ),
]
From = Annotated[
    str | None,
    Option(
        "--from",
        "When you start, such as 21:00 (default: now).",
        "TIME",
        example="runaway tonight --from 21:00",
    ),
]


def tonight(
    session: Session,
    until: Until = None,
    length: For = None,
    begin: From = None,
    pause: Pause = "0",
    speed: Speed = "1",
) -> views.TonightView:
    """What fits tonight, when each episode ends, and where to stop."""
    if until is not None and length is not None:
        raise NotBothError("--until", "--for")
    here = session.look()
    now = here.moment.replace(second=0, microsecond=0)  # as every clock on a wall shows it
    begins, notes = _beginning(begin, now)
    episodes = schedule.at_speed(here.unwatched, speed_of(speed))
    sittings = schedule.in_a_row(episodes, begins, minutes_between(pause))
    if length is not None:
        end = clock.after(begins, parse.minutes(length))
    elif until is not None:
        end, said = _end(until, begins, is_from_given=begin is not None)
        notes += said
    else:
        end = schedule.on(clock.evening(begins), session.bedtime, begins)
        if clock.minutes_between(begins, end) <= 0:  # late already
            hour = late(here.moment, here.known.position, here.known.total)
            notes += (hour or f"That's past {end:%H:%M}, your bedtime.",)
            return views.tonight(here.known, sittings[:1], begins, None, notes)
        notes += ("For another bedtime: runaway tonight --until 23:30",)
    return views.tonight(here.known, sittings, begins, end, notes)


def _beginning(typed: str | None, now: datetime) -> tuple[datetime, tuple[str, ...]]:
    """Return when to start, and what to say of it. What has passed is taken as now."""
    if typed is None:
        return now, ()
    begins, taken_as = parse.ahead(typed, now)
    if clock.minutes_between(now, begins) < 0:
        return now, (f"{begins:%H:%M} has passed, so this starts now.",)
    return begins, _as_taken(typed, taken_as)


def _end(typed: str, begins: datetime, *, is_from_given: bool) -> tuple[datetime, tuple[str, ...]]:
    """Return when to stop, and what to say of it. Raises when that isn't after the start."""
    end, taken_as = parse.ahead(typed, begins)
    if clock.minutes_between(begins, end) <= 0:
        if is_from_given:
            raise TooLateError(f"{end:%H:%M}", f"{begins:%H:%M}")
        raise AlreadyPastError(f"{end:%H:%M}")
    return end, _as_taken(typed, taken_as)


def _as_taken(typed: str, taken_as: str | None) -> tuple[str, ...]:
    return (f"{typed} means {taken_as} here.",) if taken_as else ()
