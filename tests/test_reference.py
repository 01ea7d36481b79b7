"""What is generated from the commands is what the commands are."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[1] / "scripts" / "reference.py"
DOCUMENTS = {path.name: (path, text) for path, text in runpy.run_path(str(SCRIPT))["documents"]()}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_documents_are_up_to_date(name):
    """`python scripts/reference.py` writes them anew."""
    path, text = DOCUMENTS[name]

    assert path.read_text(encoding="utf-8") == text
