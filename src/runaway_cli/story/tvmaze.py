"""Makes a draft of a show from what TVmaze answers.

Keys come and go with the age of an answer, nearly every value may be null, a season may be a year
and begin at any number, and dates may run backwards or belong to another time zone than the stamp.
"""

import datetime as dt
import re
import statistics
from collections.abc import Iterable, Sequence

from runaway_cli.language.phrases import counted
from runaway_cli.story import answers
from runaway_cli.story.answers import Answer, Item, part, text, whole
from runaway_cli.story.draft import (
    LONGEST_EPISODE,
    MOST_EPISODES,
    Draft,
    Entry,
    Part,
    Special,
)
from runaway_cli.story.draft_errors import (
    API,
    NoEpisodesListedError,
    NotAnAnswerError,
    OtherShowError,
    TooManyEpisodesError,
)
from runaway_cli.story.plaintext import name, plain

_USUAL = 45  # minutes, where nobody says
_LABEL = 40  # characters of a character's name, which stands beside its actor
_UNNAMED = re.compile(r"tb[ad]|to be (?:announced|determined)", re.IGNORECASE)
_GOING_ON = ("Running", "In Development", "To Be Determined")

Numbered = tuple[int, int, Item]
"""An episode behind the season and the number that it's ordered by."""


def from_tvmaze(answer: str | bytes, specials: str | bytes | None = None) -> Draft:
    """Return a draft of the one show in `answer`, an answer of TVmaze.

    That's a show with embedded episodes, or a list of episodes. `specials` is a second answer, of
    /shows/ID/episodes?specials=1; only what has no number is taken from it. Raises one of
    `draft_errors` for any other text.
    """
    found = answers.read(answer)
    more = answers.read(specials) if specials is not None else Answer({}, [])
    show, other = answers.show_id(found), answers.show_id(more)
    if show and other and show != other:
        raise OtherShowError(show, other)
    numbered = _numbered(found.episodes)
    title, is_guessed = answers.show_name(found)
    if not numbered:
        raise NoEpisodesListedError(title)
    if len(numbered) > MOST_EPISODES:
        raise TooManyEpisodesError(len(numbered), MOST_EPISODES)
    extras = tuple(_special(item) for item in (*found.episodes, *more.episodes) if _is_extra(item))
    entries = tuple(_entries(found.show, numbered))
    cast = answers.objects_of(part(found.show, "_embedded"), "cast")
    return Draft(
        title=title,
        episodes=entries,
        language=name(found.show.get("language")) or None,
        premiered=_day(text(found.show, "premiered")),
        network=_network(found.show),
        page=f"https://www.tvmaze.com/shows/{show}" if show else None,
        from_tvmaze=True,
        actors=tuple(dict.fromkeys(filter(None, map(_actor, cast)))),
        parts=_parts(cast),
        specials=tuple(dict.fromkeys(extras)),
        notes=tuple(
            _notes(
                found,
                entries,
                unknown=sum(_length(item) is None for *_, item in numbered),
                is_guessed=is_guessed,
                has_specials=bool(extras) if extras or specials is not None else None,
            )
        ),
    )


def _is_extra(item: Item) -> bool:
    """Whether an episode is a special. Its season is its own, its number null."""
    return item.get("number") is None or text(item, "type").endswith("_special")


def _numbered(items: Iterable[Item]) -> list[Numbered]:
    """Return the episodes in order of season and number, the first of any two that share both."""
    first: dict[tuple[int, int], Item] = {}
    for item in items:
        if _is_extra(item):
            continue
        season, number = whole(item.get("season")), whole(item.get("number"))
        if season is None or number is None:
            raise NotAnAnswerError("one of its episodes has no season, or an odd number")
        first.setdefault((season, number), item)
    return [(*key, first[key]) for key in sorted(first)]


