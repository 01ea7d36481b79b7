"""learned, clues and about: the long pages."""

from __future__ import annotations

import json

import pytest

from runaway_cli.story.model import PARTS, Credit, Episode, Fact, Known, Person, Position
from runaway_cli.views.about import HEADINGS, said
from runaway_cli.views.learned import learned


def test_learned_lists_facts_and_answers(run):
    run("watched 3")

    view = json.loads(run("learned --json").out)

    assert view["facts"] == [
        {
            "text": "The keeper's house burned down, and nobody was charged.",
            "is_inferred": False,
            "group": "The lighthouse",
        }
    ]
    assert [row["text"] for row in view["answers"]] == ["Where is the missing page?"]
    assert [row["text"] for row in view["explained"]] == ["A box of matches with one missing"]


def test_learned_marks_what_is_pieced_together(run, screen):
    run("watched 4")

    fact = "He had kept the key since the fire. (pieced together)"
    assert fact in run("learned").out
    assert fact in screen("learned")
    assert "the house down. (pieced together)" in run("learned 3").out


def test_what_was_learned_at_some_time_stands_apart(run):
    run("watched 4")

    said = run("learned").out

    assert said.endswith(
        "Somewhere along the way: The clock has stopped: It stopped when the light first went out."
        "\nSomewhere along the way: Nell cannot swim.\n"
    )
    assert "Somewhere" not in run("learned 3").out


def test_facts_stand_under_the_group_of_whoever_they_name_first():
    facts = tuple(
        Fact(1, text)
        for text in ("Ada sees Bo.", "Bo Ash sees Ada.", "Ada sings.", "It rains.", "He's tall.")
    )
    ada = Person("Ada", group="The choir", facts=(facts[0], facts[1], facts[2]))
    bo = Person("Bo Ash", facts=(facts[0], facts[1], facts[4]))
    known = Known(Position(1), "x", (), (Episode(1, 9),), (bo, ada), (), facts, (), (), (), ())

    rows = learned(known).facts

    assert [(row.group, row.text) for row in rows] == [
        ("The choir", "Ada sees Bo."),
        ("The choir", "Ada sings."),
        ("Bo Ash", "Bo Ash sees Ada."),
        ("Bo Ash", "He's tall."),
        (None, "It rains."),
    ]


def test_the_article_of_a_name_names_nobody():
    """Else everything that begins with "The" would be about The Visitor."""
    fact = Fact(1, "The lamp is Ada's, not the Visitor's.")
    ada, visitor = Person("Ada", facts=(fact,)), Person("The Visitor", facts=(fact,))
    known = Known(
        Position(1), "x", (), (Episode(1, 9),), (visitor, ada), (), (fact,), (), (), (), ()
    )

    assert [row.group for row in learned(known).facts] == ["Ada"]


def test_a_clue_is_told_whole_with_where_it_was_planted(run):
    run("watched 3")

    assert run("clues").out == (
        "The Visitor wears one burnt glove (planted in episode 1)\n"
        "A box of matches with one missing (planted in episode 1): "
        "It is the one that burned the house down. (pieced together)\n"
    )


def test_clues_without_a_known_place_come_last(run):
    run("watched 4")

    planted = [row["planted"] for row in json.loads(run("clues --json").out)["explained"]]

    assert planted == [1, 1, 2, None]


def test_what_each_episode_plants_is_for_the_second_time_through(run):
    run("watched 4")

    assert run("clues --by-episode").out == (
        "Episode 1 · Low Tide: The Visitor wears one burnt glove\n"
        "Episode 1 · Low Tide: A box of matches with one missing\n"
        "Episode 2 · The Keeper's Book: The Visitor asks for a key\n"
        "Somewhere along the way: The clock has stopped\n"
    )


@pytest.mark.parametrize("watched", ["", "watched 1", "watched 3"])
def test_before_that_the_list_is_refused_in_the_same_words(run, watched):
    if watched:
        run(watched)

    done = run("clues --by-episode", expect=1)

    assert done.err == "That list is for the second time through, once you've seen them all.\n"


def test_looking_back_refuses_it_too(run):
    run("watched 4")

    assert run("clues --by-episode --as-of 3", expect=1).err.startswith("That list is for the")


def test_about_has_a_heading_for_every_part():
    assert tuple(HEADINGS) == PARTS


def test_about_counts_its_sources_and_says_how_to_list_them(run):
    assert run("about").out.endswith("Sources: 1 public page. To list it: runaway about --json\n")

    run("watched 4")

    assert run("about").out.endswith(
        "Sources: 3 public pages. To list them: runaway about --json\n"
    )


@pytest.mark.parametrize(
    ("text", "url", "line"),
    [
        ("All about it", None, "All about it"),
        ("All about it", "https://a.example/7", "All about it: https://a.example/7"),
        ("7", "https://a.example/7", "https://a.example/7"),
    ],
)
def test_an_address_is_said_once(text, url, line):
    assert said(Credit("The Almanac", text, url=url)) == line
