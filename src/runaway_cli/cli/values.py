"""Numbers that were typed behind an option; an error names the option."""

from runaway_cli.errors import UsageError
from runaway_cli.language import parse
from runaway_cli.language.phrases import quoted

SLOWEST, FASTEST = 0.25, 4  # playback speeds that anybody can follow
LONGEST_BREAK = 10 * 60  # minutes between two episodes


def speed(typed: str) -> float:
    """Return a playback speed. Raises `UsageError` for one nobody could follow."""
    number = _number("--speed", typed)
    if not SLOWEST <= number <= FASTEST:
        raise UsageError(f"--speed takes {SLOWEST:g} to {FASTEST:g}, not {typed}.")
    return number


def minutes_between(typed: str) -> int:
    """Return the minutes of a break, from none. Raises `UsageError`."""
    try:
        return parse.minutes(typed, lowest=0, highest=LONGEST_BREAK)
    except UsageError:
        hours = LONGEST_BREAK // 60
        raise UsageError(
            f"--break takes minutes, up to {hours} hours, not {quoted(typed)}."
        ) from None


def whole(option: str, typed: str) -> int:
    """Return a whole number from 1. Raises `UsageError`."""
    number = _number(option, typed)
    if number < 1 or number != int(number):
        raise UsageError(f"{option} takes a whole number from 1, not {typed}.")
    return int(number)


def _number(option: str, typed: str) -> float:
    try:
        return parse.number(typed)
    except UsageError:
        raise UsageError(f"{option} takes a number, not {quoted(typed)}.") from None
