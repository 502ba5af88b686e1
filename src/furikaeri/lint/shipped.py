"""The rules and lexicons that come with furikaeri, read once from their files."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from furikaeri.lint.lexicon import Lexicon, read_lexicon
from furikaeri.lint.rule import Rule, read_rule
from furikaeri.text import LANGS, FurikaeriError, Lang, Text

HERE = Path(__file__).parent
# Reading forty TOML files costs more than a whole short document; this file holds the same as JSON. It is used only
# while the digest of the files it was made from holds, and `python benchmarks/train_lint.py` writes it anew.
READY = HERE / "ready.json"
_FORM = b"10"  # of ready.json: raise it whenever `made` makes something else of the same files


@cache
def content() -> Mapping[str, Any]:
    """`rules` and `lexicons` as parsed TOML by file name, and `speech`: what each language is made of."""
    digest = _digest()
    if READY.exists():
        ready: Mapping[str, Any] = json.loads(READY.read_bytes())
        if ready.get("digest") == digest:
            return ready
    return prepare()


def prepare() -> Mapping[str, Any]:
    """What `ready.json` should hold, made from the TOML files."""
    from furikaeri.lint.made import made  # noqa: PLC0415  # not needed where the ready file holds

    raw = {p.stem: _toml(p) for p in sorted((HERE / "rules").glob("*.toml"))}
    lexicons = {lang: _toml(HERE / "lexicon" / f"{lang}.toml") for lang in LANGS}
    read = tuple(read_rule(name, r) for name, r in raw.items())
    speech = {lang: made(read, read_lexicon(lang, lexicons[lang])) for lang in LANGS}
    for rule in raw.values():
        for lang in LANGS:
            for key in ("bad", "good"):
                rule.get(lang, {}).pop(key, None)
    return {"digest": _digest(), "rules": raw, "lexicons": lexicons, "speech": speech}


@cache
def shipped_rules() -> tuple[Rule, ...]:
    """The shipped rules in the order of their ids, without their examples."""
    return tuple(read_rule(name, raw) for name, raw in content()["rules"].items())


@cache
def shipped_lexicon(lang: Lang) -> Lexicon:
    """The shipped lexicon of a language."""
    return read_lexicon(lang, content()["lexicons"][lang])


@cache
def rules() -> Mapping[str, Rule]:
    """Every shipped rule by its id, with its examples."""
    return {rule.id: rule for rule in rules_in(HERE / "rules")}


def rules_in(folder: Path, *, own: bool = False) -> tuple[Rule, ...]:
    """Every rule of a folder, with its examples. Raises FurikaeriError naming the file that can't be used."""
    return tuple(read_rule(p.name.removesuffix(".toml"), _toml(p), own=own) for p in sorted(folder.glob("*.toml")))


def _digest() -> int:
    """Tells whether the files are still those that the ready file was made from; no more is asked of it."""
    total = zlib.crc32(_FORM)
    for path in sorted((*(HERE / "rules").glob("*.toml"), *(HERE / "lexicon").glob("*.toml"))):
        total = zlib.crc32(path.name.encode() + path.read_bytes(), total)
    return total


def _toml(path: Path) -> dict[str, Any]:
    import tomllib  # noqa: PLC0415  # not needed where the ready file holds

    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise FurikaeriError(
            Text(f"{path.name} can't be read: {error}.", f"{path.name} を読み取れませんでした（{error}）。")
        ) from error
