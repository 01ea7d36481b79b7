"""Nothing beyond the viewer's position leaves the airlock, by any door."""

from __future__ import annotations

import gc
import itertools
import json
import shlex
import subprocess
import sys
import tomllib

import pytest

from helpers import LAMP_ROOM, bundled_show, in_a_process, spoilers, stand_at, write_show
from runaway_cli.cli.registry import COMMANDS
from runaway_cli.diary.progress import fold
from runaway_cli.diary.store import read
from runaway_cli.story import DOORS, airlock
from runaway_cli.story.errors import SeasonBrokenError
from runaway_cli.story.model import Position

CHAPTERS = len(bundled_show()["chapter"])
POSITIONS = range(CHAPTERS)
BEFORE_THE_END = range(CHAPTERS - 1)
SAY_MOST = {  # arguments that make a command say as much as it can, or complain in every way
    "next": ["", "--short"],
    "watched": ["", "1", "8", "1-8", "--only 8", "9", "0", "x", "3-1", "--at tomorrow"],
    "unwatch": ["", "1", "8", "x"],
    "recap": ["", "--all", "--short", "--questions", "1", "8", "9"],
    "learned": ["", "1", "8"],
    "clues": ["", "--by-episode"],
    "who": ["", "ch", "zzz", "''"],
    "map": ["", "--mermaid", "--dot", "ch0x", "ch --mermaid", "zzz"],
    "find": ["ch", "ch0x", "zzz", "''"],
    "doctor": ["", "--repair --join"],
    "tonight": ["", "--until midnight", "--for 9h --break 5", "--until 20:00", "--from x"],
    "pause": ["", "23m", "ep8 23m", "8", "9", "--left 12m", "clear", "x"],
    "note": ["", "ch", "ep8 ch", "ep9 ch"],
    "notes": ["", "8", "9"],
    "rate": ["", "8", "ep8 8", "9 9", "x"],
    "theory": ["", "ch --sure 70 --about ch", "--withdraw 1", "ch --sure x"],
    "theories": ["", "--then"],
    "judge": ["", "1 right", "1 wrong --settled", "9 partly", "x right"],
    "plan": ["", "--by sunday", "--ics -", "--by tomorrow --per-day 1", "--minutes 1", "--by x"],
}


def lines():
    """Every command line worth trying, without the form of its output; new commands join."""
    yield from ("", "--as-of 8", "--as-of x", "nonsense", "--version")
    for command in COMMANDS.values():
        for arguments in SAY_MOST.get(command.name, [""]):
            yield f"{command.name} {arguments}".strip()
        yield f"{command.name} --as-of 8"


def outputs(line, run, screen):
    """Say `line` as a screen, in a pipe and as JSON, and return all that was printed."""
    said = [screen(line, columns=300, expect=None)]
    for form in ("", " --json"):
        done = run(line + form, expect=None)
        said.append(done.out + done.err)
    return said


def position_now(home):
    return fold(read(str(home)).events).position


@pytest.fixture(scope="session")
def cut_shows(canary_show):
    """Return, for each position but the last, a show whose later chapters do not exist."""
    show = tomllib.loads(canary_show.read_text())
    return [
        write_show(show | {"chapter": show["chapter"][: n + 1]}, canary_show.with_name(f"{n}.toml"))
        for n in BEFORE_THE_END
    ]


@pytest.mark.parametrize("position", BEFORE_THE_END)
def test_a_name_from_ahead_is_a_stranger(canary_show, cut_shows, season, home, run, position):
    """Someone not met yet gets the words and the exit code of somebody who does not exist."""
    show = tomllib.loads(canary_show.read_text())
    later = {
        person["name"]
        for chapter in show["chapter"][position + 1 :]
        for person in chapter.get("person", [])
        if "name" in person and spoilers(person["name"], position)
    }
    stand_at(home, position)

    for name in later:
        season.path = canary_show
        ahead = run(f"who {name}", expect=1)
        season.path = cut_shows[position]

        assert ahead == run(f"who {name}", expect=1)
    assert later


