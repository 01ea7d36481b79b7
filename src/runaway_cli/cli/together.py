"""What several people do in one act: mark episodes, and take that back."""

from collections.abc import Callable, Sequence

from runaway_cli.cli.company import absent
from runaway_cli.diary import together
from runaway_cli.diary.errors import NothingToError
from runaway_cli.diary.events import Change, Event
from runaway_cli.diary.files import Diary
from runaway_cli.diary.progress import Progress, fold
from runaway_cli.session import Session
from runaway_cli.story.model import Known
from runaway_cli.views import together as views
from runaway_cli.views.mark import remains


def watched(
    session: Session,
    mark: Callable[[Sequence[Progress], int], Sequence[Change | None]],
    poster: Known,
    options: str,
) -> views.SharedView:
    """Mark episodes for everybody who is there; a line that completes it needs these `options`."""
    written, people = session.record_together(
        lambda people, total: together.completing(people, mark(people, total)), poster
    )
    return views.marked(session.names, people, written, session.moment, options)


def pause(
    session: Session,
    stop: Callable[[Progress, int], Change | None],
    poster: Known,
    place: str,
) -> views.SharedView:
    """Keep the `place`, as it was typed, for whoever is in the middle of what you're watching."""

    def stop_all(people: Sequence[Progress], total: int) -> list[Change | None]:
        behind = min(people, key=lambda one: one.position)
        change = stop(behind, total)
        return [change if one.position == behind.position else None for one in people]

    written, people = session.record_together(stop_all, poster)
    return views.paused(session.names, people, written, session.moment, place)


def step(session: Session, verb: str, steps: int) -> views.SharedView:
    """Undo or redo so many acts, or as many as there are, in everybody's diary."""
    done = [_step(session, verb)]
    while len(done) < steps and not done[-1].exit_code:
        try:
            done.append(_step(session, verb))
        except NothingToError:
            break
    return views.joined(done)


def who_still_has(session: Session, act: str) -> list[str | None]:
    """Return the names of those who aren't there, and in whose diary an act counts."""
    return [name for name, diary in absent(session) if act in _in_force(diary)]


def company(session: Session, *, is_yours: bool) -> views.Company:
    """Show who is there and where they are by now; `is_yours` is as in `views.company`.

    An act that somebody took part in who isn't there needn't be in every diary here.
    """
    here = session.silent.glance()
    found = together.incomplete(here.people, here.diaries)
    if found and any(found.act in together.acts(diary.events) for _, diary in absent(session)):
        found = None
    return views.company(session.names, here.people, found, is_yours=is_yours)


def _step(session: Session, verb: str) -> views.SharedView:
    elsewhere = {act for _, diary in absent(session) for act in together.acts(diary.events)}
    written, people = session.record_together(
        lambda people, _: together.step(people, verb, elsewhere)
    )
    about = [_about(one) for one in written]
    act = next(event.change.together for event in about if event)
    left = remains(who_still_has(session, act or "")) if verb == "undo" else None
    return views.stepped(verb, session.names, people, written, about, session.moment, left)


def _in_force(diary: Diary) -> set[str]:
    """Return the acts of a diary that aren't undone."""
    return together.acts(fold(diary.events).done)


def _about(written: together.Written) -> Event | None:
    """Return what an undo or redo took back or restored."""
    event = written.event
    return written.diary.by_id[event.change.event or ""] if event else None
