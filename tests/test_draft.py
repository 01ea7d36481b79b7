"""A draft of a show file: what TVmaze answers, told no sooner than it may be."""

from __future__ import annotations

import json
import re
import tomllib

import pytest

from drafts import (
    CURTAIN,
    STORY,
    TITLES,
    TOLD,
    chapters,
    drafted,
    episode,
    lamp_room,
    opened,
    role,
    show,
    special,
)
from runaway_cli.story import answers, draft_errors
from runaway_cli.story.draft import MOST_EPISODES, blank
from runaway_cli.story.draft_toml import toml_of
from runaway_cli.story.tvmaze import from_tvmaze


def numbers(draft):
    """Return (season, number in the season) of every episode, in running order."""
    return [(e.season, e.in_season) for e in draft.episodes]


def about(chapter):
    return {record["label"]: record["text"] for record in chapter.get("about", [])}


@pytest.mark.parametrize("position", range(5))
def test_titles_are_told_on_reaching_an_episode_and_summaries_on_finishing_it(position, tmp_path):
    known = opened(drafted(lamp_room()), position, tmp_path)

    titles = ["Low Tide", "The Keeper's Book", "Ashes", "Oskar"]
    assert [e.title for e in known.episodes if e.title] == titles[: position + 1]
    assert [e.line for e in known.episodes if e.line] == list(TOLD[:position])
    assert known.total == 4


def test_actors_are_billed_and_their_parts_come_after_the_finale():
    first, *between, last = chapters(drafted(lamp_room()))

    assert about(first)["Starring"] == "Ada Player, Cy Player"
    assert about(last) == {"Nell Harker": "Ada Player", "Oskar Lind": "Cy Player"}
    assert not any(map(about, between))
    assert {record["part"] for record in last["about"]} == {"people"}


def test_a_part_may_have_two_actors_and_an_actor_two_parts():
    cast = [
        role("Ada Player", "Nell"),
        role("Bo Player", "Nell"),
        role("Ada Player", "The Ghost", voice=True),
        role("Cy Player", "Cy Player"),
        role("Di Player", "A Guest", self=True),
    ]
    draft = drafted(show([episode(1)], cast))

    assert draft.actors == ("Ada Player", "Bo Player", "Cy Player", "Di Player")
    assert about(chapters(draft)[-1]) == {
        "Nell": "Ada Player and Bo Player",
        "The Ghost": "Ada Player",
    }


def test_a_crowd_of_actors_is_cut_between_names():
    actors = [f"Ada Player the {n}th" for n in range(1_420)]
    first, last = chapters(drafted(show([episode(1)], [role(a, f"Gull {a}") for a in actors])))

    bills = [text for label, text in about(first).items() if label in draft_bills()]
    assert ", ".join(bills).split(", ") == actors[: sum(len(b.split(", ")) for b in bills)]
    assert len(bills) == 3
    assert len(last["about"]) == 60


def draft_bills():
    return "Starring", "Also starring", "And"


def test_every_statement_has_a_source_and_a_certainty():
    told = chapters(drafted(lamp_room()))
    records = [r for chapter in told for kind in STORY for r in chapter.get(kind, [])]

    assert {(*r["by"], r["sure"]) for r in records} == {("TVmaze", "explicit")}
    assert told[0]["about"][-1]["text"] == "TVmaze (tvmaze.com), licensed CC BY-SA 4.0"


def test_the_page_that_tells_the_whole_show_is_safe_after_the_finale_only():
    *earlier, last = chapters(drafted(lamp_room()))

    assert last["source"] == [
        {"id": "TVmaze", "name": "TVmaze", "url": "https://www.tvmaze.com/shows/7"}
    ]
    assert not any("source" in chapter for chapter in earlier)


def test_between_two_chapters_hangs_a_curtain_and_a_ruled_line_names_the_episode():
    head, *behind = toml_of(drafted(lamp_room())).split(CURTAIN)

    assert head.count("[[chapter]]") == 1
    assert [b.splitlines()[:3] for b in behind] == [
        [f"# ---- episode {n}", "[[chapter]]", f"after = {n}"] for n in range(1, 5)
    ]
    assert not any("#" in b.removeprefix("# ----") for b in behind)