KNOWLEDGE = [
    "recap",
    "recap --all",
    "recap --questions",
    "learned",
    "cast",
    "who ch",
    "map",
    "clues",
    "about",
]
KNOWLEDGE += ["who", "map ch0x", "find ch"]


@pytest.mark.parametrize("position", POSITIONS)
@pytest.mark.parametrize("line", KNOWLEDGE)
def test_looking_back_is_being_there(canary_show, season, home, run, line, position):
    """`--as-of N` at the end of the season says what was said at N."""
    season.path = canary_show
    stand_at(home, position)
    then = run(f"{line} --json").out
    stand_at(home, CHAPTERS - 1)

    same = run(f"{line} --json --as-of {position}").out == then
    assert same


@pytest.mark.parametrize("position", POSITIONS)
def test_a_known_holds_no_reference_to_what_lies_ahead(canary_show, season, position):
    """Not even a private attribute can reach a later record."""
    season.path = canary_show
    seen, queue, strings = set(), [airlock.open_at(Position(position), canary_show)], 0

    while queue:
        thing = queue.pop()
        if id(thing) in seen or isinstance(thing, type):
            continue
        seen.add(id(thing))
        if isinstance(thing, str):
            strings += 1
            assert spoilers(thing, position) == set()
        queue.extend(gc.get_referents(thing))

    assert strings > 20


THROUGH = {  # each door of the story, and code that goes through it as far as `position`
    "airlock.open_at": "airlock.open_at(position, show)",
    "airlock.number_of": "airlock.number_of(sys.argv[1], show)",
    "lint.lint": "lint.lint(open(show, encoding='utf-8').read(), position)",
    "library.add": "refusal(lambda: library.add(open(show, 'rb'), '/nowhere', 'Run Away'))",
}
FROM_AHEAD = [*THROUGH.values(), "lint.lint(open(show, encoding='utf-8').read())"]


def test_every_door_is_watched():
    assert THROUGH.keys() == DOORS.keys()


@pytest.mark.parametrize("position", [0, 3, CHAPTERS - 2])
@pytest.mark.parametrize("through", FROM_AHEAD)
def test_nothing_in_the_process_holds_what_lies_ahead(canary_show, through, position):
    """Whichever door was opened, the rest of the season is let go of at once."""
    last = tomllib.loads(canary_show.read_text())["chapter"][CHAPTERS - 2]["episode"][-1]["title"]
    code = (
        "import gc, re, sys; gc.disable()  # as runaway does\n"
        "from runaway_cli.errors import RunawayError\n"
        "from runaway_cli.story import airlock, library, lint\n"
        "def refusal(add):\n"
        "    try: add()\n"
        "    except RunawayError as error: return str(error)\n"  # canaries are no addresses
        f"position, show = {position}, {str(canary_show)!r}\n"
        f"found = {through}\n"
        "strings = {s for o in gc.get_objects() for s in gc.get_referents(o) if type(s) is str}\n"
        "ahead = [s for s in strings for n in re.findall(r'ch(\\d+)x', s) if int(n) > position]\n"
        "print(bool(found), len(strings) > 1000, len(ahead))"
    )

    done = subprocess.run(
        [sys.executable, "-c", code, last.upper()], capture_output=True, text=True, check=True
    )

    assert done.stdout == "True True 0\n"


EPISODES = {
    "The Keeper's Book": 2,
    "le livre du gardien": 2,
    "LÓW TIDÉ": 1,
    "Ashes.": 3,
    "Oskar": 4,
    "Asches": None,
    "": None,
    "!": None,
    "The Lamp Room": None,
}


@pytest.mark.parametrize(("title", "number"), EPISODES.items())
def test_a_title_in_any_language_leads_to_its_number(title, number):
    assert airlock.number_of(title, str(LAMP_ROOM)) == number


