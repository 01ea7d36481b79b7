"""Who is watching together and where each of them is; and what they did in one act."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from runaway_cli.diary.events import Event
from runaway_cli.diary.progress import Progress
from runaway_cli.diary.together import Written
from runaway_cli.language.phrases import listed, numbers, word
from runaway_cli.views.mark import in_full

Names = Sequence[str | None]
"""What everybody is called, you first: however you're called, you're "you"."""


class CompanyRow(NamedTuple):
    """Somebody who is there, you first, and how many episodes they've finished without a gap."""

    name: str | None
    position: int


class Company(NamedTuple):
    """Who is there. `uneven` is what to say if an act stands in one diary and not in another,
    `apart` if something was written in one diary only."""

    rows: tuple[CompanyRow, ...]
    uneven: str | None
    apart: str | None

    @property
    def places(self) -> str:
        """Where everybody is, as in "Ben is at 2, you're at 4"."""
        positions = sorted({row.position for row in self.rows})
        if len(positions) == 1:
            everybody = _people([row.name for row in self.rows], range(len(self.rows)))
            many = "both" if len(self.rows) == 2 else "all"
            return f"{_capital(everybody)} are {many} {_place(positions[0])}."
        parts = (self._at(position) for position in positions)
        return f"{_capital(', '.join(parts))}."

    def _at(self, position: int) -> str:
        who = [n for n, row in enumerate(self.rows) if row.position == position]
        people = _people([row.name for row in self.rows], who)
        verb = " are" if len(who) > 1 else " is" if who[0] else "'re"
        return f"{people}{verb} {_place(position)}"

    @property
    def said(self) -> tuple[str, ...]:
        """What to say below a page, one sentence each."""
        return tuple(filter(None, (self.apart, self.places, self.uneven)))


class SharedRow(NamedTuple):
    """What an act did in somebody's diary: the episodes it's about, and where they are since.

    `trouble` says why it isn't written there, None if it is, or if there was nothing to write.
    """

    name: str | None
    episodes: tuple[int, ...]
    position: int
    trouble: str | None


class SharedView(NamedTuple):
    """What several people did in one act: `did` is "watched", "undo" or "redo"."""

    did: str
    rows: tuple[SharedRow, ...]
    what: str
    asides: tuple[str, ...]

    @property
    def exit_code(self) -> int:
        """1 if it isn't written in every diary."""
        return int(any(row.trouble for row in self.rows))

    def lines(self) -> Iterator[str]:
        yield "  ".join((self.what, *self.asides))


def company(names: Names, people: Sequence[Progress], *, is_apart: bool = False) -> Company:
    """Show who is there, and an act that isn't in every diary.

    `is_apart` says that the command wrote in the first diary only.
    """
    rows = tuple(CompanyRow(n, one.position) for n, one in zip(names, people, strict=True))
    apart = "That's in your diary only." if is_apart else None
    return Company(rows, _uneven(names, people), apart)


def catching_up(names: Names, people: Sequence[Progress]) -> tuple[str, ...]:
    """Return who catches up with what others have seen: "Ben catches up with 3 and 4"."""
    seen = set[int]().union(*(one.watched for one in people))
    missing = [tuple(sorted(seen - set(one.watched))) for one in people]
    return tuple(
        f"{names[n]} catches up with {numbers(some)}."
        if n
        else f"You catch up with {numbers(some)}."
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
    asides = [f"{_capital(_people(names, idle))} had already."] if idle else []
    line = f"runaway watched {' '.join(map(str, new))}{options} {_company(names)}"
    asides += _troubles(written, line) or ["Not right? runaway undo"]
    rows = _rows(names, people, written, events)
    return SharedView("watched", rows, f"{_capital(said)}.", tuple(asides))


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
    return SharedView(verb, rows, f"{did}: {_deeds(names, about, moment)}.", tuple(asides))


def _rows(
    names: Names,
    people: Sequence[Progress],
    written: Sequence[Written],
    about: Sequence[Event | None],
) -> tuple[SharedRow, ...]:
    return tuple(
        SharedRow(
            name=name,
            episodes=(event.change.episodes or event.change.numbers) if event else (),
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


def _uneven(names: Names, people: Sequence[Progress]) -> str | None:
    """Return what to do about the latest shared mark if it isn't in everybody's diary.

    Whoever lacks it may have watched with others: nobody is said to have seen anything.
    """
    marks = [e for one in people for e in one.done if e.change.together and e.change.episodes]
    if not marks:
        return None
    last = max(marks, key=lambda event: event.id).change
    acts = [{e.change.together for e in (*one.done, *one.undone)} for one in people]
    for n, one in enumerate(people):
        missing = tuple(e for e in last.episodes if e not in one.watched)
        if missing and last.together not in acts[n]:
            others = [m for m in range(len(people)) if last.together in acts[m]]
            whose = f"{names[n]}'s" if n else "your"
            return (
                f"{_capital(numbers(missing))} {'is' if len(missing) == 1 else 'are'}n't in "
                f"{whose} diary. If {_people(names, [n])} watched with {_people(names, others)}: "
                f"runaway watched {last.episodes[-1]} {_company(names)}"
            )
    return None


def _company(names: Names) -> str:
    return " ".join(f"--with {word(name or '')}" for name in names[1:])


def _people(names: Names, who: Sequence[int]) -> str:
    """Return some people, by their place among `names`: "you and Ben"."""
    return listed([names[n] if n else "you" for n in who])


def _place(position: int) -> str:
    return f"at {position}" if position else "before episode 1"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
