"""The season: lengths, marks, and titles once they're safe."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

from runaway_cli.diary.progress import Progress
from runaway_cli.language import clock, phrases
from runaway_cli.story.model import Known
from runaway_cli.views.seasons import out_on


class EpisodeRow(NamedTuple):
    """One episode in the list.

    `watched_at` is ISO 8601, `watched_on` the same in words; both are None if nobody said when.
    `rating` is the viewer's own, 1 to 10. `season` and `place`, as in
    "2x05", are None if there's one.
    `waits` says when it's out, None if it is.
    """

    number: int
    title: str | None
    titles: tuple[tuple[str, str], ...]
    minutes: int
    approximate: bool
    director: str | None
    is_next: bool
    is_watched: bool
    watched_at: str | None
    watched_on: str | None
    rating: int | None
    season: int | None
    place: str | None
    waits: str | None

    @property
    def length(self) -> str:
        """How long it runs."""
        return phrases.duration(self.minutes, about=self.approximate)

    @property
    def mark(self) -> str:
        """Whether it is watched, in words, and how the viewer rated it; or when it's out."""
        if not self.is_watched:
            return "next" if self.is_next else self.waits or ""
        watched = f"watched {self.watched_on}" if self.watched_on else "watched"
        return f"{watched}, {self.rating}/10" if self.rating else watched

    @property
    def called(self) -> str:
        """Its number, and its place in the season where there are several."""
        return phrases.called(self.number, self.place)


class EpisodesView(NamedTuple):
    """The season. Titles still to come are None."""

    as_of: int
    show: str
    rows: tuple[EpisodeRow, ...]

    def lines(self) -> Iterator[str]:
        for row in self.rows:
            title = f" {row.title}" if row.title else ""
            mark = f": {row.mark}" if row.mark else ""
            yield f"Episode {row.called}{title}, {row.length}{mark}"


def episodes(
    known: Known, progress: Progress, moment: datetime, ratings: Mapping[int, int]
) -> EpisodesView:
    """List the season, with the viewer's own ratings by episode."""
    times, watched, today = progress.times, set(progress.watched), moment.date()
    out, several = known.out(today), known.has_seasons
    rows = (
        EpisodeRow(
            number=e.number,
            title=e.title,
            titles=e.titles,
            minutes=e.minutes,
            approximate=e.approximate,
            director=e.director,
            is_next=e.number == known.position + 1 <= out,
            is_watched=e.number in watched,
            watched_at=times[e.number].isoformat() if e.number in times else None,
            watched_on=clock.say(times[e.number], moment) if e.number in times else None,
            rating=ratings.get(e.number),
            season=e.season if several else None,
            place=e.place if several else None,
            waits=out_on(e, today) if e.number > out else None,
        )
        for e in known.episodes
    )
    return EpisodesView(known.position, known.title, tuple(rows))
