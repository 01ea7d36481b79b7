"""Everything that can go wrong in a way the user can mend. Each failure makes its own sentence."""

from runaway_cli.words import counted, quoted


class RunawayError(Exception):
    """Base of all expected failures; `main` prints the message and exits with `exit_code`."""

    exit_code = 1


class WrongUsage(RunawayError):
    """The command line cannot be meant."""

    exit_code = 2


class NotAnEpisode(WrongUsage):
    """Takes the text and what to try instead."""

    def __str__(self) -> str:
        text, instead = self.args
        return f"{quoted(text)} is not an episode number. Try {instead}."


class NoSuchEpisode(WrongUsage):
    """Takes the number and how many episodes the season has."""

    def __str__(self) -> str:
        number, total = self.args
        return f"Episode {number} does not exist: the season has {total}."


class RunsBackwards(WrongUsage):
    """Takes the two numbers of a range, larger first."""

    def __str__(self) -> str:
        first, last = self.args
        return f"{first}-{last} runs backwards. Did you mean {last}-{first}?"


class LooksAhead(WrongUsage):
    """Takes the viewer's position."""

    def __str__(self) -> str:
        position = self.args[0]
        if not position:
            return "You have not finished an episode yet, so there is nothing to look back to."
        finished = "episode 1" if position == 1 else f"episodes 1 to {position}"
        return f"You have finished {finished}. Looking back goes no further than that."


class TwoWaysBack(WrongUsage):
    """An episode and --as-of were both given."""

    def __str__(self) -> str:
        return "Name the episode or give --as-of, not both."


class TwoCharts(WrongUsage):
    """Both kinds of chart were asked for."""

    def __str__(self) -> str:
        return "Choose --mermaid or --dot, not both."


class OptionTooEarly(WrongUsage):
    """Takes the option and the command it stands before."""

    def __str__(self) -> str:
        option, command = self.args
        return f"Put {option} after the command: runaway {command} {option}."


class StoppedClock(WrongUsage):
    """Takes what $RUNAWAY_NOW says."""

    def __str__(self) -> str:
        said = quoted(self.args[0])
        return f"RUNAWAY_NOW is {said}, which is not a time like 2026-01-03T22:04+01:00."


class NotATime(WrongUsage):
    """Takes the text and what to try instead."""

    def __str__(self) -> str:
        text, instead = self.args
        return f"{quoted(text)} is not a time I know. Try {instead}."


class NotADay(WrongUsage):
    """Takes the text."""

    def __str__(self) -> str:
        return f"{quoted(self.args[0])} is not a day I know. Try sunday, tomorrow or 2026-01-04."


class NotASpeed(WrongUsage):
    """Nothing is played that slowly or that fast."""

    def __str__(self) -> str:
        return "A speed lies between 0.25 and 4, such as 1.5."


class NotDays(WrongUsage):
    """Takes the text."""

    def __str__(self) -> str:
        return f"{quoted(self.args[0])} are no days I know. Try fri,sat,sun or weekend."


class NotALength(WrongUsage):
    """Takes the text."""

    def __str__(self) -> str:
        return f"{quoted(self.args[0])} is no length up to a day. Try 2h, 1h30 or 90 (minutes)."


class AlreadyPast(WrongUsage):
    """Takes a time or a day, as people say it."""

    def __str__(self) -> str:
        return f"{self.args[0]} has passed already."


class TooLate(WrongUsage):
    """Takes the times until which, and from which on, as people say them."""

    def __str__(self) -> str:
        until, begins = self.args
        return f"{until} comes before {begins}, when you would begin."


class TwoEnds(WrongUsage):
    """--until and --for were both given."""

    def __str__(self) -> str:
        return "Say --until or --for, not both."


class TwoOutputs(WrongUsage):
    """A calendar on stdout and --json were both asked for."""

    def __str__(self) -> str:
        return "Choose --json or --ics -, not both: there is one standard output."


class EndsBeforeItBegins(WrongUsage):
    """Takes the last and the first day, as people say them."""

    def __str__(self) -> str:
        last, first = self.args
        return (
            f"{last} lies before {first}, when the first evening would be. "
            'Say a later day, as in "next friday".'
        )


class NoEvening(WrongUsage):
    """Takes the first and the last day, as people say them, between which there is no evening."""

    def __str__(self) -> str:
        first, last = self.args
        return f"None of these days lies between {first} and {last}."


class CannotPlan(RunawayError):
    """Takes the number of episodes, of evenings there are, and what would do instead."""

    def __str__(self) -> str:
        episodes, evenings, instead = self.args
        there = counted(evenings, "evening")
        return f"{episodes} episodes are too much for {there} like that. {instead}"


class NotYours(RunawayError):
    """Takes the path of something that is there and is no plan of ours."""

    def __str__(self) -> str:
        return f"{self.args[0]} is there already and is no plan of runaway. Choose another name."


class FileNotSaved(RunawayError):
    """Takes the path and the reason the system gives."""

    def __str__(self) -> str:
        path, reason = self.args
        return f"{path} could not be written: {reason}."


