"""Damage never unlocks the story: whatever happens to the files, never is more told than before.

`pytest tests/test_damage.py --long` tries 100,000 large damages and every kind of value with every
command.
"""

from __future__ import annotations

import itertools
import random
import tomllib
from datetime import UTC, date, datetime, timedelta

import pytest

from runaway_cli.cli.registry import COMMANDS
from runaway_cli.diary import codec, store
from runaway_cli.diary.events import KINDS, Change
from runaway_cli.diary.progress import fold

START = datetime(2026, 1, 2, 21, tzinfo=UTC)
TOTAL = 4
COPY = "progress.sync-conflict-20260103-101112-ABCDEFG.toml"


def watch(*numbers):
    return lambda progress: progress.watch(numbers, TOTAL, moment=START)


def step(name, *arguments):
    return lambda progress: getattr(progress, name)(*arguments)


def shared(move):
    """Return a move that several people make in one act."""
    return lambda progress: move(progress)._replace(together="01ke0aerk3spm7nswr9kp7f2xr")


EVENINGS = {  # in each, something is taken back that was marked
    "undo": [watch(3), step("undo")],
    "undo and more": [watch(1), watch(3), step("undo"), watch(2), step("undo"), step("undo")],
    "redo of what takes back": [watch(4), step("unwatch", 2), step("undo"), step("redo")],
    "unwatch": [watch(2), watch(4), step("unwatch", 2), watch(2), step("unwatch")],
    "together": [watch(1), shared(watch(3)), shared(step("undo")), watch(2), step("undo")],
    "rewatch": [watch(4), step("rewatch"), watch(2), step("undo"), watch(1)],
    "rewatches": [watch(4), step("rewatch"), watch(4), step("rewatch"), step("undo"), step("redo")],
    "repair": [watch(4), lambda _: Change("unwatch", (1, 2, 3, 4), repaired=True)],
}


@pytest.fixture(autouse=True)
def no_time_is_lost(monkeypatch):
    """No other program is writing here, so nobody needs to look twice."""
    monkeypatch.setattr(store, "A_MOMENT", 0)


def play(folder, moves):
    """Write an evening into a folder, move by move."""
    for minute, move in enumerate(moves):
        moment = START + timedelta(minutes=minute, microseconds=71203)
        store.append(str(folder), lambda events, move=move: move(fold(events)), moment)


def stands(folder):
    """Return up to which episode the story is told."""
    diary = store.look(str(folder))
    return 0 if diary.is_locked else fold(diary.events).within(TOTAL).position


def parted(home):
    """Make a copy beside the diary of what syncing left: each has some events, and the head."""
    text = (home / "progress.toml").read_text()
    blocks = [block.text for block in codec.blocks(text)]
    (home / "progress.toml").write_text("".join(blocks[:1] + blocks[1::2]))
    (home / COPY).write_text("".join(blocks[:1] + blocks[2::2]))


def large_damages(content, chance):
    """Yield what is left of a file after a cut, or zeros, of any length anywhere."""
    while True:
        start, end = sorted(chance.randint(0, len(content)) for _ in range(2))
        if start < end:
            zeros = b"\0" * (end - start)
            yield content[:start] + chance.choice([b"", zeros, zeros[:9]]) + content[end:]


def is_shorter(damaged, content):
    """Whether it's the same diary at an earlier time, or without whole blocks, and nothing else.

    A cut between two blocks leaves no trace, in any format: that's how a hand removes a block.
    """
    if content.startswith(damaged):
        return True
    try:
        left, events = tomllib.loads(damaged.decode()), tomllib.loads(content.decode())["event"]
    except ValueError:
        return False
    some, rest = left.get("event", []), iter(events)
    is_whole = {"version"} <= left.keys() <= {"version", "event"}
    return is_whole and some != events and all(event in rest for event in some)


@pytest.fixture
def long(request):
    return request.config.getoption("--long")


@pytest.mark.parametrize("moves", EVENINGS.values(), ids=EVENINGS.keys())
@pytest.mark.parametrize("is_parted", [False, True], ids=["one file", "with a copy"])
def test_no_large_damage_unlocks_the_story(home, moves, is_parted, long):
    play(home, moves)
    if is_parted:
        parted(home)
    told, chance = stands(home), random.Random(12)
    files = {path: path.read_bytes() for path in home.glob("progress*.toml")}
    damages = {path: large_damages(content, chance) for path, content in files.items()}
    traceless, tries = 0, 7200 if long else 144

    for path in itertools.islice(itertools.cycle(files), tries):
        path.write_bytes(damaged := next(damages[path]))

        if is_shorter(damaged, files[path]):
            traceless += 1
        else:
            assert stands(home) <= told, damaged
        path.write_bytes(files[path])

    assert traceless < tries / 40


