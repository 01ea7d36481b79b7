"""What a viewer knows of The Lamp Room, and who they find in it. Functions only, no command."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import LAMP_ROOM, write_show
from runaway_cli.story.airlock import EPISODES, EVERYTHING, open_at
from runaway_cli.story.groups import by_group
from runaway_cli.story.model import Beat, Fact, Position, Thread
from runaway_cli.story.search import find, nearest

SHOW = tomllib.loads(LAMP_ROOM.read_text(encoding="utf-8"))


def known(position, show=LAMP_ROOM, **lists):
    return open_at(Position(position), str(show), **lists)


def person(name, position=4):
    return next(p for p in known(position).people if p.name == name)


@pytest.fixture
def changed(tmp_path):
    """Return a function that adds records to chapters of The Lamp Room and opens it."""

    def inner(position, **records):
        show = tomllib.loads(LAMP_ROOM.read_text(encoding="utf-8"))
        for place, record in records.items():
            kind, chapter = place.rsplit("_", 1)
            show["chapter"][int(chapter)].setdefault(kind, []).append(record)
        return known(position, write_show(show, tmp_path / "show.toml"))

    return inner


def test_what_is_pieced_together_says_so():
    end = known(4)

    assert end.episodes[3].beats[1] == Beat(
        "Oskar has come back for the light, and not for her.", True
    )
    assert [f.text for f in end.facts if f.is_inferred] == ["He had kept the key since the fire."]
    assert [c.text for c in end.clues if c.is_inferred] == ["A box of matches with one missing"]
    assert [str(t) for t in known(2).ties if t.is_inferred] == [
        "The Visitor seems to know Tom Harker."
    ]


def test_what_nobody_can_place_belongs_to_no_episode():
    end = known(4)
    flashback = Beat("Tom teaches Nell to trim the wick, in a flashback.")

    assert end.unplaced == (flashback,)
    assert not any(flashback in episode.beats for episode in end.episodes)
    assert person("Nell Harker").facts[-1] == Fact(None, "Nell cannot swim.")
    (clock,) = (c for c in end.clues if c.text == "The clock has stopped")
    assert (clock.raised, clock.answered, clock.is_open) == (None, None, False)
    assert known(3).unplaced == ()


def test_an_ending_is_claimed_only_where_one_is_established():
    assert [bool(e.cliffhanger) for e in known(4).episodes] == [True, True, False, True]


def test_a_thin_episode_says_so_once_it_is_finished():
    assert [e.is_thin for e in known(2).episodes] == [False] * 4
    assert [e.is_thin for e in known(3).episodes] == [False, False, True, False]


def test_a_planted_clue_is_told_whole_when_it_pays_off():
    clue = Thread(
        "The Visitor asks for a key",
        raised=2,
        answer="He had one of his own, and wanted to know who had the other.",
        answered=4,
    )

    assert clue in known(4).clues
    assert clue.text not in [c.text for c in known(3).clues]


def test_a_question_nobody_has_answered_is_neither_open_nor_answered(changed):
    cut = {"id": "cut", "text": "Who cut the page out?", "by": ["A2"], "sure": "explicit"}
    end = {"id": "cut", "unknown": True, "by": ["A2"], "sure": "explicit"}
    before, after = (
        {q.text: q for q in changed(n, question_2=cut, question_4=end).questions} for n in (3, 4)
    )

    assert before["Who cut the page out?"].is_open
    assert after["Who cut the page out?"] == Thread("Who cut the page out?", 2, is_unknown=True)
    assert after["Who rowed the boat?"] == Thread("Who rowed the boat?", None, is_unknown=True)
    assert [q.text for q in after.values() if q.is_open] == []


def test_news_come_after_the_role_and_do_not_replace_it():
    assert person("Nell Harker", 3).who == "the new keeper of the light"
    assert person("Nell Harker").who == "the new keeper of the light; put out the lamp"
    assert person("The Lifeboat", 3).is_organisation
    assert person("Tom Harker", 1).who is None


def test_two_who_are_one_keep_all_that_was_said_of_both():
    oskar = person("Oskar Lind")

    assert oskar.role == "the keeper before Tom, who set the fire"
    assert oskar.descriptions == ("came ashore with one burnt glove", oskar.role)
    assert (oskar.group, oskar.words) == ("From the sea", ("man", "stranger"))


def test_a_tie_reads_from_both_sides():
    (tie,) = (t for t in known(2).ties if t.target_is)

    assert tie.seen_from(person("Tom Harker", 2)) == ("his daughter", person("Nell Harker", 2))
    assert tie.seen_from(person("Nell Harker", 2)) == ("her father", person("Tom Harker", 2))


def test_what_one_called_the_other_goes_when_the_tie_changes(changed):
    news = {"id": "tom-nell", "is": "was no father to", "by": ["A2"], "sure": "bound"}

    (tie,) = (t for t in changed(3, tie_3=news).ties if t.label == "was no father to")

    assert (tie.target_is, tie.source_is, tie.episode) == (None, None, 2)


def test_a_page_is_listed_once_it_is_safe_to_open_and_only_if_it_can_be():
    """The poster's text rests on a review of the season, which is listed at the end."""
    pages = [[source.name for source in known(n).sources] for n in (0, 3, 4)]

    assert pages == [
        ["The Almanac, a preview"],
        ["The Almanac, a preview", "The Almanac, episode 1"],
        [
            "The Almanac, a preview",
            "The Almanac, episode 1",
            "The Almanac, a review of the season",
        ],
    ]


