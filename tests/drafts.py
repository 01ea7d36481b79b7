"""The Lamp Room as TVmaze would answer it, and what becomes of it."""

from __future__ import annotations

import json
import tomllib

from runaway_cli.story import airlock
from runaway_cli.story.draft_toml import toml_of
from runaway_cli.story.tvmaze import from_tvmaze

CURTAIN = "\n" + "#\n" * 64
STORY = ("beat", "about")
TITLES = ("Low Tide", "The Keeper&#039;s Book", "Ashes", "Oskar")
TOLD = ("Nell lights the lamp.", "Tom kept a book.", "A house burned.", "Oskar comes home.")


def episode(number, season=1, **more):
    """Return an episode of The Lamp Room as TVmaze would answer it."""
    return {
        "id": 100 * season + (number or 0),
        "url": f"https://www.tvmaze.com/episodes/1/the-lamp-room-{season}x{number or 0:02}-tide",
        "name": f"Tide {season} {number}",
        "season": season,
        "number": number,
        "airdate": "2026-01-01",
        "airstamp": "2026-01-02T02:00:00+00:00",
        "runtime": 52,
        "summary": None,
    } | more


def special(title, **more):
    return episode(None, name=title, type="significant_special", **more)


def show(episodes, cast=(), **more):
    """Return The Lamp Room, which TVmaze calls 7, with its episodes and cast."""
    return {
        "id": 7,
        "url": "https://www.tvmaze.com/shows/7/the-lamp-room",
        "name": "The Lamp Room",
        "language": "English",
        "status": "Ended",
        "premiered": "2026-01-01",
        "network": {"name": "Rock One"},
        "_embedded": {"episodes": list(episodes), "cast": list(cast)},
    } | more


def role(actor, character, **more):
    return {"person": {"name": actor}, "character": {"name": character}} | more


def lamp_room():
    told = enumerate(zip(TITLES, TOLD, strict=True), 1)
    return show(
        [episode(n, name=title, summary=f"<p>{text}</p>") for n, (title, text) in told],
        [role("Ada Player", "Nell Harker"), role("Cy Player", "Oskar Lind")],
    )


def drafted(answer, specials=None):
    """Return the draft of an answer given as values."""
    return from_tvmaze(json.dumps(answer), None if specials is None else json.dumps(specials))


def chapters(draft):
    """Return the chapters of the file of a draft."""
    return tomllib.loads(toml_of(draft))["chapter"]


def opened(draft, position, folder):
    """Return what the file of a draft tells at a position."""
    path = folder / "draft.toml"
    path.write_text(toml_of(draft), encoding="utf-8")
    return airlock.open_at(position, str(path))