def test_a_title_that_two_episodes_share_leads_nowhere(tmp_path):
    show = tomllib.loads(LAMP_ROOM.read_text())
    show["chapter"][3]["episode"].append({"id": "4", "title": "Low tide"})

    path = write_show(show, tmp_path / "show.toml")

    assert airlock.number_of("Low Tide", str(path)) is None


TABS = ["", "w", "who ", "who c", "who ch0 ", "who --as-of 0 ", "who --as-of 8 ", "recap "]
TABS += ["watched ", "unwatch ", "cast --as-of ", "cast --as-of=", "cast --", "plan --by ", "x "]


@pytest.fixture
def complete(run, season):
    """Return a function that presses Tab at the end of each of `TABS`, and returns the offers."""

    def inner(show):
        season.path = show
        typed = {line: shlex.join(["_complete", "--", *line.split(" ")]) for line in TABS}
        offers = {line: run(words, expect=None) for line, words in typed.items()}
        assert {offer.err for offer in offers.values()} == {""}
        return {line: offer.out for line, offer in offers.items()}

    return inner


@pytest.mark.parametrize("position", POSITIONS)
def test_completion_offers_only_what_is_known(canary_show, cut_shows, home, complete, position):
    """And the same to the letter when the later chapters do not exist."""
    stand_at(home, position)

    offers = complete(canary_show)

    assert spoilers("".join(offers.values()), position) == set()
    for cut in cut_shows[position : position + 1]:
        assert complete(cut) == offers
    assert "ch0x" in offers["who "]
    assert "ch0x" in offers["who c"]
    assert offers["watched "].split() == [str(n) for n in range(position + 1, CHAPTERS)]
    assert offers["cast --as-of "].split() == [str(n) for n in range(1, position + 1)]


CRASHES = {
    "in the fold": "from runaway_cli.story import airlock; airlock.fold = boom",
    "in a view": "from runaway_cli.views import people; people.cast = boom",
    "on the way out": "import json; json.dumps = boom",
}


@pytest.mark.parametrize("crash", CRASHES.values(), ids=CRASHES.keys())
def test_a_crash_does_not_print_the_dataset(canary_show, home, crash):
    """Tracebacks show code, not the locals that hold a season; not even those of Typer."""
    code = (
        "def boom(*_, **__): raise RuntimeError('boom')\n"
        f"{crash}\n"
        "from runaway_cli.cli.main import main\n"
        "main(['cast', '--json', '--as-of=0'], season=season)"
    )

    done = in_a_process(code, canary_show)

    assert "RuntimeError: boom" in done.stderr
    assert spoilers(done.stdout + done.stderr, 0) == set()


HEAD = 'format = 1\ntitle = "secret"\n[[chapter]]\n'
BROKEN = {
    "a misplaced chapter": f'{HEAD}after = 3\nclue = [{{id = "secret"}}]',
    "a lost key": f'{HEAD}after = 0\nclue = [{{id = "secret"}}]',
    "a stranger in a tie": f"{HEAD}after = 0\n"
    'tie = [{id = "secret", from = "secret", to = "secret", is = "secret"}]',
    "a clue planted ahead": f"{HEAD}after = 0\n"
    'clue = [{text = "secret", planted = 5, answer = "secret"}]',
    "a chapter set in": f'{HEAD}after = 0\n  [[chapter]]\nafter = 1\nclue = [{{text = "secret"}}]',
    "a chapter in quotes": f'{HEAD}after = 0\n[["chapter"]]\nafter = 1\n',
    "no list": f'{HEAD}after = 0\nperson = "secret"',
    "no TOML": "secret",
    "a later format": 'format = 2\ntitle = "secret"\n[[chapter]]\nafter = 0\n',
    "no chapters": 'format = 1\ntitle = "secret"\n',
}


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_show_stops_the_program_and_says_where_not_what(season, tmp_path, text):
    path = tmp_path / "show.toml"
    path.write_text(text)
    season.path = path

    with pytest.raises(SeasonBrokenError) as refusal:
        airlock.open_at(Position(0), path)

    assert "secret" not in str(refusal.value)


