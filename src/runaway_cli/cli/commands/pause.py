"""pause."""

from typing import Annotated

from runaway_cli.cli import typed
from runaway_cli.cli.params import Argument, Option
from runaway_cli.diary import pausing
from runaway_cli.diary.events import Change
from runaway_cli.diary.progress import Progress
from runaway_cli.errors import NotBothError, UsageError
from runaway_cli.language import playback
from runaway_cli.language.phrases import quoted, word
from runaway_cli.session import Session
from runaway_cli.views import View
from runaway_cli.views import pause as views

Place = Annotated[
    list[str] | None,
    Argument("[EPISODE] [TIME]", "How far in: 23m, 23:10, or clear (default: say where you are)."),
]
Left = Annotated[
    str | None,
    Option(
        "--left",
        "How much is left of it, such as 12m.",
        "LENGTH",
        example="runaway pause --left 12m",
    ),
]
CLEAR = "clear"
FILLERS = ("at", "in")  # of a sentence: "pause ep3 at 23:10"


def pause(session: Session, place: Place = None, left: Left = None) -> View:
    """Keep your place inside an episode, or say where you are."""
    if not place and left is None:
        here = session.look()
        return views.pause(here.known, here.progress, here.moment)
    episode, words = typed.apart([word for word in place or () if word.casefold() not in FILLERS])
    if words and left is not None:
        raise NotBothError("a time", "--left")
    is_clearing = [word.casefold() for word in words] == [CLEAR]
    poster = session.poster()
    episodes = poster.episodes
    seconds = 0 if is_clearing else _seconds(episode, words, left, len(episodes))

    def stop(progress: Progress, total: int) -> Change | None:
        if is_clearing and pausing.paused(progress) is None:
            return None
        number = typed.number_of(episode, progress, poster)
        return pausing.pause(progress, episodes, number, seconds=seconds, is_left=left is not None)

    if len(session.roots) > 1:
        from runaway_cli.cli import together  # most people are alone

        return together.pause(
            session, stop, poster, " ".join(words) or f"--left {word(left or '')}"
        )
    event, here = session.record(stop, poster)
    return views.pause(here.known, here.progress, here.moment, event)


def _seconds(episode: str | None, words: list[str], left: str | None, total: int) -> int:
    """Return how far in, or how far from the end, somebody is. Raises `UsageError`."""
    if left is not None:
        return playback.seconds(left)
    said = " ".join(words)
    if not said:
        line = f"runaway pause {episode} 23m" if episode else "runaway pause 23m"
        raise UsageError(f"How far into it are you? Try: {line}")
    if episode is None and said.isdecimal() and 1 <= int(said) <= total:
        raise UsageError(
            f"{quoted(said)} could be minutes or an episode. "
            f"Try {said}m, or ep{said} with a time: runaway pause ep{said} 23m"
        )
    return playback.seconds(said)
