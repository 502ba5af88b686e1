"""The docs name every setting and every command of the web application, and none that is not there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from furikaeri.cli.verb import elsewhere, names

ROOT = Path(__file__).parent.parent.parent
_READ = re.compile(r'word\("([A-Z_]+)"')
_VERB = re.compile(
    r"(?:^|`)furikaeri ([a-z]+)\b", re.MULTILINE
)  # in code: at the beginning of a line, or after a backtick


def _settings() -> set[str]:
    source = (ROOT / "src/furikaeri_web/project/environment.py").read_text("utf-8")
    return {f"FURIKAERI_{name}" for name in _READ.findall(source)} | {"FURIKAERI_SECRET"}


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_every_setting_stands_in_the_docs_and_no_other(lang: str) -> None:
    told = set(re.findall(r"FURIKAERI_[A-Z_]+", (ROOT / f"docs/{lang}/web.md").read_text("utf-8")))
    assert told == _settings()


@pytest.mark.parametrize("page", ["docs/en/web.md", "docs/ja/web.md", "README.md", "README.ja.md"])
def test_every_command_that_is_named_is_there(page: str) -> None:
    assert set(_VERB.findall((ROOT / page).read_text("utf-8"))) - {"takes"} <= {*names(), *elsewhere()}
