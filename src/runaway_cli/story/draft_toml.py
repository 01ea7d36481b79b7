"""Writes a draft as a show file.

Lengths, dates and the numbers of episodes and seasons are public, as in the bundled season; all the
rest is gated as `toml_of` says.
"""

import datetime as dt
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import tomli_w

from runaway_cli.language.phrases import listed
from runaway_cli.story.draft import Draft, Entry
from runaway_cli.story.plaintext import LONGEST, opening, shortened, texts

LICENCE = "https://creativecommons.org/licenses/by-sa/4.0/"
_BILLS = ("Starring", "Also starring", "And")
_AFTERWARDS = 60  # records of parts, and of specials, after the last episode
_CURTAIN = "\n" + "#\n" * 64

Record = Mapping[str, Any]
_FROM_TVMAZE: Record = {"by": ["TVmaze"], "sure": "explicit"}

_HEAD = """\
A draft of a show file, told in chapters. Chapter n holds what a viewer learns by finishing episode
n, chapter 0 what anybody may know before the first. What's safe on reaching an episode, such as its
title, stands in the chapter before. Between two chapters hangs a curtain of bare lines: stop at
your own, nothing behind it is needed. The keys: docs/show-format.md."""
_HOW = """\
To make it better, go to the chapter of the episode you've just finished, and stop there. Write down
what it told you, one record to a line, each list once in a chapter. From another show:"""
_EXAMPLE = """\
#   person = [
#     { id = "nell", name = "Nell Harker", role = "the new keeper", seen = "in the lamp room", by = ["seen"], sure = "explicit" },
#   ]
#   tie = [
#     { id = "tom-nell", from = "tom", to = "nell", is = "is the father of", by = ["seen"], sure = "explicit" },
#   ]
#   fact = [
#     { text = "The lamp was unlit on the first night.", about = ["nell"], by = ["seen"], sure = "explicit" },
#   ]
#   question = [
#     { id = "who-lit", text = "Who lit the lamp?", by = ["seen"], sure = "explicit" },
#   ]
"""  # noqa: E501 - a record is a line
_MORE = """\
by = ["seen"] says that you saw it yourself. A record with an id that's known already changes or
answers it: { id = "who-lit", answer = "Tom did.", by = ["seen"], sure = "explicit" }. A length
is put right where it stands, in chapter 0. In doubt, use the later chapter."""


def toml_of(draft: Draft) -> str:
    """Return a show file in chapters, with a curtain between any two.

    Chapter 0 has the bill, the numbers and the first title. A title stands in the chapter before
    its episode, a summary in the episode's own. Parts, specials and the address of a page that
    tells the whole show stand in the last.
    """
    first = _chapter(0, about=_poster(draft), episode=_numbers(draft.episodes))
    last = {"about": [*_parts(draft), *_specials(draft)], "source": _source(draft)}
    chapters = [f"# ---- before the first episode\n{first}"]
    for n, (heading, told) in enumerate(
        zip(_headings(draft.episodes), _told(draft.episodes), strict=True), 1
    ):
        more = last if n == len(draft.episodes) else {}
        chapter = _chapter(n, episode=_lines(n, draft, told), beat=map(_beat, told[1:]), **more)
        chapters.append(f"# ---- {heading}\n{chapter}")
    head = f"format = 1\ntitle = {_toml(draft.title)}\n\n"
    return _comment(draft) + head + _CURTAIN.join(chapters)


def _headings(episodes: Sequence[Entry]) -> Iterator[str]:
    """Yield a name for each episode, with its season where there are several."""
    has_several = len({episode.season for episode in episodes}) > 1
    for n, (season, number) in enumerate(((e.season, e.in_season) for e in episodes), 1):
        yield f"episode {n}: season {season}, episode {number}" if has_several else f"episode {n}"


def _told(episodes: Iterable[Entry]) -> list[list[str]]:
    """Return the texts that finishing each episode tells.

    A text that several episodes share is about all of them, so it's told once, after the last.
    """
    said = [list(dict.fromkeys(texts(episode.summary))) for episode in episodes]
    last = {text: n for n, episode in enumerate(said) for text in episode}
    return [[text for text in episode if last[text] == n] for n, episode in enumerate(said)]


