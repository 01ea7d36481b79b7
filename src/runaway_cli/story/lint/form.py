"""What a record may hold: a table of lists and keys, and the checks that follow from it."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, NamedTuple

from runaway_cli.story.lint.show import Finding, Show, records
from runaway_cli.story.model import PARTS
from runaway_cli.story.plaintext import LONGEST
from runaway_cli.story.records import FORMAT
from runaway_cli.story.records import LONGEST as HIGHEST
from runaway_cli.story.records import TYPES as HELD

SURE = ("explicit", "bound", "inferred", "premise", "unplaced")
TEXTS = list[str]
BY_LANGUAGE = dict[str, str]
RECORDS = list[dict[str, Any]]
COUNT = "count"  # an int, however large: of the whole show, say


Kind = object  # a type such as str, or one of the four above
KINDS: dict[type, Kind] = {  # by the first type a value may have
    **{kind: kind for kind in (str, int, bool, date)},
    list: TEXTS,
    dict: BY_LANGUAGE,
}


class Form(NamedTuple):
    """The keys of a list's records, with spaces between.

    What they hold is in `story.records`. `first` are those a record needs when its id is new;
    `tells` if it says something about the story, and so needs sources and certainty.
    """

    keys: str
    first: tuple[str, ...] = ()
    tells: bool = True


EVIDENCE = ("by", "sure")
FORMS = {
    "episode": Form(
        "id minutes approximate director title titles teaser line thin "
        "season in_season aired unaired",
        ("id", "minutes"),
        tells=False,
    ),
    "beat": Form("text cliffhanger", ("text",)),
    "person": Form(
        "id name actor role news seen earlier aliases words group organisation same_as",
        ("id", "name"),
    ),
    "tie": Form("id from to is to_is from_is", ("from", "to", "is")),
    "fact": Form("id text about terms", ("text", "about")),
    "clue": Form("id text planted answer", ("text",)),
    "question": Form("id text answer unknown", ("text",)),
    "about": Form("id part label text url", ("label", "text")),
    "closing": Form("text", ("text",), tells=False),
    "source": Form("id name url same", ("id", "name"), tells=False),
}


def head(show: Show) -> Iterator[Finding]:
    """Before the first chapter stand the format and the show's title."""
    known: dict[str, Kind] = {"format": int, "title": str, "titles": BY_LANGUAGE, "minutes": COUNT}
    for key, value in show.head.items():
        if key not in known:
            yield Finding(0, 1, "before the first chapter there's no such key", key)
        elif not _is(known[key], value):
            yield Finding(0, 1, f"{key} needs {_NEEDS[known[key]]}")
    for key in ("format", "title"):
        if key not in show.head:
            yield Finding(0, 1, f"{key} is missing before the first chapter")
    if isinstance(told := show.head.get("format"), int) and told != FORMAT:
        yield Finding(0, 1, f"format has to be {FORMAT}")
    if show.last < 0:
        yield Finding(0, 1, "there's no chapter in it")


def lists(show: Show) -> Iterator[Finding]:
    """A chapter has a number and lists that the format knows."""
    for chapter in show.chapters:
        if chapter.values.get("after") != chapter.number:
            what = f"this is chapter {chapter.number}, so it needs: after = {chapter.number}"
            yield Finding(chapter.number, chapter.line, what)
        for name, value in chapter.values.items():
            if name not in FORMS and name not in ("after", "terms"):
                yield Finding(chapter.number, chapter.line, "there's no such list", name)
            elif name in FORMS and not _is(RECORDS, value):
                yield Finding(chapter.number, chapter.line, "this needs a list of records", name)
            elif name == "terms" and not _is(TEXTS, value):
                yield Finding(chapter.number, chapter.line, "this needs a list of texts", name)


def keys(show: Show) -> Iterator[Finding]:
    """A record has keys that the format knows, with values of the right type."""
    for record in show.records(*FORMS):
        form = FORMS[record.kind]
        known = (*form.keys.split(), *(EVIDENCE if form.tells else ()))
        for key, value in record.values.items():
            kind = KINDS[HELD.get(key, (str,))[0]]
            if key not in known:
                yield record.finding(f"{record.kind} has no such key", key)
            elif not _is(kind, value):
                yield record.finding(f"{key} needs {_NEEDS[kind]}")


def complete(show: Show) -> Iterator[Finding]:
    """A record with a new id says all it needs to, and an id is used once in a chapter."""
    told: set[tuple[str, str]] = set()
    for chapter in show.chapters:
        here: set[tuple[str, str]] = set()
        for record in records(chapter, *FORMS):
            name = (record.kind, record.values.get("id", ""))
            missing = [key for key in FORMS[record.kind].first if key not in record.values]
            if missing and (not name[1] or name not in told | here):
                what = f"a new {record.kind} needs {' and '.join(missing)}"
                hint = "; or is the id mistyped?" if name[1] else ""
                yield record.finding(what + hint)
            if name in here and name[1]:
                yield record.finding(f"this chapter has this {record.kind} twice")
            here.add(name)
        told |= here


def sure(show: Show) -> Iterator[Finding]:
    """Every statement says where it's from and how certain it is."""
    for record in show.records(*FORMS):
        if not FORMS[record.kind].tells:
            continue
        if not record.values.get("by"):
            yield record.finding("its source is missing (by)")
        if record.values.get("sure") not in SURE:
            yield record.finding(f"sure needs one of {', '.join(SURE)}")


def values(show: Show) -> Iterator[Finding]:
    """Texts fit a screen, and addresses can be opened."""
    for record in show.records(*FORMS):
        for text in _texts(record.values):
            if len(text) > LONGEST:
                what = f"a text may have {LONGEST} characters, and this one has {len(text)}"
                yield record.finding(what, text)
        if not record.values.get("url", "https://").startswith(("https://", "http://")):
            yield record.finding("url needs an address that starts with https://")
        for key in ("by", "terms"):
            if any("]" in name for name in record.values.get(key, [])):
                yield record.finding(f"{key} may hold no ]")
        if record.values.get("part", PARTS[0]) not in PARTS:
            yield record.finding(f"part needs one of {', '.join(PARTS)}")


def _texts(values: Any) -> Iterator[str]:
    if isinstance(values, str):
        yield values
    elif isinstance(values, dict | list):
        inner = (v for k, v in values.items() if k != "url") if isinstance(values, dict) else values
        for value in inner:
            yield from _texts(value)


_NEEDS: dict[Kind, str] = {
    str: "a text in quotes",
    int: f"a number up to {HIGHEST:,}",
    COUNT: "a number",
    bool: "true or false",
    date: "a day, as in 2026-01-01",
    TEXTS: "a list of texts",
    BY_LANGUAGE: "a text for each language",
}


def _is(kind: Kind, value: object) -> bool:
    """Whether `value` is of a kind of the table."""
    if kind is int:
        return type(value) is int and 0 <= value <= HIGHEST
    if kind == COUNT:
        return type(value) is int and value >= 0
    if kind == TEXTS:
        return isinstance(value, list) and all(isinstance(item, str) for item in value)
    if kind == RECORDS:
        return isinstance(value, list) and all(isinstance(item, dict) for item in value)
    if kind == BY_LANGUAGE:
        return isinstance(value, dict) and all(isinstance(item, str) for item in value.values())
    return type(value) is kind


Checks = tuple[Callable[[Show], Iterator[Finding]], ...]
TYPES: Checks = (head, lists, keys)  # the others rest on these
FORM: Checks = (complete, sure, values)
