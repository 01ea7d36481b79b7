"""What the viewer did folds to where the viewer stands."""

from __future__ import annotations

import functools
import random
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from runaway_cli.diary import codec, journal, pausing
from runaway_cli.diary.errors import NothingToError, NotWatchedError
from runaway_cli.diary.events import VERDICTS, Change, Event
from runaway_cli.diary.progress import Progress, Viewing, fold, joined
from runaway_cli.errors import RunawayError
from runaway_cli.language.errors import NoSuchEpisodeError
from runaway_cli.story.errors import LookAheadError
from runaway_cli.story.model import Episode

START = datetime(2026, 1, 2, 21, tzinfo=UTC)
TOTAL = 5
SEASON = tuple(Episode(number, 45) for number in range(1, TOTAL + 1))


def event(change, number):
    """Return the `number`th event of a diary."""
    return Event(f"{number:03}", START + timedelta(minutes=number), None, change)


@dataclass
class Evening:
    """A diary being written, one change after another."""

    events: list[Event] = field(default_factory=list)

    @property
    def progress(self):
        return fold(self.events)

    def do(self, change):
        if change:
            self.events.append(event(change, len(self.events)))
        return self.progress


@pytest.fixture
def evening():
    return Evening()


def test_watching_three_fills_in_what_came_before(evening):
    progress = evening.do(evening.progress.watch([3], TOTAL, moment=START))

    assert list(progress.watched) == [1, 2, 3]
    assert progress.position == 3


def test_watching_nothing_named_means_the_next_one(evening):
    evening.do(evening.progress.watch([], TOTAL, moment=START))

    assert evening.do(evening.progress.watch([], TOTAL, moment=START)).position == 2


def test_only_leaves_a_gap_and_the_position_waits_there(evening):
    evening.do(evening.progress.watch([1], TOTAL, moment=START))
    progress = evening.do(evening.progress.watch([3, 5], TOTAL, moment=START, only=True))

    assert list(progress.watched) == [1, 3, 5]
    assert progress.position == 1


def test_what_is_watched_is_not_marked_again(evening):
    evening.do(evening.progress.watch([2], TOTAL, moment=START))

    assert evening.progress.watch([2], TOTAL, moment=START) is None
    assert evening.progress.watch([3], TOTAL, moment=START).episodes == (3,)


@pytest.mark.parametrize("number", [0, -1, TOTAL + 1])
def test_an_episode_that_does_not_exist_is_refused(number):
    with pytest.raises(NoSuchEpisodeError):
        Progress().watch([number], TOTAL, moment=START)


def test_unwatch_goes_back_to_before(evening):
    evening.do(evening.progress.watch([4], TOTAL, moment=START))

    assert evening.do(evening.progress.unwatch()).position == 3
    assert evening.do(evening.progress.unwatch(2)).position == 1
    with pytest.raises(NotWatchedError):
        evening.progress.unwatch(2)


def test_a_rewatch_begins_at_nothing_and_keeps_the_first_run(evening):
    evening.do(evening.progress.watch([TOTAL], TOTAL, moment=START))
    evening.do(evening.progress.rewatch())
    progress = evening.do(evening.progress.watch([1], TOTAL, moment=START))

    assert (progress.run, progress.position) == (2, 1)
    assert [v.run for v in progress.viewings] == [1] * TOTAL + [2]


def test_undoing_a_rewatch_leads_back_to_the_end(evening):
    evening.do(evening.progress.watch([TOTAL], TOTAL, moment=START))
    evening.do(evening.progress.rewatch())

    assert evening.do(evening.progress.undo()).position == TOTAL


def test_a_new_change_ends_what_can_be_redone(evening):
    evening.do(evening.progress.watch([1], TOTAL, moment=START))
    evening.do(evening.progress.undo())
    progress = evening.do(evening.progress.watch([2], TOTAL, moment=START))

    with pytest.raises(NothingToError):
        progress.redo()


def test_there_is_nothing_to_undo_at_first():
    for move in (Progress().undo, Progress().redo, Progress().unwatch, Progress().rewatch):
        with pytest.raises(NothingToError):
            move()


def test_looking_back_ends_with_the_change_that_finished_the_episode(evening):
    evening.do(evening.progress.watch([1], TOTAL, moment=START))
    evening.do(evening.progress.watch([3], TOTAL, moment=START))
    evening.do(evening.progress.watch([4], TOTAL, moment=START))

    assert [e.id for e in evening.progress.looking_back(2).done] == ["000", "001"]
    assert evening.progress.looking_back(0).done == ()


