"""Gathers people under the headings they're listed by."""

from collections.abc import Iterable

from runaway_cli.story.model import Person


def by_group(people: Iterable[Person]) -> tuple[tuple[str | None, tuple[Person, ...]], ...]:
    """Return (heading, people) pairs, both in order of appearance.

    Those without a heading come last, under None.
    """
    groups: dict[str | None, list[Person]] = {}
    for person in people:
        groups.setdefault(person.group, []).append(person)
    without = groups.pop(None, [])
    found = [(heading, tuple(members)) for heading, members in groups.items()]
    return (*found, (None, tuple(without))) if without else tuple(found)
