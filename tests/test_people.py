"""Who a viewer has met, who they are, and how they're connected."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import BUNDLED, LAMP_ROOM, stand_at
from runaway_cli.story import airlock
from runaway_cli.story.model import Position
from runaway_cli.story.search import find, nearest, plain
from runaway_cli.views import people as views
from runaway_cli.views.map import around, relationships
from runaway_cli.views.people import cast, names
from runaway_cli.views.person import person as page

LAMPS = [airlock.open_at(Position(n), str(LAMP_ROOM)) for n in range(5)]
SEASON = [airlock.open_at(Position(n), str(BUNDLED)) for n in range(9)]


def lamp(name, position=4):
    known = LAMPS[position]
    return page(known, next(p for p in known.people if p.name == name))


def test_the_cast_parts_those_met_from_those_in_the_cast_list():
    view = cast(LAMPS[1])

    assert [row.name for row in view.rows] == ["Nell Harker", "The Visitor"]
    assert [row.name for row in view.poster] == ["Tom Harker"]
    assert list(view.lines())[-1] == "Tom Harker, played by Bo Player (from the cast list)"


def test_somebody_only_spoken_of_is_heard_of():
    rocco = LAMPS[3].people[0]._replace(name="Mr Absent", first_seen=None, last_seen=None)
    view = cast(LAMPS[3]._replace(people=(*LAMPS[3].people, rocco), ties=()))

    assert [row.name for row in view.heard_of] == ["Mr Absent"]
    assert "Mr Absent" not in [row.name for _, rows in view.met_by_group for row in rows]
    assert "Mr Absent, played by Ada Player: the new keeper of the light (heard of)" in view.lines()


def test_those_who_are_new_stand_first_in_their_group():
    """The latest episode showed or told something of Tom and of the Visitor, and not of Nell."""
    groups = [(g, [(r.name, r.is_new) for r in rows]) for g, rows in cast(LAMPS[3]).met_by_group]

    assert groups == [
        ("The lighthouse", [("Tom Harker", True), ("Nell Harker", False)]),
        ("From the sea", [("The Visitor", True)]),
    ]


def test_after_the_first_episode_nothing_is_marked_for_everything_is_new():
    assert not any(row.is_new for row in cast(LAMPS[1]).rows)


@pytest.mark.parametrize("known", [*LAMPS, *SEASON])
def test_everyone_is_in_the_cast_and_under_a_name_one_can_ask_for(known):
    view = cast(known)
    listed = [row.name for row in (*view.rows, *view.poster, *view.groups)]

    assert sorted(listed) == sorted(p.name for p in known.people)
    assert sorted(n for row in names(known).rows for n in row.names) == sorted(listed)


def test_a_page_leads_with_what_is_new_and_then_goes_back():
    assert list(lamp("Oskar Lind").lines()) == [
        "Oskar Lind, played by Cy Player: the keeper before Tom, who set the fire",
        "Last seen in episode 4, in the lamp room",
        "Also known as: The Visitor, The Guest",
        "New: Oskar lit the lamp on the first night.",
        "New: He had kept the key since the fire. (pieced together)",
        "The keeper after him: Tom Harker",
        "Is feared by The Lifeboat.",
        "Episode 2: The Visitor finds the lamp room without being shown.",
        "Episode 1: Nobody saw the boat that brought the Visitor.",
    ]


def test_what_nobody_can_place_was_told_somewhere_along_the_way(screen, home):
    stand_at(home, 4)

    assert list(lamp("Nell Harker").lines())[-1] == "Somewhere along the way: Nell cannot swim."
    assert "  Somewhere      ·  Nell cannot swim.\n  along the way\n" in screen("who nell")
    assert "  Somewhere along the way\n" in screen("who nell", columns=40)


def test_a_tie_reads_as_what_one_calls_the_other():
    assert "Her father: Tom Harker (new)" in lamp("Nell Harker", 2).lines()
    assert "His daughter: Nell Harker (new)" in lamp("Tom Harker", 2).lines()
    assert "The Visitor seems to know Tom Harker. (pieced together, new)" in (
        lamp("Tom Harker", 2).lines()
    )


def test_ties_in_the_same_words_are_said_together():
    known = LAMPS[2]
    ada, bo = (p._replace(name=name) for p, name in zip(known.people, ("Ada", "Bo"), strict=False))
    ties = [tie._replace(target=other) for tie in known.ties[:1] for other in (ada, bo)]
    tom = ties[0].source

    view = page(known._replace(ties=tuple(ties)), tom)

    assert "His daughter: Ada, Bo (new)" in view.lines()


def test_somebody_without_a_scene_says_so_and_an_organisation_need_not():
    absent = LAMPS[1].people[0]._replace(last_seen=None, first_seen=None)

    assert page(LAMPS[1], absent).so_far == "Heard of, but no scene with them is written down."
    assert page(LAMPS[1], absent._replace(is_organisation=True)).so_far is None


@pytest.mark.parametrize("known", [*LAMPS, *SEASON])
def test_the_map_draws_every_tie_once(known):
    view = relationships(known)
    drawn = [link for group in view.groups for entry in group.people for link in entry.links]

    assert sum(len(link.names) or 1 for link in drawn) == len(known.ties)
    assert sum(len(branch.ties) for branch in view.branches) == len(known.ties)


@pytest.mark.parametrize("known", [LAMPS[4], SEASON[3], SEASON[8]])
def test_the_map_around_somebody_has_their_ties_and_no_others(known):
    for person in known.people:
        ties = [tie for tie in known.ties if person in (tie.source, tie.target)]
        view = around(known, person)

        assert sorted(view.lines()) == sorted(around(known._replace(ties=ties), person).lines())
        assert sum(len(branch.ties) for branch in view.branches) == len(ties)
        assert bool(view.nothing) == (not ties)


def test_who_and_map_offer_all_who_fit(run, home):
    stand_at(home, 2)

    for line in ("who harker", "map harker", "map harker --dot"):
        assert run(line).out.startswith('2 people match "harker"\n')


def test_map_of_one_in_the_middle(run, screen, home):
    stand_at(home, 2)

    assert "  The lighthouse  seems to know Tom Harker (pieced together)  new" in (
        screen("map visitor")
    )
    assert run("map visitor --mermaid").out.count("-->") == 1
    assert run("map zebedee", expect=1).err == run("who zebedee", expect=1).err


def test_who_alone_lists_whom_one_can_ask_for(run, home):
    stand_at(home, 2)

    assert run("who").out == (
        "Who do you mean? Try: runaway who nell\n"
        "The lighthouse: Nell Harker, Tom Harker\n"
        "From the sea: The Visitor\n"
    )
    assert json.loads(run("who --json").out)["rows"][1] == {
        "group": "From the sea",
        "names": ["The Visitor"],
    }


EVERYBODY = [(known, person) for known in (*LAMPS, *SEASON) for person in known.people]


def has_names(text, known):
    """Whether a word of `text` begins a word of somebody's name, or is its plural."""
    own = {w for p in known.people for name in (p.name, *p.aliases) for w in plain(name).split()}
    return any(
        name.startswith(word) or name == word.removesuffix("s")
        for name in own
        for word in plain(text).split()
    )


