"""What the records of a show have to agree on, one check at a time.

A check takes the chapters that may be looked at and yields what it finds.
"""

import re
from collections.abc import Callable, Iterator

from runaway_cli.story.lint.show import Chapter, Finding, Show, records

SEEN = "seen"  # the source key of somebody who watched the episode
CURTAIN = 60  # lines between chapters: more than a window, a pager or a diff shows at once
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"' + "|'[^']*'")

_IN_SEASON = r"(?:: season [0-9]+, episode [0-9]+)?"


def sources_exist(show: Show) -> Iterator[Finding]:
    """What a record names as its source is listed somewhere, perhaps in a later chapter."""
    if not show.is_whole:
        return
    listed = {source.values["id"] for source in show.records("source")} | {SEEN}
    for record in show.records():
        named = [*record.values.get("by", []), *filter(None, [record.values.get("same")])]
        for id_ in named:
            if id_ not in listed:
                yield record.finding("no chapter lists this source", id_)


def unplaced_last(show: Show) -> Iterator[Finding]:
    """What belongs to no one episode stands in the last chapter, and says nothing of an episode."""
    for record in show.records():
        if record.values.get("sure") != "unplaced":
            continue
        if record.chapter.number != show.last:
            yield record.finding("unplaced is for the last chapter only")
        if {"seen", "cliffhanger"} & record.values.keys():
            yield record.finding("what is unplaced can't be a last scene, or an ending")


def people_exist(show: Show) -> Iterator[Finding]:
    """Ties, facts and disguises name people who are there by then."""
    there: set[str] = set()
    for chapter in show.chapters:
        there |= {person.values["id"] for person in records(chapter, "person")}
        for record in records(chapter, "tie", "fact", "person"):
            named = [record.values.get(key) for key in ("from", "to", "same_as")]
            named += record.values.get("about", [])
            for name in named:
                if name is not None and name not in there:
                    yield record.finding("no person has this id up to here", name)


def ties_hold(show: Show) -> Iterator[Finding]:
    """A tie keeps its two people, who are not one and the same."""
    ends: dict[tuple[str, str], str] = {}
    for record in show.records("tie"):
        values = record.values
        if values.get("from", "") == values.get("to"):
            yield record.finding("a tie needs two people")
        for key in ("from", "to"):
            if (
                key in values
                and ends.setdefault((values.get("id", ""), key), values[key]) != values[key]
            ):
                yield record.finding("a tie keeps its two people; two others need a new id")
        if "is" not in values and {"to_is", "from_is"} & values.keys():
            yield record.finding("to_is and from_is belong to is; say all of them again")


def told_once(show: Show) -> Iterator[Finding]:
    """No two facts or beats are the same."""
    told: set[str] = set()
    for record in show.records("fact", "beat"):
        text = record.values.get("text")  # a fact that grows needs none
        if text in told:
            yield record.finding("this has been told before")
        if text:
            told.add(text)


def endings(show: Show) -> Iterator[Finding]:
    """A cliffhanger is the last beat of its chapter."""
    for chapter in show.chapters:
        placed = [b for b in records(chapter, "beat") if b.values.get("sure") != "unplaced"]
        for beat in placed[:-1]:
            if beat.values.get("cliffhanger"):
                yield beat.finding("a cliffhanger has to be the last beat of its chapter")


def clues_pay_off(show: Show) -> Iterator[Finding]:
    """A planted clue is told whole, when it pays off."""
    for clue in show.records("clue"):
        planted = clue.values.get("planted")
        if planted is None:
            continue
        if not 1 <= planted <= clue.chapter.number:
            yield clue.finding(f"planted needs an episode from 1 to {clue.chapter.number}")
        if not {"text", "answer"} <= clue.values.keys():
            yield clue.finding("a planted clue needs its text and its answer, together")


def unknown_last(show: Show) -> Iterator[Finding]:
    """That nobody knows is said at the end, and of questions without an answer."""
    answered = {q.values.get("id") for q in show.records("question") if "answer" in q.values}
    for question in show.records("question"):
        if "unknown" not in question.values:
            continue
        if question.chapter.number != show.last:
            yield question.finding("unknown is for the last chapter only")
        elif "answer" in question.values or question.values.get("id", "") in answered:
            yield question.finding("this question has an answer, so it isn't unknown")