def _entries(show: Item, numbered: Sequence[Numbered]) -> Iterable[Entry]:
    usual = _usual_length(show, numbered)
    days = [_day(text(item, "airdate")) for *_, item in numbered]
    dated = max((n for n, day in enumerate(days) if day), default=-1)
    goes_on = show.get("status") in _GOING_ON
    for n, (season, number, item) in enumerate(numbered):
        minutes = _length(item)
        yield Entry(
            minutes=minutes or usual,
            approximate=minutes is None or minutes % 5 == 0,
            season=season,
            in_season=number,
            title=_title(item, number),
            aired=days[n],
            unaired=goes_on and n > dated,
            summary=plain(item.get("summary")),
        )


def _length(item: Item) -> int | None:
    return whole(item.get("runtime"), 1, LONGEST_EPISODE)


def _usual_length(show: Item, numbered: Iterable[Numbered]) -> int:
    """Return the minutes of an episode that has no length of its own."""
    average = whole(show.get("averageRuntime"), 1, LONGEST_EPISODE) or _length(show)
    known = [minutes for *_, item in numbered if (minutes := _length(item))]
    return average or (statistics.median_low(known) if known else _USUAL)


def _title(item: Item, number: int) -> str | None:
    """Return an episode's title, None where that's only its number or still to come."""
    title = name(item.get("name"))
    says_nothing = title.casefold() == f"episode {number}" or _UNNAMED.fullmatch(title)
    return title if title and not says_nothing else None


def _special(item: Item) -> Special:
    return Special(
        title=name(item.get("name")) or "Untitled",
        season=whole(item.get("season")),
        minutes=_length(item),
        aired=_day(text(item, "airdate")),
    )


def _network(show: Item) -> str | None:
    names = [name(part(show, key).get("name")) for key in ("network", "webChannel")]
    return " and ".join(filter(None, dict.fromkeys(names))) or None


def _actor(item: Item) -> str:
    return name(part(item, "person").get("name"))


def _parts(cast: Iterable[Item]) -> tuple[Part, ...]:
    """Return the characters in their order, with everybody who plays them; nobody as themself."""
    actors: dict[str, dict[str, None]] = {}
    for item in cast:
        character, actor = name(part(item, "character").get("name"), _LABEL), _actor(item)
        if character and actor and character != actor and item.get("self") is not True:
            actors.setdefault(character, {})[actor] = None
    return tuple(Part(character, tuple(names)) for character, names in actors.items())


def _day(said: str) -> dt.date | None:
    """Return a date as TVmaze writes it, None for "" and anything else."""
    if not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", said):
        return None
    try:
        return dt.date.fromisoformat(said)
    except ValueError:  # such as 2026-02-30
        return None


def _notes(
    found: Answer,
    entries: Sequence[Entry],
    *,
    unknown: int,
    is_guessed: bool,
    has_specials: bool | None,
) -> Iterable[str]:
    """Yield what's odd about the data. Nothing of it is quoted: a note is read first of all.

    `has_specials` is None where nobody asked for any; `unknown` lengths were guessed.
    """
    if is_guessed:
        yield "The title was read from an address. Put it right below."
    if has_specials:
        yield "Specials have no number. They stand in the last chapter and don't count."
    if has_specials is None:
        show = answers.show_id(found) or "ID"
        yield (
            "Specials, such as Christmas episodes, aren't in this answer. To add them, draft it "
            f'again with a second file: curl "{API}/shows/{show}/episodes?specials=1"'
        )
    if unknown:
        yield f"TVmaze has no length for {counted(unknown, 'episode')}: the minutes are a guess."
    if any(entry.approximate for entry in entries):
        yield "approximate = true stands at lengths in round numbers, often with advertisements."
    if left_out := sum(not _is_extra(item) for item in found.episodes) - len(entries):
        yield f"Left out, as their number is taken: {counted(left_out, 'episode')}."
    if any(entry.unaired for entry in entries):
        yield "unaired = true stands at episodes that are announced without a date."
    if not answers.objects_of(part(found.show, "_embedded"), "cast"):
        yield "Nobody is billed: this answer has no cast."
