"""What happened, where it stopped, and which questions are open."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from runaway_cli.diary.journal import notes_on
from runaway_cli.diary.progress import Progress
from runaway_cli.language import clock, phrases
from runaway_cli.story.model import Beat, Episode, Known
from runaway_cli.views import Verbatim
from runaway_cli.views.journal import on_one_line
from runaway_cli.views.questions import NO_QUESTIONS, QuestionRow, unanswered
from runaway_cli.views.story import NOT_STARTED, SOMEWHERE, UNKNOWN, with_notes

LONG_AWAY = 5  # days; after more of them, the earlier episodes come back in a line each


class EarlierRow(NamedTuple):
    """An earlier episode in one line."""

    number: int
    title: str | None
    line: str


class RecapRow(NamedTuple):
    """One finished episode. `line` sums it up; `recap --short` leaves out beats and cliffhanger.

    `place` is "2x05", None if there's one season. `is_bare` when nothing is written down about it;
    `is_thin` when it's little, False where its beats are left out. `notes` are the viewer's own,
    oldest first.
    """

    number: int
    place: str | None
    title: str | None
    watched_on: str | None
    line: str | None
    beats: tuple[Beat, ...]
    cliffhanger: str | None
    is_thin: bool
    is_bare: bool
    notes: tuple[str, ...] = ()

    @property
    def heading(self) -> str:
        """The episode by number and title."""
        return phrases.episode(self.number, self.title, self.place)

    @property
    def summary(self) -> str | None:
        """Its line, None if the beats begin with the very same words."""
        told = " ".join(beat.text for beat in self.beats)
        return None if self.line and told.startswith(self.line) else self.line


class RecapView(NamedTuple):
    """Finished episodes, oldest first, and the questions still open after the last of them.

    `earlier` is what came before them, for somebody who was away for long. `unplaced` are moments
    that belong to no one episode, `unknown` the questions that nobody has written an answer to:
    both are empty before the end. `open` begins with the new ones.
    """

    as_of: int
    earlier: tuple[EarlierRow, ...]
    rows: tuple[RecapRow, ...]
    unplaced: tuple[Beat, ...]
    open: tuple[QuestionRow, ...]
    unknown: tuple[QuestionRow, ...]

    @property
    def thin(self) -> str | None:
        """What to say if little or nothing is written down about some of the episodes."""
        bare = [row.number for row in self.rows if row.is_bare and not row.notes]
        thin = bare or [row.number for row in self.rows if row.is_thin and not row.notes]
        if not thin:
            return None
        which = f"{phrases.plural(len(thin), 'episode')} {phrases.numbers(thin)}"
        add = f"To keep what you remember: runaway note ep{thin[-1]} TEXT"
        if bare:
            return f"Nothing is written down about {which} yet. {add}"
        how = "CONTRIBUTING.md shows how to add a line"
        return f"Not much is written down about {which} yet; {how}. {add}"

    def lines(self) -> Iterator[str]:
        if not self.rows:
            yield NOT_STARTED
        for earlier in self.earlier:
            yield f"{phrases.episode(earlier.number, earlier.title)}: {earlier.line}"
        for row in self.rows:
            yield f"{row.heading}: {row.summary}" if row.summary else row.heading
            yield from (with_notes(beat.text, is_inferred=beat.is_inferred) for beat in row.beats)
            if row.cliffhanger:
                yield f"Last scene: {row.cliffhanger}"
            yield from (f"You noted: {on_one_line(note)}" for note in row.notes)
        if self.thin:
            yield self.thin
        for beat in self.unplaced:
            yield f"{SOMEWHERE}: {with_notes(beat.text, is_inferred=beat.is_inferred)}"
        for question in self.open:
            yield f"{'New question' if question.is_new else 'Still open'}: {question.text}"
        for question in self.unknown:
            yield f"{question.text} {UNKNOWN}"


def recap(
    known: Known,
    progress: Progress,
    moment: datetime,
    *,
    everything: bool = False,
    short: bool = False,
    catches_up: bool = True,
) -> RecapView:
    """Tell the latest finished episode, or `everything`; with `short`, in a line per episode.

    Everything is the season the viewer is in, where there are several.
    After more than `LONG_AWAY` days it `catches_up` with the episodes before that.
    """
    finished, several = known.episodes[: known.position], known.has_seasons
    told = _season_so_far(finished) if everything else finished[-1:]
    questions = NO_QUESTIONS if short else unanswered(known)
    was_away = catches_up and _days_since(progress, moment) > LONG_AWAY
    return RecapView(
        as_of=known.position,
        earlier=_in_a_line(finished[: -len(told)]) if told and was_away else (),
        rows=tuple(
            _row(episode, progress, moment, short=short, several=several) for episode in told
        ),
        unplaced=() if short else known.unplaced,
        open=questions.open,
        unknown=questions.unknown,
    )


def _season_so_far(finished: tuple[Episode, ...]) -> tuple[Episode, ...]:
    """Return the finished episodes of the season that the last of them belongs to."""
    return tuple(episode for episode in finished if episode.season == finished[-1].season)


def _row(
    episode: Episode, progress: Progress, moment: datetime, *, short: bool, several: bool
) -> RecapRow:
    watched = progress.times.get(episode.number)
    return RecapRow(
        number=episode.number,
        place=episode.place if several else None,
        title=episode.title,
        watched_on=clock.say(watched, moment) if watched else None,
        line=episode.line,
        beats=() if short else episode.beats,
        cliffhanger=None if short else episode.cliffhanger,
        is_thin=episode.is_thin and not short,
        is_bare=not (episode.line or episode.beats or episode.cliffhanger),
        notes=() if short else _notes(progress, episode.number),
    )


def _notes(progress: Progress, number: int) -> tuple[str, ...]:
    return tuple(Verbatim(note.text) for note in notes_on(progress, number))


def _in_a_line(episodes: Iterable[Episode]) -> tuple[EarlierRow, ...]:
    return tuple(EarlierRow(e.number, e.title, e.line) for e in episodes if e.line)


def _days_since(progress: Progress, moment: datetime) -> int:
    """Return how many days ago the viewer last watched, 0 if they haven't yet."""
    evenings = [clock.evening(when) for when in progress.times.values()]
    return (clock.evening(moment) - max(evenings)).days if evenings else 0
