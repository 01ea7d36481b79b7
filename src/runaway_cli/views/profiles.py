"""Everybody who has a diary, and where each of them is; and what became of one."""

from collections.abc import Iterator
from typing import NamedTuple

from runaway_cli.language.phrases import word
from runaway_cli.views import in_a_line


class ProfileRow(NamedTuple):
    """Somebody, and how many episodes they have finished without a gap.

    `name` is None for whoever hasn't said. `trouble` says what's wrong with their diary, None if
    nothing is.
    """

    name: str | None
    position: int
    total: int
    trouble: str | None

    @property
    def called(self) -> str:
        """What they're called, or "You"."""
        return self.name or "You"

    @property
    def place(self) -> str:
        """Where they are, and what's wrong with their diary."""
        place = f"{self.position} of {self.total}"
        return f"{place}. {self.trouble}" if self.trouble else place


class ProfilesView(NamedTuple):
    """Everybody, the first person first, and how to go on."""

    rows: tuple[ProfileRow, ...]
    how: str

    def lines(self) -> Iterator[str]:
        for row in self.rows:
            yield f"{row.called}: {row.place}"
        yield self.how


class ProfileView(NamedTuple):
    """What became of somebody: `did` is "added", "renamed" or "removed".

    `path` is the folder that their things are in now, None where they have always been.
    """

    did: str
    name: str
    what: str
    path: str | None
    aside: str

    @property
    def asides(self) -> tuple[str, ...]:
        """What else there is to say."""
        return (self.aside,)

    def lines(self) -> Iterator[str]:
        yield in_a_line(self)


HOW = "To ask for somebody else: runaway next --profile NAME"
HOW_TO_ADD = "To add somebody: runaway profiles add NAME"


def profiles(rows: tuple[ProfileRow, ...]) -> ProfilesView:
    """List people."""
    return ProfilesView(rows, HOW if len(rows) > 1 else HOW_TO_ADD)


def added(name: str) -> ProfileView:
    """Say that somebody has a diary now."""
    what = f"{name} has a diary now."
    aside = f"To open it: runaway --profile {word(name)}"
    return ProfileView("added", name, what, None, aside)


def renamed(old: str | None, new: str) -> ProfileView:
    """Say that somebody is called otherwise."""
    what = f"{old} is called {new} now." if old else f"You're called {new} now."
    back = f"runaway profiles rename {word(new)} {word(old or 'NAME')}"
    return ProfileView("renamed", new, what, None, f"Not right? {back}")


def removed(name: str, key: str, path: str) -> ProfileView:
    """Say that somebody was set aside."""
    what = f"{name} is set aside. Nothing is deleted: their diary is in {path}."
    aside = f"To bring it back, rename that folder to {key}."
    return ProfileView("removed", name, what, path, aside)
