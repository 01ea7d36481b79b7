"""Drafts of answers that nobody expects: sound, or refused in a sentence, and never telling."""

from __future__ import annotations

import json
import re
import tomllib

from hypothesis import given, settings
from hypothesis import strategies as st

from drafts import CURTAIN, drafted, episode, opened, role, show, special
from runaway_cli.errors import RunawayError
from runaway_cli.story.draft_toml import toml_of
from runaway_cli.story.tvmaze import from_tvmaze

INJECTED = '"""\n[[chapter]]\nafter = 1\nbeat = [{ text = "x" }]\n# \'\'\' \\u0041 "] }'


def test_no_text_of_an_answer_is_read_as_toml():
    answer = show(
        [episode(n, name=INJECTED, summary=f"{INJECTED} {n}") for n in (1, 2)],
        [role(INJECTED, INJECTED + "!")],
        name=INJECTED,
        language=INJECTED,
        network={"name": INJECTED},
    )
    plainly = " ".join(INJECTED.split())

    show_file = tomllib.loads(toml_of(drafted(answer)))

    assert show_file["title"] == plainly
    assert [c["after"] for c in show_file["chapter"]] == [0, 1, 2]
    assert show_file["chapter"][0]["episode"][0]["title"] == plainly


def is_sound(draft):
    """Whether the file of a draft keeps the rules of the format."""
    written = toml_of(draft)
    show_file = tomllib.loads(written)
    listed = show_file["chapter"]
    beats = [b["text"] for chapter in listed for b in chapter.get("beat", [])]
    return (
        show_file["format"] == 1
        and show_file["title"]
        and [c["after"] for c in listed] == list(range(len(draft.episodes) + 1))
        and written.count("\n[[chapter]]\n") == len(listed)
        and written.count(CURTAIN) == len(draft.episodes)
        and len(beats) == len(set(beats))
        and all(len(t) <= 160 and t.isprintable() for t in strings(listed))
    )


def strings(node):
    """Yield every text in a structure."""
    if isinstance(node, dict | list):
        for part in node.values() if isinstance(node, dict) else node:
            yield from strings(part)
    elif isinstance(node, str):
        yield node


KEYS = (
    *("id", "url", "name", "show", "href", "status", "schedule", "network", "language", "score"),
    *("season", "number", "type", "airdate", "runtime", "averageRuntime", "summary", "_links"),
    *("_embedded", "episodes", "cast", "person", "character", "self"),
)
ODD = st.text() | st.sampled_from([INJECTED, "<p>", "&#9", "2026-01-01", "significant_special"])
VALUES = st.none() | st.booleans() | st.integers() | st.floats() | ODD
ANY = st.recursive(
    VALUES,
    lambda more: (
        st.lists(more, max_size=3)
        | st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=3), more, max_size=3)
    ),
    max_leaves=8,
)


def loose(likely):
    """Return a strategy for what is mostly `likely` and now and then anything."""
    return st.one_of(*[likely] * 9, ANY)


def objects(always=None, **fields):
    return st.fixed_dictionaries(always or {}, optional=fields)


SMALL = st.integers(-1, 12)
EPISODES = objects(
    {"season": st.integers(0, 3), "number": st.integers(0, 4) | st.none()},
    name=loose(ODD),
    summary=loose(ODD),
    airdate=loose(st.dates().map(str)),
    runtime=loose(SMALL),
    type=loose(st.just("regular")),
    url=loose(ODD),
    show=loose(objects(id=st.just(7), name=ODD)),
    _links=loose(objects(show=objects(href=ODD, name=ODD))),
)
SHOWS = st.builds(
    lambda embedded, more: show([]) | more | {"_embedded": embedded},
    objects(
        {"episodes": st.lists(EPISODES, max_size=4)},
        cast=loose(st.lists(objects(person=objects(name=ODD), character=ANY), max_size=2)),
    ),
    objects(
        name=ODD, status=loose(ODD), runtime=ANY, averageRuntime=ANY, network=ANY, language=ANY
    ),
)
LISTS = st.lists(EPISODES, max_size=4)


def becomes_a_draft_or_a_sentence(answer, specials=None):
    """Whether an answer becomes a sound draft, or else an error in one line."""
    try:
        return is_sound(from_tvmaze(answer, specials))
    except RunawayError as error:
        return len(str(error).splitlines()) == 1


@settings(max_examples=200)
@given(ANY | LISTS | SHOWS, st.none() | LISTS)
def test_any_json_becomes_a_sound_draft_or_a_sentence(answer, specials):
    second = None if specials is None else json.dumps(specials)

    assert becomes_a_draft_or_a_sentence(json.dumps(answer), second)


@given(st.text() | st.binary())
def test_any_text_becomes_a_draft_or_a_sentence(answer):
    assert becomes_a_draft_or_a_sentence(answer)


def bird(after, number):
    """Return a text that may be known after so many episodes."""
    return f"Bird{number} after{after}x"


def early(text, position):
    """Return what may not be known yet."""
    return [said for said in re.findall(r"after(\d+)x", text) if int(said) > position]


@st.composite
def aviaries(draw):
    """Return an answer, and perhaps one for its specials, of nothing but birds, in any order."""
    keys = sorted(draw(st.sets(st.tuples(st.integers(1, 4), st.integers(1, 9)), min_size=1)))
    total, count = len(keys), iter(range(10**6))
    frame = draw(st.sampled_from(["{}", "<p>{}.</p>", INJECTED + " {}", "One {}. Two {}."]))
    listed = [
        episode(
            number,
            season,
            name=bird(n - 1, next(count)),
            summary=frame.replace("{}", bird(n, next(count))),
            airdate=str(draw(st.dates())),
            runtime=draw(st.none() | st.integers(1, 90)),
        )
        for n, (season, number) in enumerate(keys, 1)
    ]
    cast = [role(bird(0, next(count)), bird(total, next(count))) for _ in range(draw(SMALL))]
    extras = [special(bird(total, next(count)), summary=bird(total, next(count)))]
    listed = draw(st.permutations(listed))
    answer = draw(st.sampled_from([show(listed, cast), listed, [*extras, *listed]]))
    return total, answer, draw(st.sampled_from([None, extras]))


@given(aviaries())
def test_no_chapter_tells_what_belongs_to_a_later_one(aviary):
    total, answer, specials = aviary

    written = toml_of(drafted(answer, specials)).split("\n[[chapter]]\n")

    assert len(written) == total + 2
    assert [early(part, n - 1) for n, part in enumerate(written[1:], 1)] == [[]] * (total + 1)
    assert early(written[0], -1) == []
    assert str(total) in early(written[-1], -1)


@settings(max_examples=20)
@given(aviaries())
def test_every_position_opens_and_knows_its_own_birds(tmp_path_factory, aviary):
    total, answer, specials = aviary
    draft, folder = drafted(answer, specials), tmp_path_factory.mktemp("aviary")

    for position in range(total + 1):
        known = opened(draft, position, folder)
        assert early(str(known), position) == []
        assert (known.total, sum(bool(e.line) for e in known.episodes)) == (total, position)


def test_a_draft_that_tells_too_early_is_caught():
    """A draft that is told too early is found."""
    answer = show([episode(1, name=bird(0, 0), summary=bird(2, 1))])

    assert early(toml_of(drafted(answer)), 1) == ["2"]
