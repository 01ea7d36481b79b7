"""completion."""

import os
from typing import Annotated

from runaway_cli.cli import completion as offers
from runaway_cli.cli.params import Argument
from runaway_cli.cli.shells import SCRIPTS
from runaway_cli.errors import UsageError
from runaway_cli.language.phrases import quoted
from runaway_cli.session import Session
from runaway_cli.views import FileView

Shell = Annotated[str | None, Argument("SHELL", "bash, zsh or fish.", offers.shells)]


def completion(session: Session, shell: Shell = None) -> FileView:
    """A script that lets Tab complete commands, options, episodes and names."""
    if shell is None:
        raise UsageError("For which shell? Try: runaway completion bash (or zsh, or fish)")
    name = os.path.basename(shell).casefold()  # "/bin/zsh", as $SHELL says it
    if name not in SCRIPTS:
        raise UsageError(f"There's no completion for {quoted(shell)}, only for bash, zsh and fish.")
    return FileView(SCRIPTS[name], option=f"completion {name}")
