"""The questions without an answer."""

from collections.abc import Iterator
from typing import NamedTuple

from runaway_cli.story.model import Known
from runaway_cli.views.story import NOT_STARTED, UNKNOWN


class QuestionRow(NamedTuple):
    """A question without an answer. `raised` is the episode that asked, None if that was
    somewhere along the way; `is_new` when it's the latest one."""

    text: str
    raised: int | None
    is_new: bool


class QuestionsView(NamedTuple):
    """The questions still open, the new ones first, and those without a known answer."""

    as_of: int
    open: tuple[QuestionRow, ...]
    unknown: tuple[QuestionRow, ...]

    @property
    def nothing(self) -> str | None:
        """What to say if there are none."""
        if self.open or self.unknown:
            return None
        return "No open questions." if self.as_of else NOT_STARTED

    def lines(self) -> Iterator[str]:
        if self.nothing:
            yield self.nothing
        for row in self.open:
            new = "New: " if row.is_new else ""
            yield f"{new}{row.text}{_asked_in(row)}"
        for row in self.unknown:
            yield f"{row.text} {UNKNOWN}{_asked_in(row)}"


NO_QUESTIONS = QuestionsView(0, (), ())


def unanswered(known: Known) -> QuestionsView:
    """List the questions without an answer."""
    asked = [
        (q, QuestionRow(q.text, q.raised, q.raised == known.position)) for q in known.questions
    ]
    still_open = [row for question, row in asked if question.is_open]
    return QuestionsView(
        as_of=known.position,
        open=tuple(sorted(still_open, key=lambda row: not row.is_new)),
        unknown=tuple(row for question, row in asked if question.is_unknown),
    )


def _asked_in(row: QuestionRow) -> str:
    return f" (asked in episode {row.raised})" if row.raised else ""
