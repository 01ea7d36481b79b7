"""The least a Typer program can do: one command that prints a line."""

import typer

app = typer.Typer()


@app.command()
def hello(name: str = "viewer") -> None:
    """Greet."""
    print(f"hello {name}")


app()