@pytest.mark.parametrize("moves", EVENINGS.values(), ids=EVENINGS.keys())
def test_no_letter_of_an_undo_can_flip_unseen(home, moves, long):
    """Only a digit of the episodes or the run can: it says another thing, and says it well."""
    play(home, moves)
    told, path = stands(home), home / "progress.toml"
    content = path.read_bytes()
    places = [
        place
        for start, text in spans(content)
        for place in range(start, start + len(text))
        if any(f'"{kind}"'.encode() in text for kind in ("undo", "redo", "unwatch", "rewatch"))
        and not is_number(content, place)
    ]
    chance = random.Random(7)

    for place in places if long else chance.sample(places, min(150, len(places))):
        for other in {chance.randrange(256), content[place] ^ (1 << chance.randrange(8))}:
            path.write_bytes(content[:place] + bytes([other]) + content[place + 1 :])
            assert stands(home) <= told, path.read_bytes()


def spans(content):
    """Yield where each block begins, and its bytes."""
    start = 0
    for part in content.split(b"\n[[event]]"):
        yield start, part
        start += len(part) + len(b"\n[[event]]")


def is_number(content, place):
    """Whether a byte is part of the value of `episodes` or `run`."""
    line = content[content.rindex(b"\n", 0, place) + 1 : place]
    return line.startswith((b"episodes = [", b"run = "))


@pytest.mark.parametrize("kind", ["undo", "redo", "unwatch", "rewatch"])
def test_no_letter_of_a_kind_that_unmarks_can_flip_unseen(home, kind):
    """Each letter, into each other: 26 times as many as the letters."""
    next(m for m in EVENINGS.values() if kind in last_kinds(home, m))  # leaves it in the diary
    path = home / "progress.toml"
    text = path.read_text()
    start = text.rindex(f'kind = "{kind}"') + len('kind = "')

    for place, letter in itertools.product(
        range(start, start + len(kind)), "abcdefghijklmnopqrstuvwxyz"
    ):
        if text[place] != letter:
            path.write_text(text[:place] + letter + text[place + 1 :])
            assert store.look(str(home)).is_locked  # so the story stands at nothing


def last_kinds(home, moves):
    """Play an evening anew, and return its kinds."""
    (home / "progress.toml").unlink(missing_ok=True)
    play(home, moves)
    return {event.change.kind for event in store.read(str(home)).events}


SPELLINGS = {
    "literal strings": lambda text: text.replace('"', "'"),
    "a blank at the end": lambda text: text + " ",
    "a tab at the end": lambda text: text + "\t",
    "no newline at the end": lambda text: text.rstrip("\n"),
    "blanks behind each line": lambda text: text.replace("\n", " \n"),
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "comments behind values": lambda text: text.replace('"\n', '" # mine\n'),
    "a comment of one's own": lambda text: text + "# mine\n",
    "no spacing": lambda text: text.replace(" = ", "="),
    "wide spacing": lambda text: text.replace(" = ", "   =\t"),
    "headers set in": lambda text: text.replace("[[event]]", "  [[ event ]]"),
    "quoted headers": lambda text: text.replace("[[event]]", '[["event"]]'),
    "quoted keys": lambda text: text.replace("kind =", '"kind" =').replace("id =", "'id' ="),
    "upper-case T and Z": lambda text: text.replace("+00:00", "Z").replace("02 2", "02T2"),
    "words behind headers": lambda text: "\n".join(
        "[[event]] # with Anna" if line.startswith("[[event]]") else line
        for line in text.split("\n")
    ),
    "nothing behind headers": lambda text: "\n".join(
        "[[event]]" if line.startswith("[[event]]") else line for line in text.split("\n")
    ),
    "keys in another order": lambda text: "\n[[event]]".join(
        "\n".join([*(lines := part.split("\n"))[:1], *sorted(lines[1:], reverse=True)])
        if number
        else part
        for number, part in enumerate(text.split("\n[[event]]"))
    ),
    "lists over several lines": lambda text: text.replace("[1, 2", "[\n  1,\n  2"),
    "UTF-8 with a mark": lambda text: "\ufeff" + text,
    "UTF-16": lambda text: ("\ufeff" + text).encode("utf-16-le"),
    "UTF-16, the other way round": lambda text: ("\ufeff" + text).encode("utf-16-be"),
}


@pytest.mark.parametrize("moves", EVENINGS.values(), ids=EVENINGS.keys())
def test_what_parses_is_never_taken_for_truncated(home, moves):
    """However TOML lets a diary be spelt, nothing in it is lost to a reader or to the next mark."""
    play(home, moves)
    before, told, path = store.read(str(home)).events, stands(home), home / "progress.toml"
    whole = path.read_text()

    for spelling, respelt in SPELLINGS.items():
        text = respelt(whole)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        found = store.read(str(home))
        assert (found.troubles, found.events) == ((), before), spelling
        play(home, [lambda _: Change("rated")])
        found = store.read(str(home))
        assert (found.troubles, found.events[:-1]) == ((), before), spelling
        assert stands(home) == told


@pytest.mark.parametrize("moves", EVENINGS.values(), ids=EVENINGS.keys())
def test_a_program_that_writes_toml_anew_loses_nothing(home, moves):
    import tomlkit

    play(home, moves)
    before, path = store.read(str(home)).events, home / "progress.toml"
    document = tomlkit.parse(path.read_text())
    for turn in (tomlkit.dumps(document), tomlkit.dumps(document.unwrap())):
        path.write_text(turn)

        assert store.look(str(home)).troubles == ()
        assert store.read(str(home)).events == before


