"""What the viewer did, as values, and the one table of what can be done.

Checking, reading and writing an event, and its sentence in the history, follow from `KINDS`.
`docs/diary.md` describes the file.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, NamedTuple

from runaway_cli.diary.ids import is_ulid
from runaway_cli.language.clock import When

LONGEST_WORD = 200  # characters of a kind, a machine or the id an undo names
LONGEST_ID = LONGEST_WORD - 26  # characters of an id that isn't ours
HIGHEST_NUMBER = 10**6
LONGEST_TEXT = 10_000  # characters of a note or a theory
BEST_SCORE = 10
VERDICTS = ("right", "wrong", "partly")


class Change(NamedTuple):
    """What one event did.

    `kind` is a key of `KINDS`, or a word of a later runaway. `episodes` are what a watched or
    unwatch is about, ascending. `run` is the run it belongs to, or the one that a rewatch starts;
    None means the one current at the time. `finished` is when the episodes were watched, None for
    the time of the event itself. `times` says it one by one, as long as `episodes`, None being
    undated; it's empty if they have one time. `numbers` and `in_run` are the episodes and the run
    of later kinds, which leave `episodes` and `run` to the first five. `event` is the id of the
    event that an undo or redo is about. `repaired` marks what a repair added.

    `number` is the one episode that a pause, note or rating is about.

    `seconds` is how far into it a pause is, 0 for its beginning. What the viewer wrote is
    `text`; `stood` is their position when they did. `score` is a rating, 1 to 10. `sure` is how
    certain a theory was, 0 to 100, and `about` whom it is about, as typed; None if nobody said.
    `theory` is the id of the one that a `verdict` is about. `together` is shared by what several
    people did in one act, each in their own diary; None for somebody alone.
    """

    kind: str
    episodes: tuple[int, ...] = ()
    run: int | None = None
    finished: When | None = None
    numbers: tuple[int, ...] = ()
    in_run: int | None = None
    times: tuple[When | None, ...] = ()
    event: str | None = None
    repaired: bool = False
    number: int | None = None
    seconds: int | None = None
    stood: int | None = None
    text: str | None = None
    score: int | None = None
    sure: int | None = None
    about: str | None = None
    theory: str | None = None
    verdict: str | None = None
    together: str | None = None


class Event(NamedTuple):
    """One thing the viewer did, with its id and the time it was written down.

    Ids sort as text in the order things happened. `on` is the name of the machine it was written
    on, None if nobody noted it.
    """

    id: str
    at: datetime
    on: str | None
    change: Change

    @property
    def when(self) -> When:
        """When the episodes were watched, or else when this was written down."""
        return self.change.finished or self.at


def keep(by_id: dict[str, Event], event: Event) -> Event:
    """Put an event among others, and return the one that had its id before, or the event itself.

    Of two that share an id the same one stays, whatever the order.
    """
    other = by_id.setdefault(event.id, event)
    if other is not event:
        by_id[event.id] = max(other, event, key=repr)
    return other


class Field(NamedTuple):
    """A key of an event in the file. `is_valid` is asked about values as TOML gives them.

    `read` makes of such a value what `Change` holds. It `tells_of` episodes that the viewer has
    seen something of, or it doesn't.
    """

    key: str
    is_valid: Callable[[Any], bool]
    is_required: bool = False
    read: Callable[[Any], Any] = lambda value: value
    tells_of: bool = False


class Kind(NamedTuple):
    """What a kind of event holds besides the keys all have, and its sentence in the history.

    The first `early` of its fields are written before the time, for in two blocks no more than
    three lines in a row may be alike: else a line-by-line merge could tear them apart.
    """

    fields: tuple[Field, ...]
    sentence: str
    early: int = 0


def _is_word(value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value) <= LONGEST_WORD


def _is_id(value: Any) -> bool:  # with room for the ULID of one that comes after it
    return _is_word(value) and (len(value) <= LONGEST_ID or is_ulid(value[-26:]))


def _is_in_reach(day: date) -> bool:  # one can count on from it in both directions
    return 1900 <= day.year < 9000


def _is_moment(value: Any) -> bool:
    return isinstance(value, datetime) and value.tzinfo is not None and _is_in_reach(value)


def _is_when(value: Any) -> bool:
    return _is_moment(value) or (type(value) is date and _is_in_reach(value))


def _is_number(value: Any) -> bool:
    return type(value) is int and 0 < value < HIGHEST_NUMBER


def _are_numbers(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(map(_is_number, value))


def _are_times(value: Any) -> bool:
    return isinstance(value, list) and all(time == "" or _is_when(time) for time in value)


def _is_count(value: Any) -> bool:
    return type(value) is int and 0 <= value < HIGHEST_NUMBER


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value) <= LONGEST_TEXT


EPISODES = Field("episodes", _are_numbers, True, lambda n: tuple(sorted(set(n))), tells_of=True)
RUN = Field("run", _is_number)
NUMBERS = EPISODES._replace(key="numbers")
IN_RUN = Field("in_run", _is_number, is_required=True)
LATER_RUN = Field("run", lambda value: _is_number(value) and value > 1)
FINISHED = Field("finished", _is_when)
TIMES = Field("times", _are_times, read=lambda times: tuple(time or None for time in times))
NEW_TIMES = TIMES._replace(is_required=True)
EVENT = Field("event", _is_word, is_required=True)
REPAIRED = Field("repaired", lambda value: value is True)
NUMBER = Field("number", _is_number, is_required=True, tells_of=True)
SECONDS = Field("seconds", _is_count, is_required=True)
STOOD = Field("stood", _is_count, is_required=True, tells_of=True)
TEXT = Field("text", _is_text, is_required=True)
SCORE = Field("score", lambda value: _is_number(value) and value <= BEST_SCORE, is_required=True)
SURE = Field("sure", lambda value: _is_count(value) and value <= 100)
ABOUT = Field("about", _is_word)
THEORY = Field("theory", _is_word, is_required=True)
TOGETHER = Field("together", _is_word)
VERDICT = Field("verdict", lambda value: value in VERDICTS, is_required=True)

COMMON = (
    Field("kind", _is_word, is_required=True),
    Field("on", _is_word),
    Field("at", _is_moment, is_required=True),
    TOGETHER,
    Field("id", _is_id, is_required=True),
)
KINDS = {
    "watched": Kind((EPISODES, RUN, FINISHED, TIMES), "watched {episodes}"),
    "unwatch": Kind((EPISODES, RUN, REPAIRED), "unwatched {episodes}"),
    "retime": Kind((NUMBERS, IN_RUN, NEW_TIMES), "corrected the time of {numbers}"),
    "rewatch": Kind((LATER_RUN,), "started a rewatch"),
    "pause": Kind((NUMBER, IN_RUN, SECONDS), "paused {place} into {numbers}"),
    "note": Kind((NUMBER._replace(is_required=False), STOOD, TEXT), "wrote a note"),
    "rate": Kind((NUMBER, STOOD, SCORE), "rated episode {numbers}"),
    "theory": Kind((STOOD, SURE, ABOUT, TEXT), "sealed a theory", early=1),
    "judge": Kind((THEORY, STOOD, VERDICT), "judged a theory"),
    "undo": Kind((EVENT,), "undid something"),
    "redo": Kind((EVENT,), "redid something"),
}
TELL_OF = {field.key for kind in KINDS.values() for field in kind.fields if field.tells_of}
FIRST_KEYS = frozenset({"episodes", "run", "event"})  # belong to the first five kinds, for ever