def test_looking_back_to_nothing_in_a_rewatch_keeps_the_first_run(evening):
    evening.do(evening.progress.watch([TOTAL], TOTAL, moment=START))
    evening.do(evening.progress.rewatch())
    evening.do(evening.progress.watch([1], TOTAL, moment=START))

    assert [e.change.kind for e in evening.progress.looking_back(0).done] == ["watched", "rewatch"]


def test_a_season_keeps_to_its_episodes(evening):
    evening.do(Change("watched", (1, 2, 9)))

    assert list(evening.progress.within(2).watched) == [1, 2]


def test_a_viewing_remembers_when_it_was(evening):
    yesterday = date(2026, 1, 1)
    progress = evening.do(Change("watched", (1,), finished=yesterday))
    progress = evening.do(progress.watch([2], TOTAL, moment=START))

    assert progress.viewings == (
        Viewing(1, yesterday, run=1, event="000"),
        Viewing(2, START + timedelta(minutes=1), run=1, event="001"),
    )


def test_a_change_of_a_later_runaway_changes_nothing_and_can_be_undone(evening):
    before = evening.do(evening.progress.watch([2], TOTAL, moment=START))
    after = evening.do(Change("serenaded", (1, 2)))

    assert after.viewings == before.viewings
    assert evening.do(after.undo()).done == before.done


@pytest.mark.parametrize("to", [3, -1])
def test_looking_back_never_looks_ahead(evening, to):
    progress = evening.do(evening.progress.watch([2], TOTAL, moment=START))

    assert progress.looking_back(1).position == 1
    with pytest.raises(LookAheadError):
        progress.looking_back(to)


MOVES = st.one_of(
    st.tuples(
        st.just("watch"),
        st.lists(st.integers(1, TOTAL), max_size=2),
        st.booleans(),
    ),
    st.tuples(st.just("unwatch"), st.none() | st.integers(1, TOTAL)),
    st.tuples(st.just("rewatch")),
    st.tuples(st.just("undo")),
    st.tuples(st.just("redo")),
    st.tuples(st.just("note"), st.sampled_from(["a", "b"])),
    st.tuples(st.just("seal"), st.sampled_from(["a", "b"])),
    st.tuples(st.just("rate"), st.integers(1, 10)),
    st.tuples(st.just("pause"), st.integers(0, 60)),
)


@functools.lru_cache(maxsize=1)
def told_by(text):
    """Return the progress that a diary tells of; a look and the move after it share one reading."""
    contents = codec.read(text)
    assert (contents.damage, contents.rest) == (None, "")
    return fold(reversed(contents.events))


def position_of(seen):
    """Return how many episodes are seen without a gap."""
    return next(n for n in range(TOTAL + 1) if n + 1 not in seen)