AT = "at = 2026-01-02 21:00:00+00:00"
TO_COME = {  # kinds that came later, with a key that is still to come
    "retime": 'numbers = [1]\nin_run = 1\ntimes = [""]',
    "pause": "number = 1\nin_run = 1\nseconds = 1380",
    "note": 'stood = 1\ntext = "Who lit it?"',
    "rate": "stood = 1\nnumber = 1\nscore = 8",
    "theory": 'stood = 1\ntext = "The keeper."\nsure = 70',
    "judge": 'stood = 1\ntheory = "01"\nverdict = "right"',
}


@pytest.mark.parametrize("kind", TO_COME)
def test_a_kind_to_come_changes_nothing_and_can_be_undone(home, kind):
    play(home, [watch(2)])
    path, before = home / "progress.toml", fold(store.read(str(home)).events)
    block = f'\n[[event]]\nkind = "{kind}"\n{AT}\n{TO_COME[kind]}\ntogether = "x"\nid = "1"\n'
    path.write_text(path.read_text() + block)

    after = fold(store.read(str(home)).events)

    assert store.look(str(home)).troubles == ()
    assert (after.viewings, after.run) == (before.viewings, before.run)
    play(home, [step("undo")])
    assert fold(store.read(str(home)).events).done == before.done
    assert block in path.read_text()


@pytest.mark.parametrize("key", ["event", "episodes", "run"])
def test_a_kind_nobody_knows_has_no_key_of_the_first_five(home, key):
    play(home, [watch(2)])
    path = home / "progress.toml"
    block = f'\n[[event]]\nkind = "serenade"\n{AT}\n{key} = 1\nid = "1"\n'
    path.write_text(path.read_text() + block)

    assert store.look(str(home)).troubles[0].reason == f'invalid "{key}"'
    assert stands(home) == 0


def test_a_dated_mark_beats_an_undated_one_whichever_came_first(home):
    day, undated = date(2025, 12, 24), Change("watched", (1, 2), times=(None, None))
    dated = Change("watched", (2,), finished=day)
    for moves in ([undated, dated], [dated, undated]):
        (home / "progress.toml").unlink(missing_ok=True)
        play(home, [lambda _, change=change: change for change in moves])

        viewings = {v.episode: v for v in fold(store.read(str(home)).events).viewings}

        assert (viewings[2].when, viewings[2].is_dated) == (day, True)
        assert not viewings[1].is_dated


def test_times_run_parallel_to_episodes(home):
    times = (date(2025, 12, 24), START, None)
    play(home, [lambda _: Change("watched", (1, 2, 4), times=times)])

    assert store.read(str(home)).events[0].change.times == times
    path = home / "progress.toml"
    for other in ("[1, 2]", "[1, 4, 2]", "[1, 2, 2]"):
        path.write_text(path.read_text().replace("[1, 2, 4]", other))
        assert store.look(str(home)).is_locked
        path.write_text(path.read_text().replace(other, "[1, 2, 4]"))


VALUES = ["true", "0", "-1", "7", "99999999999999999999", "1.5", "nan", "-inf", '""', '"x"',
          '"""\n"""', '"\\u0007\\u202e"', "2026-01-02", "21:00:00", "2026-01-02 21:00:00",
          "1899-12-31T23:59:00Z", "8999-12-31T23:59:59-23:59", "[]", "[[]]", "[1, 2]", '["a", 1]',
          "{}", "{ a = 1 }", "[{ kind = 1 }]", '"' + "long" * 60 + '"']  # fmt: skip
KEYS = ["kind", "on", "at", "id", "episodes", "run", "finished", "times", "event", "repaired"]
SOUND = {"kind": '"watched"', "at": AT[5:], "id": '"1"', "episodes": "[1]", "event": '"01"'}
LINES = [
    name + {"who": " nell", "watched": " 4", "doctor": " --repair"}.get(name, "")
    for name in COMMANDS
]


@pytest.mark.parametrize("kind", [*KINDS, "serenade"])
def test_no_value_of_any_type_makes_a_command_fall_over(home, run, long, kind):
    home.mkdir()
    path, lines = home / "progress.toml", itertools.cycle(LINES)
    keys = [field.key for field in KINDS[kind].fields] if kind in KINDS else []
    for key, value in itertools.product(KEYS, VALUES):
        told = {k: v for k, v in SOUND.items() if k in ("kind", "at", "id", *keys)}
        told |= {"kind": f'"{kind}"', key: value}
        block = "".join(f"{k} = {v}\n" for k, v in told.items())
        text = f'version = 1\n[[event]]\nkind = "rewatch"\n{AT}\nid = "01"\n[[event]]\n{block}'
        for line in LINES if long else [next(lines)]:
            path.write_text(text)
            done = run(line, expect=None)
            assert done.code in (0, 1, 2), (line, text)
            assert done.out or done.err, (line, text)
