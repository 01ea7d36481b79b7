"""The least a Typer program that draws with Rich can do: one command, one small table."""

import typer
from rich.console import Console
from rich.table import Table

app = typer.Typer()


@app.command()
def hello(name: str = "viewer") -> None:
    """Greet in a table."""
    table = Table("hello", "name")
    table.add_row("hello", name)
    Console().print(table)


app()