def test_the_head_names_the_licence_and_tells_nothing():
    head = toml_of(drafted(lamp_room())).partition("[[chapter]]")[0]

    for said in ("TVmaze, https://www.tvmaze.com/shows/7", "CC BY-SA 4.0", 'by = ["seen"]'):
        assert said in " ".join(head.replace("#", "").split())
    assert tomllib.loads(head) == {"format": 1, "title": "The Lamp Room"}
    assert not any(text in head for text in (*TITLES, *TOLD, "Player"))


def test_the_example_in_the_head_is_valid_where_it_belongs():
    example = re.findall(r"^#   (.*)", toml_of(blank("X", 1, 45)), re.MULTILINE)

    assert set(tomllib.loads("\n".join(example))) == {"person", "tie", "fact", "question"}


def test_what_looks_like_html_after_all_stays():
    """Text is unescaped once, wherever it stands in the file."""
    odd = "&lt;b&gt; &amp;amp;"
    first, last = chapters(
        drafted(show([episode(1, name=odd), special(odd)], [role(odd, f"{odd}!"), role("Bo", odd)]))
    )

    told = [first["episode"][0]["title"], about(first)["Starring"], *about(last).items()]
    assert str(told).count("<b> &amp;") == 6
    assert str(told).count("&") == 6


def test_two_long_networks_are_cut_to_one_text():
    network = {"name": "Rock " * 30}
    first, _ = chapters(
        drafted(show([episode(1)], network=network, webChannel={"name": "Sea " * 30}))
    )

    assert about(first)["Released"].startswith("1 January 2026, on Rock Rock")
    assert len(about(first)["Released"]) <= 160


@pytest.mark.parametrize("length", range(155, 166))
@pytest.mark.parametrize("between", [" ", "x"])
def test_a_text_of_any_length_fits_its_line_as_well(length, between, tmp_path):
    told = (("tide" + between) * 40)[:length].strip()
    first = opened(drafted(show([episode(1, summary=told)])), 1, tmp_path).episodes[0]

    beats = [beat.text for beat in first.beats]
    assert "".join([first.line.removesuffix(" …"), *beats]).replace(" ", "") == (
        told.replace(" ", "")
    )
    assert max(map(len, [first.line, *beats])) <= 160


def test_a_text_shared_by_several_parts_is_told_once_after_the_last_of_them(tmp_path):
    parts = [episode(n, summary="The whole serial.") for n in (1, 2, 3)]
    draft = drafted(show([*parts, episode(4, summary="Something else.")]))

    assert [e.line for e in opened(draft, 4, tmp_path).episodes] == [
        None,
        None,
        "The whole serial.",
        "Something else.",
    ]


def test_the_line_and_the_beats_tell_a_summary_once(tmp_path):
    draft = drafted(show([episode(1, summary="One. Two. Three.")]))
    first = opened(draft, 1, tmp_path).episodes[0]

    assert first.line == "One."
    assert [beat.text for beat in first.beats] == ["Two.", "Three."]
    assert first.cliffhanger is None


@pytest.mark.parametrize(
    "given",
    [
        [(1, 2), (1, 1), (2, 1)],
        [(2014, 1), (2015, 163), (2014, 2)],
        [(29, 9), (1, 1), (48, 11), (48, 13)],
        [(9, 1)],
    ],
)
def test_order_is_season_and_number_and_seasons_keep_their_names(given):
    answer = show(
        episode(number, season, airdate=f"20{50 - n}-01-01")
        for n, (season, number) in enumerate(given)
    )
    draft = drafted(answer)
    listed = chapters(draft)[0]["episode"]

    assert numbers(draft) == sorted(given)
    assert [e["id"] for e in listed] == [str(n + 1) for n in range(len(given))]
    assert [(e["season"], e["in_season"]) for e in listed] == sorted(given)


def test_a_ruled_line_names_the_season_where_there_are_several():
    assert "# ---- episode 2: season 2, episode 5\n" in toml_of(
        drafted(show([episode(1, 1), episode(5, 2)]))
    )


def test_an_episode_that_is_listed_twice_counts_once():
    draft = drafted(show([episode(1, name="First"), episode(1, name="Again"), episode(2)]))

    assert [e.title for e in draft.episodes] == ["First", "Tide 1 2"]
    assert any("1 episode" in note for note in draft.notes)


