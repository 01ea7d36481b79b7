"""Runs one command: gives it a session, prints the view it returns, and says how it ended."""

from collections.abc import Mapping
from typing import Any

from runaway_cli.cli.environment import open_session
from runaway_cli.cli.output import print_view
from runaway_cli.cli.registry import Command, load


def run(command: Command, given: Mapping[str, Any], season: str) -> int:
    """Run `command` with what was `given` on the command line, and return the exit code.

    `--json`, `--plain` and `--as-of` are taken care of here; the command gets the rest. The exit
    code is 0 unless the view has one of its own. Raises what the command raises.
    """
    own = dict(given)
    as_json, plain, as_of = (own.pop(name, None) for name in ("as_json", "plain", "as_of"))
    view = load(command)(open_session(season, as_of), **own)
    print_view(view, as_json=bool(as_json), plain=bool(plain))
    return getattr(view, "exit_code", 0)
