"""A draft of a show file: what TVmaze answers, told no sooner than it may be."""

from __future__ import annotations

import json
import re
import tomllib

import pytest
import tomli_w
from hypothesis import given, settings
from hypothesis import strategies as st

from runaway_cli.errors import RunawayError
from runaway_cli.story import airlock, answers, draft_errors
from runaway_cli.story.draft import MOST_EPISODES, blank
from runaway_cli.story.draft_toml import toml_of
from runaway_cli.story.plaintext import name, plain, texts
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
    with pytest.MonkeyPatch.context() as here:
        here.setattr(airlock, "DATASET", str(path))
        return airlock.open_at(position)


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


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Nell <b>lights</b> the lamp.</p>", "Nell lights the lamp."),
        ("<p>One.</p><p>Two.</p>", "One. Two."),
        ("One.<br />Two.<BR>Three.", "One. Two. Three."),
        ("<strong><em>Nell</em></strong>'s", "Nell's"),
        ("Tom &amp; Nell&nbsp;&#039;s &lt;3", "Tom & Nell 's <3"),
        ("&amp;lt;b&amp;gt;", "&lt;b&gt;"),
        ("3 < 4 > 2 and <3", "3 < 4 > 2 and <3"),
        ("a\tb\r\nc\u2028d\xa0e", "a b c d e"),
        ("\x1b[31mred\x07\u202e\ud800\ufeff", "[31mred"),
        ("<!-- x --><?php x ?><![odd", "<![odd"),
        (f"&#{'9' * 5_000};", ""),
        (None, ""),
        (5, ""),
    ],
)
def test_html_becomes_plain_text(html, text):
    assert plain(html) == text


def test_names_are_plain_and_cut_between_words():
    assert name("Ashes &amp; <i>Embers</i>") == "Ashes & Embers"
    assert name("tide " * 40) == "tide " * 31 + "…"


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


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two! Three? Four… Five", ["One.", "Two!", "Three?", "Four…", "Five"]),
        ('"Go." Nell went.', ['"Go."', "Nell went."]),
        ("Dr. Lind met J. R. Harker vs. Mr. Tom.", ["Dr. Lind met J. R. Harker vs. Mr. Tom."]),
        ("It cost 3.50 etc. and more... or less.", ["It cost 3.50 etc. and more... or less."]),
        ("灯がつく。誰が？", ["灯がつく。", "誰が？"]),
        ("", []),
    ],
)
def test_a_summary_is_split_into_sentences(text, sentences):
    assert list(texts(text)) == sentences


def test_a_long_sentence_is_parted_at_a_pause():
    text = f"Nell {'counts the matches ' * 5}again, and then {'she lights the lamp ' * 5}alone."

    assert [piece[-6:] for piece in texts(text)] == ["again,", "alone."]


WORDS = st.text(st.sampled_from("abNOé.,;!?灯"), min_size=1, max_size=40)


@given(st.lists(WORDS, max_size=120).map(" ".join))
def test_no_text_is_too_long_and_no_word_is_lost(text):
    told = list(texts(text))

    assert "".join(told).replace(" ", "") == text.replace(" ", "")
    assert all(0 < len(piece) <= 160 for piece in told)
    assert "。" in text or set(" ".join(told).split()) == set(text.split())


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

    assert (first.line, first.beats, first.cliffhanger) == ("One.", ("Two.", "Three."), None)


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
    extras = [episode(1), episode(2), special("Midwinter", season=1, airdate="2025-12-25")]
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
    "empty": ("", draft_errors.NothingFoundError),
    "blank bytes": (b"\xef\xbb\xbf\r\n", draft_errors.NothingFoundError),
    "no hit": ("[]", draft_errors.NothingFoundError),
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
    "no episodes": (json.dumps(show([])), draft_errors.NotYetError),
    "specials only": (json.dumps([special("Midwinter")]), draft_errors.NotYetError),
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
        st.lists(more, max_size=4)
        | st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=3), more, max_size=8)
    ),
    max_leaves=30,
)


def loose(likely):
    """Return a strategy for what is mostly `likely` and now and then anything."""
    return st.one_of(*[likely] * 9, ANY)


def objects(always=None, **fields):
    return st.fixed_dictionaries(always or {}, optional=fields)


SMALL = st.integers(-1, 12)
EPISODES = objects(
    {"season": st.integers(0, 3), "number": st.integers(0, 9) | st.none()},
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
        {"episodes": st.lists(EPISODES, max_size=8)},
        cast=loose(st.lists(objects(person=objects(name=ODD), character=ANY), max_size=4)),
    ),
    objects(
        name=ODD, status=loose(ODD), runtime=ANY, averageRuntime=ANY, network=ANY, language=ANY
    ),
)
LISTS = st.lists(EPISODES, max_size=8)


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


def test_the_canaries_would_sing():
    """A leak planted in a draft is found."""
    leaking = {"chapter": [{"after": 0, "title": bird(1, 0)}]}

    assert early(tomli_w.dumps(leaking), 0) == ["1"]