def lengths_add_up(show: Show) -> Iterator[Finding]:
    """The episodes are numbered from 1, and together as long as the season."""
    if not show.chapters:
        return
    episodes = list(records(show.chapters[0], "episode"))
    numbers = [episode.values["id"] for episode in episodes]
    if numbers != [str(n) for n in range(1, len(numbers) + 1)] or len(numbers) < show.last:
        what = "this chapter lists every episode, in order from 1"
        yield Finding(0, show.chapters[0].line, what)
    total = sum(episode.values["minutes"] for episode in episodes)
    if show.head.get("minutes", total) != total:
        what = f"the episodes' minutes add up to {total}, not {show.head['minutes']}"
        yield Finding(0, show.chapters[0].line, what)
    for chapter in show.chapters:
        for episode in records(chapter, "episode"):
            if episode.values["id"] not in numbers:
                yield episode.finding("the season has no such episode")


def seasons_agree(show: Show) -> Iterator[Finding]:
    """Where there are seasons, every episode has a place in one, and no two have the same."""
    episodes = list(records(show.chapters[0], "episode")) if show.chapters else []
    told = [{"season", "in_season"} & episode.values.keys() for episode in episodes]
    taken: set[tuple[int, int]] = set()
    for episode, keys in zip(episodes, told, strict=True):
        if len(keys) == 1 or (any(told) and not keys):
            yield episode.finding("season and in_season belong together, on every episode")
        elif keys:
            place = (episode.values["season"], episode.values["in_season"])
            if place in taken:
                yield episode.finding("another episode has this place in the season")
            taken.add(place)


def curtains(show: Show) -> Iterator[Finding]:
    """Between two chapters hangs a curtain, and nothing else is said in comments."""
    lines = show.text.split("\n")
    first = next((i for i, line in enumerate(lines) if line and not line.startswith("#")), 0)
    yield from _comments(0, first + 1, lines[first:], rule="before the first episode", curtain=0)
    for chapter in show.chapters:
        following = None if chapter.number == show.last else f"episode {chapter.number + 1}"
        yield from _curtain(chapter, following)


def _curtain(chapter: Chapter, following: str | None) -> Iterator[Finding]:
    curtain = CURTAIN if following else 0
    lines = chapter.text.split("\n")
    yield from _comments(chapter.number, chapter.line, lines, rule=following, curtain=curtain)


def _comments(
    number: int, first: int, lines: list[str], rule: str | None, curtain: int
) -> Iterator[Finding]:
    """Check the comments of a part of the file, which ends with a curtain and a ruled line.

    `first` is the line of the file it starts on, `rule` what the ruled line says, None if there
    is none.
    """
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    if rule:
        ruled = end > 0 and re.fullmatch(rf"# -{{4,}} {rule}{_IN_SEASON}", lines[end - 1])
        if end and lines[end - 1].startswith("#"):
            end -= 1
        bare = end
        while bare and lines[bare - 1] == "#":
            bare -= 1
        if not ruled or end - bare < curtain:
            hang = f"{curtain} lines of # and then " if curtain else ""
            yield Finding(number, first + end, f"here we need {hang}this line: # ---- {rule}")
        end = bare
    for place, line in enumerate(lines[:end]):
        if line.strip() != "#" and "#" in _STRING.sub("", line):
            yield Finding(number, first + place, "no comment may stand here: it can tell too much")


CHECKS: tuple[Callable[[Show], Iterator[Finding]], ...] = (
    sources_exist,
    unplaced_last,
    people_exist,
    ties_hold,
    told_once,
    endings,
    clues_pay_off,
    unknown_last,
    lengths_add_up,
    seasons_agree,
    curtains,
)
OPENING = (people_exist, clues_pay_off, lengths_add_up, seasons_agree)
"""Those that hold wherever a file can be opened at any position."""