@pytest.mark.parametrize(
    ("own", "more", "expected"),
    [
        (52, {}, (52, False)),
        (60, {}, (60, True)),
        (None, {"averageRuntime": 51, "runtime": 60}, (51, True)),
        (None, {"averageRuntime": None, "runtime": 60}, (60, True)),
        (None, {}, (45, True)),
        (0, {}, (45, True)),
        (True, {}, (45, True)),
        ("60", {}, (45, True)),
        (10**9, {}, (45, True)),
    ],
)
def test_a_length_that_is_missing_is_guessed_and_said_to_be(own, more, expected):
    draft = drafted(show([episode(1, runtime=own)], **more))

    assert draft.episodes[0][:2] == expected
    assert any("guess" in note for note in draft.notes) == (own not in (52, 60))


def test_a_length_is_guessed_from_the_other_episodes():
    draft = drafted([episode(1, runtime=None), episode(2), episode(3)])

    assert [e.minutes for e in draft.episodes] == [52, 52, 52]


@pytest.mark.parametrize("odd", ["", None, "2026-02-30", "0000-00-00", "20260101", 5, "x"])
def test_a_date_is_the_airdate_or_nothing(odd):
    listed = chapters(drafted(show([episode(1, airdate=odd), episode(2)])))[0]["episode"]

    assert "aired" not in listed[0]
    assert str(listed[1]["aired"]) == "2026-01-01"


@pytest.mark.parametrize(
    ("status", "unaired"), [("Running", [3]), ("In Development", [3]), ("Ended", []), ([], [])]
)
def test_undated_episodes_at_the_end_of_a_running_show_are_still_to_come(status, unaired):
    answer = show([episode(1, airdate=""), episode(2), episode(3, airdate="")], status=status)

    listed = chapters(drafted(answer))[0]["episode"]

    assert [int(e["id"]) for e in listed if e.get("unaired")] == unaired


@pytest.mark.parametrize("title", ["TBA", "tbd", "", "<i></i>", None, "Episode 1", "EPISODE 1"])
def test_a_title_that_says_nothing_is_none(title):
    assert drafted(show([episode(1, name=title)])).episodes[0].title is None


@pytest.mark.parametrize(
    ("more", "title", "page"),
    [
        ({}, "The Lamp Room", None),
        (
            {"_links": {"show": {"href": "https://api.tvmaze.com/shows/7", "name": "The Lamps"}}},
            "The Lamps",
            7,
        ),
        ({"_links": {"show": {"href": "https://api.tvmaze.com/shows/7"}}}, "The Lamp Room", 7),
        ({"show": {"id": 7, "name": "The Lamps"}}, "The Lamps", 7),
        ({"_embedded": {"show": {"id": 7, "name": "The Lamps"}}}, "The Lamps", 7),
        ({"url": None}, "Untitled", None),
    ],
)
def test_a_bare_list_names_its_show_in_a_link_or_an_address(more, title, page):
    draft = drafted([episode(1, **more), episode(2, **more)])

    assert draft.title == title
    assert draft.page == (page and f"https://www.tvmaze.com/shows/{page}")
    assert any("address" in note for note in draft.notes) == (title != "The Lamps")


def test_specials_shift_no_number_and_stand_after_the_finale():
    extras = [*map(episode, (1, 2, 3)), special("Midwinter", airdate="2025-12-25")]
    alone = drafted(show([episode(1), episode(2)]))
    draft = drafted(show([episode(1), episode(2)]), extras)

    assert draft.episodes == alone.episodes
    assert about(chapters(draft)[-1]) == {
        "Special 1": "Midwinter (season 1, 25 December 2025, 52 min)"
    }
    assert "Midwinter" not in toml_of(draft).rpartition(CURTAIN)[0]


def test_a_list_with_specials_needs_no_second_file():
    draft = drafted([episode(1), special("Midwinter"), episode(2)])

    assert numbers(draft) == [(1, 1), (1, 2)]
    assert [s.title for s in draft.specials] == ["Midwinter"]


def test_a_draft_says_that_specials_are_missing_and_how_to_get_them():
    said = " ".join(drafted(lamp_room()).notes)

    assert 'curl "https://api.tvmaze.com/shows/7/episodes?specials=1"' in said


def test_specials_of_another_show_are_refused():
    other = [special("Midwinter", _links={"show": {"href": "https://api.tvmaze.com/shows/8"}})]

    with pytest.raises(draft_errors.OtherShowError) as refused:
        drafted(lamp_room(), other)

    assert (refused.value.show, refused.value.other) == (7, 8)


