"""What several people do in one act: mark episodes, and take that back."""

from collections.abc import Callable, Sequence

from runaway_cli.cli.people import absent
from runaway_cli.diary import together
from runaway_cli.diary.errors import NothingToError
from runaway_cli.diary.events import Change, Event
from runaway_cli.diary.progress import Progress
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
    written, people = session.record_together(mark, poster)
    return views.marked(session.names, people, written, session.moment, options)


def step(session: Session, verb: str, steps: int) -> views.SharedView:
    """Undo or redo so many acts, or as many as there are, in everybody's diary."""
    done = [_step(session, verb)]
    while len(done) < steps and not done[-1].exit_code:
        try:
            done.append(_step(session, verb))
        except NothingToError:
            break
    return done[-1]._replace(what=" ".join(view.what for view in done))


def who_still_has(session: Session, act: str) -> list[str | None]:
    """Return the names of those who aren't there, and in whose diary an act counts."""
    return [name for name, progress in absent(session) if act in together.acts(progress.done)]


def _step(session: Session, verb: str) -> views.SharedView:
    elsewhere = {act for _, one in absent(session) for act in together.acts(one.done)}
    written, people = session.record_together(
        lambda people, _: together.step(people, verb, elsewhere)
    )
    about = [_about(one) for one in written]
    act = next(event.change.together for event in about if event)
    left = remains(who_still_has(session, act or "")) if verb == "undo" else None
    return views.stepped(verb, session.names, people, written, about, session.moment, left)


def _about(written: together.Written) -> Event | None:
    """Return what an undo or redo took back or restored."""
    event = written.event
    return written.diary.by_id[event.change.event or ""] if event else None