def test_the_production_is_told_in_the_order_its_page_is_read(changed):
    late = {"id": "sea", "part": "look", "label": "The sea", "text": "Is real", "sure": "premise"}

    parts = [credit.part for credit in changed(1, about_1=late).credits]

    assert parts == ["story", "people", "look", "links"]


def test_the_season_is_as_long_as_its_head_says(tmp_path):
    assert known(0).minutes == 201
    unsaid = write_show({k: v for k, v in SHOW.items() if k != "minutes"}, tmp_path / "show.toml")
    assert known(0, unsaid).minutes is None


def test_people_are_gathered_under_their_headings_in_order_of_appearance(changed):
    gull = {"id": "gull", "name": "The Gull", "by": ["A2"], "sure": "bound"}
    groups = by_group(changed(3, person_0=gull).people)

    assert [(heading, [p.name for p in members]) for heading, members in groups] == [
        ("The lighthouse", ["Nell Harker", "Tom Harker"]),
        ("From the sea", ["The Visitor", "The Lifeboat"]),
        (None, ["The Gull"]),
    ]


FIELDS = {
    "episode": "episodes",
    "beat": "unplaced",
    "person": "people",
    "tie": "ties",
    "fact": "facts",
    "clue": "clues",
    "question": "questions",
    "about": "credits",
    "source": "sources",
    "closing": "closing",
}


@pytest.fixture(scope="module")
def otherwise_written(tmp_path_factory):
    """Return The Lamp Room as a program writes it: the lists aren't easily cut out."""
    return write_show(SHOW, tmp_path_factory.mktemp("show") / "show.toml")


@given(lists=st.sets(st.sampled_from(sorted(EVERYTHING))), position=st.integers(0, 4))
def test_a_list_nobody_wants_is_empty_and_the_others_are_as_ever(
    otherwise_written, lists, position
):
    lists -= set() if {"person", "fact"} <= lists else {"tie", "fact", "person"}  # they need people
    lists -= set() if {"episode", "beat"} <= lists else {"beat", "episode"}
    whole, part = known(position), known(position, lists=lists)

    assert part == known(position, otherwise_written, lists=lists)
    for name, field in FIELDS.items():
        wanted = getattr(whole, field) if name in lists else type(getattr(part, field))()
        assert getattr(part, field) == wanted


def test_a_list_nobody_wants_is_not_even_parsed(tmp_path):
    text = LAMP_ROOM.read_text(encoding="utf-8").replace("fact = [\n", "fact = [\n  { nonsense\n")
    path = tmp_path / "show.toml"
    path.write_text(text, encoding="utf-8")

    assert known(4, path, lists=EPISODES) == known(4, lists=EPISODES)


def test_the_episodes_are_a_small_part_of_the_whole():
    whole, part = known(4), known(4, lists=EPISODES)

    assert (part.episodes, part.unplaced, part.closing) == (
        whole.episodes,
        whole.unplaced,
        whole.closing,
    )
    assert (part.people, part.facts, part.sources) == ((), (), ())


PEOPLE = {  # what is typed at the end of the season, and who is meant
    "oskar lind": ["Oskar Lind"],
    "NELL": ["Nell Harker"],
    "h tom": ["Tom Harker"],
    "isito": ["Oskar Lind"],
    "harker": ["Nell Harker", "Tom Harker"],
    "the guest": ["Oskar Lind"],
    "ada": ["Nell Harker"],
    "player": ["Nell Harker", "Tom Harker", "Oskar Lind"],
    "stranger": ["Oskar Lind"],
    "dad": ["Tom Harker"],
    "girl": ["Nell Harker"],
    "burnt glove": ["Oskar Lind"],
    "keeper": ["Nell Harker", "Oskar Lind"],
    "nell's father": ["Tom Harker"],
    "harker's father": ["Tom Harker"],
    "put out the lamp": ["Nell Harker"],
    "nell oskar": ["Nell Harker", "Oskar Lind"],
    "oskar and nell harker": ["Nell Harker", "Oskar Lind"],
    "tom, nell & oskar": ["Nell Harker", "Tom Harker", "Oskar Lind"],
    "swim": ["Nell Harker"],
    "burned down": ["Tom Harker"],
    "tom zebedee": [],
    "n t": [],
    "nell isito": [],
    "gl": [],
    "": [],
    "'": [],
    "zebedee": [],
}


@pytest.mark.parametrize(("asked", "names"), PEOPLE.items())
def test_everyone_who_fits_is_found(asked, names):
    assert [p.name for p in find(known(4).people, asked)] == names


def test_nobody_is_found_by_what_is_still_ahead():
    assert find(known(1).people, "father") == ()
    assert find(known(3).people, "kept key") == ()


SLIPS = {
    "visiter": ["The Visitor"],
    "nlel": ["Nell Harker"],
    "tim": [],
    "harkr": ["Nell Harker", "Tom Harker"],
    "lifebaot": ["The Lifeboat"],
    "lifebtao": ["The Lifeboat"],
    "liefbtao": [],
    "plaier": ["Nell Harker", "Tom Harker"],
    "adda": [],
    "adam": [],
    "maria": [],
    "": [],
}


@pytest.mark.parametrize(("asked", "names"), SLIPS.items())
def test_only_a_slip_of_the_finger_is_forgiven(asked, names):
    """A first name that nobody has is no actor's: those have six letters at least."""
    assert [p.name for p in nearest(known(3).people, asked)] == names


@given(st.text(max_size=30))
def test_whatever_is_typed_has_an_answer(asked):
    people = known(4).people

    assert set(find(people, asked)) | set(nearest(people, asked)) <= set(people)