@given(st.sampled_from(EVERYBODY))
def test_everyone_is_found_by_every_name(one):
    known, person = one

    for name in (person.name, *person.aliases):
        assert person in find(known.people, name)
        assert person in find(known.people, f"the {name.upper()}")


@given(st.sampled_from(EVERYBODY))
def test_everyone_is_found_by_every_word_they_go_by_and_all_they_ever_were(one):
    """Unless the words name somebody."""
    known, person = one

    for said in (*person.words, *person.descriptions):
        if not has_names(said, known):
            assert person in find(known.people, said)


@given(st.sampled_from([(k, p) for k, p in EVERYBODY if p.role]), st.data())
def test_everyone_is_found_by_each_long_word_of_what_they_are(one, data):
    known, person = one
    word = data.draw(st.sampled_from(plain(person.role).split()))

    if len(word) >= 4 and not has_names(word, known):
        assert person in find(known.people, word)


def test_nobody_from_ahead_is_found_by_name():
    """Names of later episodes fit nobody, or somebody who is known by then."""
    for position, known in enumerate(SEASON[:-1]):
        here = {person.name for person in known.people}
        for person in SEASON[-1].people:
            found = (*find(known.people, person.name), *nearest(known.people, person.name))
            assert {p.name for p in found} <= here, position


MEANT = {
    "the detective": ["Nell Harker"],
    "detectives": ["Nell Harker"],
    "PI": ["Nell Harker"],
    "tom's detective": ["Nell Harker"],
    "dads": ["Tom Harker"],
    "the harkers": ["Nell Harker", "Tom Harker"],
    "a visitor": ["The Visitor"],
    "the": ["The Visitor"],
}


@pytest.mark.parametrize(("asked", "found"), MEANT.items())
def test_what_people_say_instead_of_a_name(asked, found):
    nell, *others = LAMPS[2].people
    nell = nell._replace(words=("PI",), descriptions=("Tom's detective",))

    assert [p.name for p in find((nell, *others), asked)] == found


def test_is_new_asks_for_the_latest_episode():
    tie = LAMPS[2].ties[0]

    assert views.is_new(tie, LAMPS[2])
    assert not views.is_new(tie, LAMPS[3])
