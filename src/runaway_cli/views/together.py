"""Who is watching together and where each of them is; and what they did in one act."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from runaway_cli.diary.events import Event
from runaway_cli.diary.progress import Progress
from runaway_cli.diary.together import Incomplete, Written
from runaway_cli.language.phrases import listed, numbers, sentence, word
from runaway_cli.views import NOT_RIGHT, in_a_line
from runaway_cli.views.history import about_episodes, in_full

Names = Sequence[str | None]
"""What everybody is called, you first: however you're called, you're "you"."""


class CompanyRow(NamedTuple):
    """Somebody who is there, you first, and how many episodes they've finished without a gap."""

    name: str | None
    position: int


class Company(NamedTuple):
    """Who is there. `incomplete` is what to say if an act stands in one diary and not in another,
    `yours` if something was written in yours only."""

    rows: tuple[CompanyRow, ...]
    incomplete: str | None
    yours: str | None

    @property
    def places(self) -> str:
        """Where everybody is, as in "Ben is at 2, you're at 4"."""
        positions = sorted({row.position for row in self.rows})
        if len(positions) > 1 or not positions[0]:
            return sentence(", ".join(map(self._at, positions)))
        everybody = _people([row.name for row in self.rows], range(len(self.rows)))
        many = "both" if len(self.rows) == 2 else "all"
        return sentence(f"{everybody} are {many} at {positions[0]}")

    def _at(self, position: int) -> str:
        who = [n for n, row in enumerate(self.rows) if row.position == position]
        people = _people([row.name for row in self.rows], who)
        if not position:
            return f"{people} {'hasn' if who[0] and len(who) == 1 else 'haven'}'t started"
        verb = " are" if len(who) > 1 else " is" if who[0] else "'re"
        return f"{people}{verb} at {position}"

    @property
    def said(self) -> tuple[str, ...]:
        """What to say below a page, one sentence each."""
        return tuple(filter(None, (self.yours, self.places, self.incomplete)))


class SharedRow(NamedTuple):
    """What an act did in somebody's diary: the episodes it's about, and where they are since.

    `trouble` says why it isn't written there, None if it is, or if there was nothing to write.
    """

    name: str | None
    episodes: tuple[int, ...]
    position: int
    trouble: str | None


class SharedView(NamedTuple):
    """What several people did in one act: `did` is "watched", "pause", "undo" or "redo"."""

    did: str
    rows: tuple[SharedRow, ...]
    what: str
    asides: tuple[str, ...]

    @property
    def exit_code(self) -> int:
        """1 if it isn't written in every diary."""
        return int(any(row.trouble for row in self.rows))

    def lines(self) -> Iterator[str]:
        yield in_a_line(self)


def company(
    names: Names, people: Sequence[Progress], found: Incomplete | None, *, is_yours: bool
) -> Company:
    """Show who is there, an act that isn't in every diary, and that a command wrote in yours only,
    if it `is_yours`."""
    rows = tuple(CompanyRow(n, one.position) for n, one in zip(names, people, strict=True))
    yours = "That's in your diary only." if is_yours else None
    return Company(rows, _incomplete(names, found) if found else None, yours)


def catching_up(names: Names, people: Sequence[Progress]) -> tuple[str, ...]:
    """Return what others have seen and somebody hasn't: "3 and 4 are new to Ben"."""
    seen = set[int]().union(*(one.watched for one in people))
    missing = [tuple(sorted(seen - set(one.watched))) for one in people]
    return tuple(
        sentence(f"{numbers(some)} {_verb(some)} new to {_people(names, [n])}")
        for n, some in enumerate(missing)
        if some
    )


def marked(
    names: Names,
    people: Sequence[Progress],
    written: Sequence[Written],
    moment: datetime,
    options: str,
) -> SharedView:
    """Show what was marked; `options` are those that a line that completes it needs."""
    events = [one.event for one in written]
    new = next((event.change.episodes or event.change.numbers for event in events if event), ())
    if not new:
        what = "Everybody has already watched that. Nothing changed."
        return SharedView("watched", _rows(names, people, written, events), what, ())
    said = _deeds(names, events, moment)
    idle = [n for n, one in enumerate(written) if not one.event and not one.trouble]
    asides = [sentence(f"{_people(names, idle)} had already")] if idle else []
    line = f"runaway watched {' '.join(map(str, new))}{options} {_company(names)}"
    asides += _troubles(written, line) or [NOT_RIGHT]
    rows = _rows(names, people, written, events)
    return SharedView("watched", rows, sentence(said), tuple(asides))


