"""Shows that nobody wrote in good faith: refused in a sentence, or told as far as earned."""

from __future__ import annotations

import copy
import io
import tempfile
import tomllib
from datetime import UTC, date, datetime
from pathlib import Path

import tomli_w
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from helpers import LAMP_ROOM, spoilers, stand_at, write_show
from runaway_cli.errors import RunawayError
from runaway_cli.session import Session
from runaway_cli.story import library
from runaway_cli.system import shows
from runaway_cli.views import episodes, home, learned, people, recap, seasons
from runaway_cli.views import map as maps
from runaway_cli.views import next as watching

NOW = datetime(2026, 1, 3, 22, 4, tzinfo=UTC)
WHOLE = tomllib.loads(LAMP_ROOM.read_text(encoding="utf-8"))
THOROUGH = settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])


def add(show, folder):
    """Put a show, given as values, on the shelf of a folder; return where its diary lies."""
    added = library.add(io.BytesIO(tomli_w.dumps(show).encode()), folder, "Run Away")
    return shows.folder_of(folder, added.id)


def pages(folder, position, show=None):
    """Return all that is said at a position of the show in a folder."""
    stand_at(Path(folder), position)
    here = Session(show or shows.show_file(folder), (folder,), NOW).look()
    known, progress = here.known, here.progress
    views = [
        home.home(known, progress, NOW, here.unwatched),
        watching.next_(known, progress, NOW, here.unwatched),
        episodes.episodes(known, progress, NOW, {}),
        recap.recap(known, progress, NOW, everything=True),
        learned.learned(known),
        people.cast(known),
        maps.relationships(known),
    ]
    said = [line for view in views for line in view.lines()]
    return "\n".join([*said, repr(known), str(seasons.waits(known, known.position, NOW.date()))])


def paths(node, before=()):
    """Yield the way to each value in a structure."""
    for key, value in node.items() if isinstance(node, dict) else enumerate(node):
        yield (*before, key)
        if isinstance(value, dict | list):
            yield from paths(value, (*before, key))


def changed(show, path, value):
    """Return a copy of `show` with another value at a path, or without it if that is None."""
    show = copy.deepcopy(show)
    *way, last = path
    node = show
    for key in way:
        node = node[key]
    if value is None:
        del node[last]
    else:
        node[last] = value
    return show


ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**9), 10**9),
    st.floats(),
    st.dates(),
    st.text(max_size=200),
    st.sampled_from(["", "1", "nell", "nobody", "../../x", "\x1b[2J", "x" * 20_000]),
    st.sampled_from([[], {}, [[]], [{}], ["nell"], [1], {"a": 1}, {"fr": "Lampe"}]),
)


@THOROUGH
@given(st.data())
def test_a_show_with_an_odd_value_is_refused_or_opens_everywhere(data):
    """A file that's added opens at each position; one that isn't looked over may fail, in words."""
    path = data.draw(st.sampled_from([*paths(WHOLE)]))
    show = changed(WHOLE, path, data.draw(ODD))

    with tempfile.TemporaryDirectory() as folder:
        raw = Path(folder) / "raw.toml"
        raw.write_text(tomli_w.dumps(show), encoding="utf-8")
        for position in range(5):
            try:
                pages(f"{folder}/diary", position, str(raw))
            except RunawayError:
                break
        try:
            added = add(show, folder)
        except RunawayError:
            return
        for position in range(5):
            pages(added, position)


def bird(chapter, name):
    """Return a text that names the chapter it may be told in."""
    return f"ch{chapter}x7{name}"


@st.composite
def aviaries(draw):
    """Draw a show whose texts are canaries, with a bit of everything in each chapter."""
    total = draw(st.integers(1, 5))
    counts = st.integers(0, 2)
    listed = [{"id": str(n), "minutes": 45} for n in range(1, total + 1)]
    if draw(st.booleans()):
        for n, record in enumerate(listed):
            record |= {"season": 2000 + n // 2, "in_season": n % 2 + 1, "aired": date(2025, 1, 1)}
    evidence = {"by": ["A"], "sure": draw(st.sampled_from(["explicit", "bound", "inferred"]))}
    chapters = []
    for n in range(total + 1):
        people = [
            {"id": f"p{n}x{i}", "name": bird(n, f"name{i}"), "role": bird(n, f"role{i}")} | evidence
            for i in range(draw(counts))
        ]
        chapter = {"after": n, "episode": listed if n == 0 else [], "person": people}
        if n > 0:
            chapter["episode"] = [{"id": str(n), "line": bird(n, "line")}]
            if n < total:
                chapter["episode"].append({"id": str(n + 1), "title": bird(n, "title")})
        for kind in ("beat", "clue", "question"):
            told = [{"text": bird(n, f"{kind}{i}")} | evidence for i in range(draw(counts))]
            chapter[kind] = told
        if n > 1 and "question" in chapters[1]:
            chapters[1]["question"][0]["id"] = "asked"
            chapter["question"] = [{"id": "asked", "answer": bird(n, "answer")} | evidence]
        chapters.append({key: value for key, value in chapter.items() if value != []})
    return {"format": 1, "title": "The Gull House", "chapter": chapters}


@THOROUGH
@given(aviaries())
def test_no_page_of_a_generated_show_tells_what_lies_ahead(show):
    """Nor anything else than what it tells where the later chapters don't exist."""
    with tempfile.TemporaryDirectory() as folder:
        whole, cut = add(show, folder), Path(folder) / "cut.toml"
        for position in range(len(show["chapter"])):
            write_show(show | {"chapter": show["chapter"][: position + 1]}, cut)
            said = pages(whole, position)

            assert spoilers(said, position) == set()
            assert said == pages(f"{folder}/diary", position, str(cut))
        assert spoilers(said, -1)


@given(st.text(min_size=1, max_size=80))
def test_any_title_has_an_id_that_is_the_name_of_one_folder(title):
    id_ = shows.id_of(title)

    assert shows.is_id(id_)


@example("a" * 61)
@example("a" * 62)
@given(st.text("az09-A./\\~_ \n", max_size=4))
def test_an_id_is_a_folder_on_the_shelf_and_nothing_else(text):
    letters = set("abcdefghijklmnopqrstuvwxyz0123456789-")
    is_one = shows.is_id(text)

    assert is_one == (set(text) <= letters and text[:1] not in ("", "-") and len(text) <= 61)
    if is_one:
        assert Path(shows.folder_of("/home", text)).parent == Path("/home/shows")