SEARCH = [{"score": 2.8, "show": {"id": 7, "name": "The Lamp Room", "schedule": {}}}]
REFUSED = {
    "empty": ("", draft_errors.EmptyAnswerError),
    "blank bytes": (b"\xef\xbb\xbf\r\n", draft_errors.EmptyAnswerError),
    "no hit": ("[]", draft_errors.EmptyAnswerError),
    "a web page": ("<!DOCTYPE html><p>", draft_errors.NotAnAnswerError),
    "not JSON": ("The Lamp Room", draft_errors.NotAnAnswerError),
    "not UTF-8": (b'{"name": "\xe9"}', draft_errors.NotAnAnswerError),
    "a number": ("7", draft_errors.NotAnAnswerError),
    "an enormous number": ("9" * 10_000, draft_errors.NotAnAnswerError),
    "too deep": ("[" * 200_000, draft_errors.NotAnAnswerError),
    "too large": ("x" * (answers.LARGEST + 1), draft_errors.NotAnAnswerError),
    "an object": ('{"a": 1}', draft_errors.NotAnAnswerError),
    "a list of numbers": ("[1]", draft_errors.NotAnAnswerError),
    "a list of objects": ('[{"a": 1}]', draft_errors.NotAnAnswerError),
    "one episode": (json.dumps(episode(1)), draft_errors.NotAnAnswerError),
    "no season": (json.dumps(show([{"number": 1}])), draft_errors.NotAnAnswerError),
    "an error": ('{"name": "Not Found", "status": 404}', draft_errors.RefusedError),
    "a search": (json.dumps(SEARCH), draft_errors.WhichShowError),
    "shows": (json.dumps([SEARCH[0]["show"]]), draft_errors.WhichShowError),
    "a schedule": (
        json.dumps([episode(1, show={"id": 7}), episode(1, show={"id": 8})]),
        draft_errors.SeveralShowsError,
    ),
    "not embedded": (json.dumps(show([], _embedded={"cast": []})), draft_errors.NoEpisodesError),
    "no episodes": (json.dumps(show([])), draft_errors.NoEpisodesListedError),
    "specials only": (json.dumps([special("Midwinter")]), draft_errors.NoEpisodesListedError),
    "too many": (
        json.dumps(show(episode(n) for n in range(MOST_EPISODES + 1))),
        draft_errors.TooManyEpisodesError,
    ),
}


@pytest.mark.parametrize(("answer", "error"), REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_be_drafted_gets_a_sentence(answer, error):
    with pytest.raises(error) as refused:
        from_tvmaze(answer)

    assert re.fullmatch(r"[A-Z][ -~]{10,300}", str(refused.value))


@pytest.mark.parametrize(
    ("answer", "what"),
    [
        ("<html>", "web page"),
        ("[" * 200_000, "deep"),
        ("[]" + " " * answers.LARGEST, "larger than 20 MB"),
        ("[", "JSON"),
    ],
)
def test_the_sentence_says_what_it_is_instead(answer, what):
    with pytest.raises(draft_errors.NotAnAnswerError, match=what):
        from_tvmaze(answer)


def test_a_search_names_what_it_found():
    with pytest.raises(draft_errors.WhichShowError, match='"The Lamp Room" is 7') as refused:
        from_tvmaze(json.dumps(SEARCH))

    assert refused.value.shows == ((7, "The Lamp Room", None),)


def test_a_byte_order_mark_and_windows_lines_are_read_over():
    answer = "\ufeff" + json.dumps(lamp_room(), indent="\t").replace("\n", "\r\n")

    assert from_tvmaze(answer) == from_tvmaze(answer.encode()) == drafted(lamp_room())


def test_a_draft_from_nothing_has_lengths_and_chapters(tmp_path):
    draft = blank(" The Lamp Room ", 6, 45)
    known = opened(draft, 6, tmp_path)

    assert (known.title, known.total) == ("The Lamp Room", 6)
    assert {(e.minutes, e.approximate, e.title) for e in known.episodes} == {(45, True, None)}
    assert [c["after"] for c in chapters(draft)] == list(range(7))
    assert "TVmaze" not in toml_of(draft)


@pytest.mark.parametrize(
    "given", [("", 6, 45), ("\x1b", 6, 45), ("X", 0, 45), ("X", 5_001, 45), ("X", 6, 0)]
)
def test_a_draft_from_nonsense_is_refused(given):
    with pytest.raises(draft_errors.BlankDraftError):
        blank(*given)
