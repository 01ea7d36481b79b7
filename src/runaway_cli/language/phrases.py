"""Numbers, episodes, lengths and quotations, as people say them."""

import re
from collections.abc import Callable, Iterable, Sequence

GLUE = "\ue000"  # a blank where no line breaks, and no command begins; nobody writes it
_NUMBERS = (
    *("no", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_UNSAFE = (  # controls, line separators, bidi and other invisible marks, lone surrogates
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\ud800-\udfff\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_COMMAND = (  # "To see why: runaway doctor --repair", or one in mid-sentence
    r"(?<=: )runaway .*$|"
    r"\brunaway [a-z]+(?: (?:--?[a-z-]+(?: (?:\"[^\"]*\"|[\w.'-]+))?|\d[\w:.-]*))*"
)
_NAMED = (  # as our sentences name one
    r"(?:^|(?<=[:?] )|(?<=  )|(?<=\bor ))runaway(?: [a-z]+\b|(?= -)|(?=\W*$))"
)
_LONGEST_QUOTE = 60  # characters


def listed(items: Sequence[object]) -> str:
    """Return "1", "1 and 2" or "1, 2 and 3"."""
    *most, last = map(str, items)
    return f"{', '.join(most)} and {last}" if most else last


def numbers(episodes: Sequence[int]) -> str:
    """Return ascending episode numbers as a list; four or more in a row as "1 to 4"."""
    if len(episodes) > 3 and episodes[-1] - episodes[0] == len(episodes) - 1:
        return f"{episodes[0]} to {episodes[-1]}"
    return listed(episodes)


def called(number: int, place: str | None) -> str:
    """Return "14 (2x05)": an episode's number, and its place where there are several seasons."""
    return f"{number} ({place})" if place else f"{number}"


def episode(number: int, title: str | None, place: str | None = None) -> str:
    """Return "Episode 2 · The Keeper's Book", or just the number if there's no title."""
    return " · ".join(filter(None, (f"Episode {called(number, place)}", title)))


def sentence(text: str) -> str:
    """Return `text` as a sentence: with a capital letter, and a full stop if it has none."""
    return f"{text[:1].upper()}{text[1:].removesuffix('.')}."


def counted(number: int, noun: str) -> str:
    """Return "1 event", "12 events" or "1,000 events"."""
    return f"{number:,} {plural(number, noun)}"


def seen_all(number: int, title: str) -> str:
    """Return "You've seen all 8 episodes of Run Away"."""
    episodes = "the only episode" if number == 1 else f"all {counted(number, 'episode')}"
    return f"You've seen {episodes} of {title}"


def plural(number: int, noun: str) -> str:
    """Return "event" for one, and "events" for any other number."""
    return noun if number == 1 else f"{noun}s"


def count(number: int) -> str:
    """Return a small number as a word: "no", "one", up to "twelve"."""
    return _NUMBERS[number] if number < len(_NUMBERS) else f"{number:,}"


def ordinal(number: int) -> str:
    """Return "first", "second", up to "ninth", then "10th", "11th", "21st"."""
    if number <= len(_ORDINALS):
        return _ORDINALS[number - 1]
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def position(seconds: int) -> str:
    """Return a place in an episode as a player shows it: "23:10", "1:02:03"."""
    minutes, seconds = divmod(seconds, 60)
    if minutes < 60:
        return f"{minutes}:{seconds:02}"
    return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"


def duration(minutes: int, *, about: bool = False) -> str:
    """Return "45 min", "4 h" or "about 4 h 30 min"."""
    hours, rest = divmod(minutes, 60)
    length = f"{rest} min"
    if hours:
        length = f"{hours} h {length}" if rest else f"{hours} h"
    return f"about {length}" if about else length


def reason(error: OSError) -> str:
    """Return the system's reason as part of a sentence: "no space left on device"."""
    text = error.strerror or type(error).__name__
    return text[0].lower() + text[1:]


def visible(text: str) -> str:
    r"""Return `text` with anything escaped that could restyle or rewrite a terminal.

    An escape character becomes "\x1b". Line breaks stay.
    """
    if text.isprintable():  # nearly always; compiling the pattern takes 0.4 ms
        return text
    return re.sub(_UNSAFE, lambda match: match[0].encode("unicode_escape").decode(), text)


def escaped(json: str) -> str:
    """Return JSON in which anything that could restyle a terminal is escaped as JSON does it."""
    return json if visible(json) == json else re.sub(_UNSAFE, _in_json, json)


def _in_json(unsafe: re.Match[str]) -> str:
    units = unsafe[0].encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[place : place + 4]}" for place in range(0, len(units), 4))


def completed(text: str, missing: Callable[[Sequence[str]], str]) -> list[tuple[int, str]]:
    """Return what has to be inserted into a text, and where, so that its commands are complete.

    `missing` says which options a command, given as its words, lacks; they stand behind its name.
    The last insertion comes first, so that each may be made without moving the others.
    """
    if "runaway" not in text:
        return []
    insertions = []
    for name in re.finditer(_NAMED, text, flags=re.MULTILINE):
        rest, _, _ = text[name.end() :].partition("runaway")
        if options := missing([*name[0].split(), *rest.split()]):
            insertions.append((name.end(), f" {options}"))
    return insertions[::-1]


def inserted(text: str, insertions: Iterable[tuple[int, str]]) -> str:
    """Return `text` with what `completed` says."""
    for place, options in insertions:
        text = text[:place] + options + text[place:]
    return text


def unbroken(text: str, most: int) -> str:
    """Return `text` with `GLUE` for the spaces within a command that it names.

    Then no line breaks there; who wraps the text puts the spaces back. A command of more than
    `most` characters may break.
    """
    if "runaway " not in text:
        return text

    def glued(found: re.Match[str]) -> str:
        return found[0].replace(" ", GLUE) if len(found[0]) <= most else found[0]

    return re.sub(_COMMAND, glued, text, flags=re.MULTILINE)


def short(text: str) -> str:
    """Return `text`, or the first 60 characters of it and an ellipsis."""
    return text if len(text) <= _LONGEST_QUOTE else text[:_LONGEST_QUOTE] + "…"


def word(text: str) -> str:
    """Return a text as one word of a command line, in the quotes that read best."""
    if re.fullmatch(r"[\w@%+=:,./-]+", text):
        return text
    if not set('"$`\\!') & set(text):
        return f'"{text}"'
    import shlex  # 1 ms

    return shlex.quote(text)


def line_of(words: Iterable[str]) -> str:
    """Return words as they'd be typed."""
    return " ".join(map(word, words))


def quoted(text: str) -> str:
    """Return what somebody typed, in double quotes and on one line."""
    return '"' + short(text).replace("\n", "\\n") + '"'