def _poster(draft: Draft) -> list[Record]:
    if not draft.from_tvmaze:
        return []
    bills = zip(_BILLS, _packed(draft.actors), strict=False)
    rows = [
        *(("people", label, actors) for label, actors in bills),
        ("story", "Language", draft.language),
        ("numbers", "Released", _released(draft)),
    ]
    licence = _about("data", "links", "Data", "TVmaze (tvmaze.com), licensed CC BY-SA 4.0")
    known = [_about(label.lower(), part, label, text) for part, label, text in rows if text]
    return [*known, {**licence, "url": LICENCE}]


def _released(draft: Draft) -> str:
    day = _day(draft.premiered) if draft.premiered else ""
    where = f"on {draft.network}" if draft.network else ""
    return shortened(", ".join(filter(None, [day, where])))


def _numbers(episodes: Iterable[Entry]) -> Iterator[Record]:
    for n, episode in enumerate(episodes, 1):
        record = {
            "id": str(n),
            "season": episode.season,
            "in_season": episode.in_season,
            "minutes": episode.minutes,
            "approximate": episode.approximate or None,
            "aired": episode.aired,
            "unaired": episode.unaired or None,
            "title": episode.title if n == 1 else None,
        }
        yield {key: value for key, value in record.items() if value is not None}


def _lines(n: int, draft: Draft, told: list[str]) -> Iterator[Record]:
    """Yield what finishing episode n tells of it, and of the next one."""
    if told:
        yield {"id": str(n), "line": opening(told[0])}
    if n < len(draft.episodes) and (title := draft.episodes[n].title):
        yield {"id": str(n + 1), "title": title}


def _beat(text: str) -> Record:
    return {"text": text, **_FROM_TVMAZE}


def _parts(draft: Draft) -> Iterator[Record]:
    for n, part in enumerate(draft.parts[:_AFTERWARDS], 1):
        yield _about(f"part {n}", "people", part.character, shortened(listed(part.actors)))


def _specials(draft: Draft) -> Iterator[Record]:
    for n, special in enumerate(draft.specials[:_AFTERWARDS], 1):
        known = [
            f"season {special.season}" if special.season is not None else "",
            _day(special.aired) if special.aired else "",
            f"{special.minutes} min" if special.minutes else "",
        ]
        details = ", ".join(filter(None, known))
        text = shortened(special.title, LONGEST - 60)
        text += f" ({details})" if details else ""
        yield _about(f"special {n}", "story", f"Special {n}", text)


def _source(draft: Draft) -> list[Record]:
    if not draft.from_tvmaze:
        return []
    return [{"id": "TVmaze", "name": "TVmaze"} | ({"url": draft.page} if draft.page else {})]


def _about(id_: str, part: str, label: str, text: str) -> Record:
    return {"id": id_.replace(" ", "-"), "part": part, "label": label, "text": text, **_FROM_TVMAZE}


def _packed(names: Iterable[str]) -> Iterator[str]:
    """Yield names separated by commas, as many to a text as fit."""
    text = ""
    for new in names:
        if text and len(text) + len(", ") + len(new) > LONGEST:
            yield text
            text = ""
        text = f"{text}, {new}" if text else new
    if text:
        yield text


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%B} {day.year}"


def _chapter(after: int, **lists: Iterable[Record]) -> str:
    """Return a chapter of lists of records, a record to a line; an empty list is left out."""
    rows = [f"[[chapter]]\nafter = {after}\n"]
    for kind, records in lists.items():
        if lines := "".join(f"  {_inline(record)},\n" for record in records):
            rows.append(f"{kind} = [\n{lines}]\n")
    return "".join(rows)


def _inline(record: Record) -> str:
    return "{ " + ", ".join(f"{key} = {_toml(value)}" for key, value in record.items()) + " }"


def _toml(value: Any) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return tomli_w.dumps({"x": value}).removeprefix("x = ").removesuffix("\n")


def _comment(draft: Draft) -> str:
    """Return the head of the file: how it's read, whose data it is, how it's made better."""
    paragraphs = [_HEAD]
    if draft.from_tvmaze:
        paragraphs.append(_attribution(draft.page))
    paragraphs += [_HOW, _EXAMPLE, _MORE, *draft.notes]
    return "#\n".join(map(_commented, paragraphs)) + "\n"


def _attribution(page: str | None) -> str:
    where = f"{page} (that page tells the whole show)" if page else "https://www.tvmaze.com"
    return (
        f"Data: TVmaze, {where}, licensed CC BY-SA 4.0, {LICENCE}. "
        "If you pass this file on, name them and keep the licence."
    )


def _commented(text: str) -> str:
    if text.startswith("#"):
        return text
    return textwrap.indent(textwrap.fill(text, 98, break_long_words=False), "# ") + "\n"