class DiaryMachine(RuleBasedStateMachine):
    """Any evening, written down as text and read back after each move.

    Beside it the same is told simply: a state is a set of episodes, a run, places in episodes, and
    what was written where; and undo keeps old states.
    """

    def __init__(self):
        super().__init__()
        self.text, self.written = codec.FIRST_LINES, 0
        self.past, self.state, self.future = [], (frozenset(), 1, (), ()), []

    @property
    def progress(self):
        return told_by(self.text)

    def write(self, change):
        self.written += 1
        self.text += codec.block_of(event(change, self.written))

    def refuse(self, move):
        with pytest.raises(RunawayError):
            move()

    def change(self, state):
        self.past.append(self.state)
        self.state, self.future = state, []

    @rule(numbers=st.lists(st.integers(1, TOTAL), max_size=2), only=st.booleans())
    def watch(self, numbers, only):
        seen, run, *own = self.state
        lowest = next(n for n in range(1, TOTAL + 2) if n not in seen)
        wanted = set(numbers) or {min(lowest, TOTAL)}
        if not only:
            wanted |= set(range(1, max(wanted)))
        change = self.progress.watch(numbers, TOTAL, moment=START, only=only)
        assert (change is None) == (wanted <= seen)
        if change:
            self.write(change)
            self.change((seen | wanted, run, *own))

    @rule(number=st.none() | st.integers(1, TOTAL))
    def unwatch(self, number):
        seen, run, *own = self.state
        first = number or max(seen, default=0)
        if first not in seen:
            return self.refuse(lambda: self.progress.unwatch(number))
        self.write(self.progress.unwatch(number))
        return self.change((frozenset(n for n in seen if n < first), run, *own))

    @rule()
    def rewatch(self):
        seen, run, *own = self.state
        if not seen:
            return self.refuse(self.progress.rewatch)
        self.write(self.progress.rewatch())
        return self.change((frozenset(), run + 1, *own))

    @rule(seconds=st.integers(0, 44 * 60))
    def pause(self, seconds):
        seen, run, places, written = self.state
        if seen >= set(range(1, TOTAL + 1)):
            return self.refuse(lambda: pausing.pause(self.progress, SEASON, None, seconds=seconds))
        self.write(pausing.pause(self.progress, SEASON, None, seconds=seconds))
        key = run, position_of(seen) + 1
        return self.change((seen, run, (*places, (key, seconds)), written))

    @rule(text=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=9))
    def note(self, text):
        if not text.strip():
            return self.refuse(lambda: journal.note(self.progress, text, None))
        self.write(journal.note(self.progress, text, None))
        return self.wrote("note", text)

    @rule(score=st.integers(1, 10))
    def rate(self, score):
        seen = self.state[0]
        if not seen:
            return self.refuse(lambda: journal.rate(self.progress, None, score))
        self.write(journal.rate(self.progress, None, score))
        return self.wrote("rate", score, max(seen))

    @rule(sure=st.none() | st.integers(0, 100))
    def guess(self, sure):
        self.write(journal.seal(self.progress, "it was the neighbour", sure, None))
        self.wrote("theory", sure)

    @rule(verdict=st.sampled_from(VERDICTS), number=st.integers(1, 3))
    def judge(self, verdict, number):
        listed = self.visible("theory")
        if number > len(listed):
            return self.refuse(lambda: journal.theory(self.progress, number))
        sealed = journal.theory(self.progress, number)
        self.write(journal.judge(self.progress, sealed, verdict))
        return self.wrote("judge", (listed[number - 1], verdict))

    def wrote(self, kind, what, number=None):
        """Add what was written to the state, with where the viewer was."""
        seen, run, places, written = self.state
        number = number or (position_of(seen) + 1 if self.place() else None)
        one = (len(self.past), kind, what, number, position_of(seen), run)
        self.change((seen, run, places, (*written, one)))

    def place(self):
        """Return how far into the next episode the viewer is."""
        seen, run, places, _ = self.state
        return dict(places).get((run, position_of(seen) + 1), 0)

    def visible(self, kind):
        """Return what of a kind was written here or before."""
        seen, run, _, written = self.state
        here = position_of(seen)
        return [
            one
            for one in written
            if one[1] == kind and one[4] <= here and ((one[3] or 0) <= here or one[5] == run)
        ]

    @rule(kind=st.sampled_from(["rated", "noted", "a kind of the year 2040"]))
    def do_something_a_later_runaway_does(self, kind):
        self.write(Change(kind))
        self.change(self.state)

    @rule()
    def undo(self):
        if not self.past:
            return self.refuse(self.progress.undo)
        self.write(self.progress.undo())
        self.future.append(self.state)
        self.state = self.past.pop()
        return None

    @rule()
    def redo(self):
        if not self.future:
            return self.refuse(self.progress.redo)
        self.write(self.progress.redo())
        self.past.append(self.state)
        self.state = self.future.pop()
        return None

    @invariant()
    def the_diary_says_what_the_model_says(self):
        progress = self.progress
        assert (set(progress.watched), progress.run) == self.state[:2]
        pause = pausing.paused(progress)
        assert (pause.seconds if pause else 0) == self.place()
        assert [note.text for note in journal.notes(progress)] == [
            one[2] for one in self.visible("note")
        ]
        assert journal.ratings(progress) == {one[3]: one[2] for one in self.visible("rate")}
        verdicts = dict(one[2] for one in self.visible("judge"))
        assert [(t.sure, t.verdict) for t in journal.theories(progress)] == [
            (one[2], verdicts.get(one)) for one in self.visible("theory")
        ]
        assert (len(progress.done), len(progress.undone)) == (len(self.past), len(self.future))


TestDiary = DiaryMachine.TestCase


def play(evening, move):
    """Make a move on an evening; a move that is refused changes nothing."""
    name, *arguments = move
    progress = evening.progress
    try:
        if name == "watch":
            evening.do(progress.watch(arguments[0], TOTAL, moment=START, only=arguments[1]))
        elif name == "pause":
            evening.do(pausing.pause(progress, SEASON, None, seconds=arguments[0]))
        elif name == "rate":
            evening.do(journal.rate(progress, None, arguments[0]))
        elif name == "note":
            evening.do(journal.note(progress, arguments[0], None))
        elif name == "seal":
            evening.do(journal.seal(progress, arguments[0], 70, None))
        else:
            evening.do(getattr(progress, name)(*arguments))
    except RunawayError:
        pass