class NotYet(WrongUsage):
    """Takes the text of a time still to come."""

    def __str__(self) -> str:
        return f"{quoted(self.args[0])} is still to come. Mark an episode once you have seen it."


class NotWatched(RunawayError):
    """Takes the number of an episode that is not marked."""

    def __str__(self) -> str:
        return f"Episode {self.args[0]} is not marked as watched. Nothing changed."


class NothingTo(RunawayError):
    """Takes the verb that has nothing to act on: undo, redo, unwatch, rewatch."""

    def __str__(self) -> str:
        return f"There is nothing to {self.args[0]}."


class UnknownPerson(RunawayError):
    """Nobody heard of so far goes by that name, whether or not somebody will."""

    def __str__(self) -> str:
        return f"Nobody you have met so far matches {quoted(self.args[0])}."


class DiaryTrouble(RunawayError):
    """Something is wrong with a file of the diary, of which the path comes first."""

    @property
    def hides(self) -> bool:
        """Whether something may have been taken back there that nobody can read."""
        return False


class DiaryDamaged(DiaryTrouble):
    """Takes the path, the line, what is wrong there, whether the rest was read, and `hides`."""

    @property
    def hides(self) -> bool:
        """Whether something may have been taken back where it is damaged."""
        return bool(self.args[4])

    def __str__(self) -> str:
        path, line, reason, rest, hides = self.args
        return " ".join(
            (
                f"Your diary at {path} is damaged at line {line}: {reason}.",
                *["All the rest of it was read."] * rest,
                *["The damage may hide an undo, so the story stays shut."] * (rest and hides),
                "It is left as it is. runaway doctor shows what to do.",
            )
        )


class DiaryDoubtful(DiaryTrouble):
    """Takes the path and the line of an event that nobody knows whether to believe."""

    says = ""  # of the line

    @property
    def hides(self) -> bool:
        """True: what is in doubt may be the end of something that was taken back."""
        return True

    def __str__(self) -> str:
        path, line = self.args
        return (
            f"Your diary at {path} {self.says.format(line=line)}, so the story stays shut. "
            "runaway doctor shows what to do."
        )


class DiaryClash(DiaryDoubtful):
    """Another file of the diary has the event otherwise."""

    says = "tells at line {line} what another of its files tells otherwise under the same id"


class DiaryDangling(DiaryDoubtful):
    """It undoes or redoes something that is not there."""

    says = "undoes or redoes something at line {line} that is not there"


class DiaryTorn(DiaryTrouble):
    """Takes the path, the line of a last block that is not whole, and `hides`."""

    @property
    def hides(self) -> bool:
        """Whether what breaks off may have taken something back."""
        return bool(self.args[2])

    def __str__(self) -> str:
        path, line, hides = self.args
        shut = " It may have been an undo, so the story stays shut until your next mark." * hides
        return (
            f"Your diary at {path} breaks off at line {line}, as after a crash: "
            f"what was being written there is not counted. All the rest was read.{shut}"
        )


class DiaryStrange(DiaryTrouble):
    """Takes the path, the line, an episode it names and how many the season has."""

    def __str__(self) -> str:
        path, line, number, total = self.args
        return (
            f"Your diary at {path} names episode {number} at line {line}, "
            f"but the season has {total}. It is passed over."
        )


class DiaryUnreadable(DiaryTrouble):
    """Takes the path and the reason the system gives."""

    def __str__(self) -> str:
        path, reason = self.args
        return (
            f"Your diary at {path} cannot be read: {reason}. "
            "Nothing was changed. runaway doctor shows what to do."
        )


class DiaryNewer(DiaryTrouble):
    """Takes the path and the version it was written in."""

    def __str__(self) -> str:
        path, version = self.args
        return (
            f"Your diary at {path} was written by a newer runaway (format {version}). "
            "What is understood of it is shown. Please update runaway to go on writing in it."
        )


class DiaryBusy(RunawayError):
    """Takes the path."""

    def __str__(self) -> str:
        return f"Your diary at {self.args[0]} is being written by another runaway. Try again."


class DiaryNotMended(RunawayError):
    """Takes the path and the reason the system gives."""

    def __str__(self) -> str:
        path, reason = self.args
        return (
            f"Your diary at {path} could not be set right: {reason}. "
            "Nothing in it is lost; runaway doctor shows how it stands."
        )


class DiaryNotSaved(RunawayError):
    """Takes the path and the reason the system gives."""

    def __str__(self) -> str:
        path, reason = self.args
        return f"Your diary at {path} could not be written: {reason}. Nothing was changed."


class NoHome(RunawayError):
    """There is no home directory, and so no place for a diary."""

    def __str__(self) -> str:
        return "There is no home directory here. Set RUNAWAY_HOME to a folder for your diary."


class DatasetBroken(RunawayError):
    """The bundled dataset breaks its own rules. Says where, never what."""

    def __str__(self) -> str:
        return f"The bundled dataset is broken at {self.args[0]}. Please report this."


class AnswerNotSaid(RunawayError):
    """Takes the reason the system gives for not taking what was printed."""

    def __str__(self) -> str:
        return f"The answer could not be printed: {self.args[0]}."
