"""The drawing of a check-up."""

from rich.console import RenderableType
from rich.text import Text

from runaway_cli.render import draw
from runaway_cli.render.layout import ACCENT, AIR, DIM, Entries, hanging, heading, stack
from runaway_cli.views.doctor import ADVICE, SOUND, WRONG, CheckRow, DoctorView

_SIGNS = {SOUND: ("✓", DIM), ADVICE: ("!", ACCENT), WRONG: ("✗", "bold red")}


@draw.register
def _doctor(view: DoctorView) -> RenderableType:
    return stack(
        *(Text(sentence) for sentence in view.did),
        AIR if view.did else None,
        heading("Check-up", view.verdict),
        AIR,
        hanging((Text(*_SIGNS[check.status]), _check(check)) for check in view.checks),
    )


def _check(check: CheckRow) -> RenderableType:
    said = Text(check.found)
    if check.where:
        said.append(f"\n{check.where}", DIM)
    if check.advice:
        said.append(f"\n{check.advice}", ACCENT)
    return Entries([(check.about, said)])