@given(st.lists(MOVES, max_size=15), st.randoms(use_true_random=False))
def test_copies_of_a_diary_join_in_any_order_any_number_of_times(moves, chance: random.Random):
    evening = Evening()
    for move in moves:
        play(evening, move)

    jumbled = evening.events * 2
    chance.shuffle(jumbled)

    assert fold(jumbled) == evening.progress


@given(st.lists(MOVES, max_size=12), st.lists(MOVES, max_size=12), st.lists(MOVES, max_size=12))
def test_two_machines_that_wrote_apart_agree_and_keep_each_other_s_undos(start, desk, sofa):
    """Joined either way they stand alike, and what one undid or redid stays that way."""
    together = Evening()
    for move in start:
        play(together, move)
    sides = []
    for name, moves in (("desk", desk), ("sofa", sofa)):
        side = Evening(list(together.events))
        for move in moves:
            play(side, move)
        own = [e._replace(id=f"{e.id}-{name}") for e in side.events[len(together.events) :]]
        ids = {e.id.removesuffix(f"-{name}"): e.id for e in own}
        own = [
            e._replace(change=e.change._replace(event=ids.get(e.change.event, e.change.event)))
            for e in own
        ]
        sides.append([*together.events, *own])

    joined = fold(sides[0] + sides[1])

    assert joined == fold(sides[1] + sides[0])
    for side, other in (sides, sides[::-1]):
        named_there = {e.change.event for e in other[len(together.events) :]}
        here = {e.id for e in fold(side).done}
        kept = {e.id for e in joined.done}
        mine = {e.id for e in side} - named_there
        assert here & mine == kept & mine


def test_a_redo_holds_though_another_machine_wrote_in_between():
    desk = Evening()
    desk.do(desk.progress.watch([3], TOTAL, moment=START))
    desk.do(desk.progress.undo())
    desk.do(desk.progress.redo())
    sofa = event(Change("watched", (1,), run=1), 0)._replace(id="001-sofa")

    assert fold([*desk.events, sofa]).position == 3


def test_two_rewatches_apart_are_one():
    desk, sofa = Evening(), Evening()
    desk.do(desk.progress.watch([TOTAL], TOTAL, moment=START))
    sofa.events = list(desk.events)
    for evening, episodes in ((desk, 2), (sofa, 1)):
        evening.do(evening.progress.rewatch())
        evening.do(evening.progress.watch([episodes], TOTAL, moment=START))
    apart = [e._replace(id=f"{e.id}-sofa") for e in sofa.events[1:]]

    progress = fold([*desk.events, *apart])

    assert (progress.run, progress.position) == (2, 2)


def test_a_block_without_a_run_belongs_to_the_run_of_its_time(evening):
    evening.do(Change("watched", (1, 2, 3, 4, 5)))
    evening.do(Change("rewatch"))
    evening.do(Change("watched", (1,)))

    assert (evening.progress.run, evening.progress.position) == (2, 1)


def test_of_two_events_with_one_id_the_same_one_stays_in_any_order():
    one, other = (event(Change("watched", (n,)), 0) for n in (1, 2))

    assert fold([one, other]) == fold([other, one])


@given(st.lists(MOVES, max_size=15))
def test_undoing_everything_leads_to_the_start_and_redoing_leads_back(moves):
    evening = Evening()
    for move in moves:
        play(evening, move)
    reached, steps = evening.progress, len(evening.progress.done)

    for _ in range(steps):
        evening.do(evening.progress.undo())
    assert evening.progress.viewings == ()
    for _ in range(steps):
        evening.do(evening.progress.redo())

    assert evening.progress.done == reached.done
    assert evening.progress.viewings == reached.viewings


def test_of_two_ways_to_write_one_event_the_same_one_stays():
    """Equal, and yet not alike: the same moment in two time zones."""
    here = Event("01", START, None, Change("watched", (1,)))
    there = here._replace(at=START.astimezone(timezone(timedelta(hours=1))))
    assert here == there

    both = [joined(events)[0] for events in ([here, there], [there, here])]
    texts = ["".join(map(codec.block_of, pair)) for pair in ([here, there], [there, here])]
    read = [codec.read(codec.FIRST_LINES + text).events[0] for text in texts]

    assert len({repr(event) for event in (*both, *read)}) == 1
