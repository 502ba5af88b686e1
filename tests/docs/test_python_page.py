"""The Python page runs as it stands, block by block, and prints what it says."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path
from typing import Any

import pytest

from furikaeri.text import LANGS, Lang

DOCS = Path(__file__).parents[2] / "docs"
BLOCK = re.compile(r"```python\n(.*?)```(?:\n\n```text\n(.*?)```)?", re.DOTALL)


@pytest.mark.parametrize("lang", LANGS)
def test_every_block_prints_what_stands_beneath_it(lang: Lang, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    session: dict[str, Any] = {}
    blocks = BLOCK.findall((DOCS / lang / "python.md").read_text("utf-8"))
    assert len(blocks) >= 5
    for code, printed in blocks:
        assert printed, "every block shows what it prints"
        assert len(code.splitlines()) <= 15
        with contextlib.redirect_stdout(io.StringIO()) as out:
            exec(compile(code, f"docs/{lang}/python.md", "exec"), session)  # noqa: S102  # the page is ours
        assert out.getvalue() == printed
