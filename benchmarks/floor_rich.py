"""The least a program that draws with Rich can do: one small table."""

from rich.console import Console
from rich.table import Table

table = Table("hello", "name")
table.add_row("hello", "viewer")
Console().print(table)
