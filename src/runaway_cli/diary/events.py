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
    `theory` is the id of the one that a `verdict` is about.
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


class Field(NamedTuple):
    """A key of an event in the file. `is_valid` is asked about values as TOML gives them.

    `read` makes of such a value what `Change` holds.
    """

    key: str
    is_valid: Callable[[Any], bool]
    is_required: bool = False
    read: Callable[[Any], Any] = lambda value: value


class Kind(NamedTuple):
    """What a kind of event holds besides the keys all have, and its sentence in the history.

    The first `early` of its fields are written before the time, for in two blocks no more than
    three lines in a row may be alike: else a line-by-line merge could tear them apart.
    """

    fields: tuple[Field, ...]
    sentence: str
    early: int = 0


def is_word(value: Any) -> bool:
    """Whether it can be a kind, a machine or an id."""
    return isinstance(value, str) and 0 < len(value) <= LONGEST_WORD


def is_id(value: Any) -> bool:
    """Whether it can be the id of an event, with room for the ULID of one that comes after it."""
    return is_word(value) and (len(value) <= LONGEST_ID or is_ulid(value[-26:]))


def is_moment(value: Any) -> bool:
    """Whether it is a time with an offset, and one can count on from it in both directions."""
    is_time = isinstance(value, datetime) and value.tzinfo is not None
    return is_time and 1900 <= value.year < 9000


def is_day_or_moment(value: Any) -> bool:
    """Whether it says when episodes were watched."""
    return is_moment(value) or (type(value) is date and 1900 <= value.year < 9000)


def is_number(value: Any) -> bool:
    """Whether it can be an episode or a run."""
    return type(value) is int and 0 < value < HIGHEST_NUMBER


def are_numbers(value: Any) -> bool:
    """Whether they can be what an event is about: at least one episode."""
    return isinstance(value, list) and bool(value) and all(map(is_number, value))


def is_later_run(value: Any) -> bool:
    """Whether it can be the run that a rewatch starts: the first one starts without."""
    return is_number(value) and value > 1


def are_times(value: Any) -> bool:
    """Whether they say of each episode when it was watched; an empty string is undated."""
    return isinstance(value, list) and all(one == "" or is_day_or_moment(one) for one in value)


def is_count(value: Any) -> bool:
    """Whether it can be a position, or seconds: a number from 0."""
    return type(value) is int and 0 <= value < HIGHEST_NUMBER


def is_text(value: Any) -> bool:
    """Whether it can be a note or a theory."""
    return isinstance(value, str) and 0 < len(value) <= LONGEST_TEXT


def is_score(value: Any) -> bool:
    """Whether it can be a rating."""
    return is_number(value) and value <= BEST_SCORE


def is_per_cent(value: Any) -> bool:
    """Whether it can be how sure somebody is."""
    return is_count(value) and value <= 100


def is_verdict(value: Any) -> bool:
    """Whether it can be what became of a theory."""
    return value in VERDICTS


def is_true(value: Any) -> bool:
    """Whether it's the only value of a key that is there or isn't."""
    return value is True


def ascending(numbers: list[int]) -> tuple[int, ...]:
    """Return each number once, in order."""
    return tuple(sorted(set(numbers)))


def dated(times: list[Any]) -> tuple[When | None, ...]:
    """Return times, None being undated."""
    return tuple(time or None for time in times)


EPISODES = Field("episodes", are_numbers, is_required=True, read=ascending)
RUN = Field("run", is_number)
NUMBERS = Field("numbers", are_numbers, is_required=True, read=ascending)
IN_RUN = Field("in_run", is_number, is_required=True)
LATER_RUN = Field("run", is_later_run)
FINISHED = Field("finished", is_day_or_moment)
TIMES = Field("times", are_times, read=dated)
NEW_TIMES = TIMES._replace(is_required=True)
REPAIRED = Field("repaired", is_true)
EVENT = Field("event", is_word, is_required=True)
NUMBER = Field("number", is_number, is_required=True)
SECONDS = Field("seconds", is_count, is_required=True)
STOOD = Field("stood", is_count, is_required=True)
TEXT = Field("text", is_text, is_required=True)
SCORE = Field("score", is_score, is_required=True)
SURE = Field("sure", is_per_cent)
ABOUT = Field("about", is_word)
THEORY = Field("theory", is_word, is_required=True)
VERDICT = Field("verdict", is_verdict, is_required=True)

COMMON = (
    Field("kind", is_word, is_required=True),
    Field("on", is_word),
    Field("at", is_moment, is_required=True),
    Field("id", is_id, is_required=True),
)
KINDS = {
    "watched": Kind((EPISODES, RUN, FINISHED, TIMES), "watched {episodes}"),
    "unwatch": Kind((EPISODES, RUN, REPAIRED), "unwatched {episodes}"),
    "retime": Kind((NUMBERS, IN_RUN, NEW_TIMES), "corrected the time of {numbers}"),
    "rewatch": Kind((LATER_RUN,), "started a rewatch"),
    "pause": Kind((NUMBER, IN_RUN, SECONDS), "paused in {numbers}"),
    "note": Kind((NUMBER._replace(is_required=False), STOOD, TEXT), "wrote a note"),
    "rate": Kind((NUMBER, STOOD, SCORE), "rated {numbers}"),
    "theory": Kind((STOOD, SURE, ABOUT, TEXT), "sealed a theory", early=1),
    "judge": Kind((THEORY, STOOD, VERDICT), "judged a theory"),
    "undo": Kind((EVENT,), "undid something"),
    "redo": Kind((EVENT,), "redid something"),
}
FIRST_KEYS = frozenset({"episodes", "run", "event"})  # belong to the first five kinds, for ever