def test_two_who_turn_out_to_be_one_become_one():
    """The later name stands where the first of them appeared, with all that was known of both."""
    before, after = (airlock.open_at(Position(n), LAMP_ROOM) for n in (3, 4))

    assert [p.name for p in before.people] == [
        "Nell Harker",
        "Tom Harker",
        "The Visitor",
        "The Lifeboat",
    ]
    assert [p.name for p in after.people] == [
        "Nell Harker",
        "Tom Harker",
        "Oskar Lind",
        "The Lifeboat",
    ]
    oskar = after.people[2]
    assert (oskar.aliases, oskar.first_seen, oskar.last_seen) == (
        ("The Visitor", "The Guest"),
        1,
        4,
    )
    assert [fact.episode for fact in oskar.facts] == [1, 2, 4, 4]
    assert after.people.index(oskar) == 2
    assert [str(tie) for tie in after.ties if oskar in (tie.source, tie.target)] == [
        "Oskar Lind was the keeper before Tom Harker.",
        "Oskar Lind is feared by The Lifeboat.",
    ]


def test_json_answers_carry_no_ids(canary_show, season, home, run):
    """An id is a name somebody gave with the end in mind."""
    ids = {
        record["id"]
        for chapter in tomllib.loads(canary_show.read_text())["chapter"]
        for kind in ("person", "tie", "fact", "clue", "question")
        for record in chapter.get(kind, [])
        if "id" in record
    }
    season.path = canary_show
    stand_at(home, CHAPTERS - 1)

    for line in KNOWLEDGE:
        said = json.dumps(json.loads(run(f"{line} --json").out))
        assert not [id_ for id_ in ids if f'"{id_}"' in said]


# The widest nets last: they take a minute, and what is caught before is said at once.


@pytest.mark.parametrize("position", BEFORE_THE_END)
def test_nobody_s_page_tells_what_lies_ahead(
    canary_show, cut_shows, season, home, run, screen, position
):
    """The page of each person, in each form, as if the later chapters did not exist."""
    stand_at(home, position)
    season.path = canary_show
    view = json.loads(run("cast --json").out)
    names = [row["name"] for key in ("rows", "poster", "groups") for row in view[key]]

    for name in names:
        said = []
        for path in (canary_show, cut_shows[position]):
            season.path = path
            said.append(outputs(f"who {name}", run, screen))

        assert json.loads(said[0][-1])["kind"] == "person"
        assert spoilers("".join(said[0]), position) == set()
        same = said[0] == said[1]  # a diff of it all takes a minute
        assert same, name
    assert len(names) > 10


def test_help_and_usage_errors_are_the_same_without_a_show(canary_show, season, home, run):
    """Wherever one stands; and help, whatever else was typed."""
    forms = ("--help", "--nonsense", "--nonsense --json")
    typed = [f"{name} {form}".strip() for name in ("", *COMMANDS) for form in forms]
    season.path = canary_show.with_name("nowhere.toml")
    said = {line: run(line, expect=None) for line in typed}
    season.path = canary_show

    for position, line in itertools.product(POSITIONS, typed):
        stand_at(home, position)
        assert run(line, expect=None) == said[line]
    for name, more in SAY_MOST.items():
        for arguments in more:
            assert run(f"{name} {arguments} --help") == said[f"{name} --help"]


@pytest.mark.parametrize("line", list(lines()))
def test_no_command_tells_what_lies_ahead(canary_show, cut_shows, season, home, run, screen, line):
    """Every output is free of later canaries, and the same to the letter when the later chapters
    do not exist: no count, order, width or error depends on them."""
    for position in POSITIONS:
        said = []
        for path in (canary_show, *cut_shows[position : position + 1]):
            season.path = path
            stand_at(home, position)
            said.append(outputs(line, run, screen))

        assert spoilers("".join(said[0]), min(position, position_now(home))) == set(), position
        same = said[0] == said[-1]  # a diff of it all takes a minute
        assert same, position