def paused(
    names: Names,
    people: Sequence[Progress],
    written: Sequence[Written],
    moment: datetime,
    place: str,
) -> SharedView:
    """Show for whom a `place`, as it was typed, is kept."""
    events = [one.event for one in written]
    rows = _rows(names, people, written, events)
    number = next((event.change.number for event in events if event), None)
    if number is None:
        return SharedView("pause", rows, "Nothing to clear.", ())
    asides = _troubles(written, f"runaway pause ep{number} {place} {_company(names)}")
    what = sentence(_deeds(names, events, moment))
    return SharedView("pause", rows, what, tuple(asides or [NOT_RIGHT]))


def stepped(
    verb: str,
    names: Names,
    people: Sequence[Progress],
    written: Sequence[Written],
    about: Sequence[Event | None],
    moment: datetime,
    remains: str | None,
) -> SharedView:
    """Show what was undone or redone: `about` is that event in each diary, None where there's none.

    `remains` says where it still counts.
    """
    did = "Undone" if verb == "undo" else "Redone"
    asides = _troubles(written, f"runaway {verb} {_company(names)}")
    asides += [remains] if remains else []
    rows = _rows(names, people, written, about)
    return SharedView(verb, rows, sentence(f"{did}: {_deeds(names, about, moment)}"), tuple(asides))


def joined(steps: Sequence[SharedView]) -> SharedView:
    """Show several steps, one after the other, as one: what each said, and all it was about."""
    rows = (
        of_one[-1]._replace(episodes=tuple(sorted({n for row in of_one for n in row.episodes})))
        for of_one in zip(*(step.rows for step in steps), strict=True)
    )
    asides = dict.fromkeys(aside for step in steps for aside in step.asides)
    what = " ".join(step.what for step in steps)
    return steps[-1]._replace(rows=tuple(rows), what=what, asides=tuple(asides))


def _rows(
    names: Names,
    people: Sequence[Progress],
    written: Sequence[Written],
    about: Sequence[Event | None],
) -> tuple[SharedRow, ...]:
    return tuple(
        SharedRow(
            name=name,
            episodes=about_episodes(event) if event else (),
            position=progress.position,
            trouble=str(one.trouble) if one.trouble else None,
        )
        for name, progress, one, event in zip(names, people, written, about, strict=True)
    )


def _deeds(names: Names, about: Sequence[Event | None], moment: datetime) -> str:
    """Return what was done and for whom: "watched 3 for you, watched 2 and 3 for Ben"."""
    who_did: dict[str, list[int]] = {}
    for n, event in enumerate(about):
        if event:
            who_did.setdefault(in_full(event, moment), []).append(n)
    return ", ".join(f"{deed} for {_people(names, who)}" for deed, who in who_did.items())


def _troubles(written: Sequence[Written], line: str) -> list[str]:
    """Return why an act isn't in every diary, and the line that completes it; or nothing."""
    troubles = [str(one.trouble) for one in written if one.trouble]
    return [*troubles, f"To complete it: {line}"] if troubles else []


def _incomplete(names: Names, found: Incomplete) -> str:
    """Return what to do about an act that isn't in everybody's diary.

    Whoever lacks it may have watched with others: nobody is said to have seen anything.
    """
    whose = f"{names[found.who]}'s" if found.who else "your"
    line = f"runaway watched {' '.join(map(str, found.episodes))} --only {_company(names)}"
    return (
        f"{numbers(found.episodes)} {_verb(found.episodes)}n't in {whose} diary. If "
        f"{_people(names, [found.who])} watched with {_people(names, found.others)}: {line}"
    )


def _company(names: Names) -> str:
    return " ".join(f"--with {word(name or '')}" for name in names[1:])


def _people(names: Names, who: Sequence[int]) -> str:
    """Return some people, by their place among `names`: "you and Ben"."""
    return listed([names[n] if n else "you" for n in who])


def _verb(subject: Sequence[object]) -> str:
    return "is" if len(subject) == 1 else "are"
