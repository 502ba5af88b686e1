"""The rules and lexicons that come with furikaeri, read once from their files."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from furikaeri.lint.lexicon import Lexicon, read_lexicon
from furikaeri.lint.patterns import needs, parse
from furikaeri.lint.prefilter import sieve, triggers
from furikaeri.lint.rule import Rule, read_rule
from furikaeri.text import LANGS, FurikaeriError, Lang, Text

HERE = Path(__file__).parent
# Reading forty TOML files costs more than a whole short document; this file holds the same as JSON. It is used only
# while the digest of the files it was made from holds, and `python benchmarks/train_lint.py` writes it anew.
READY = HERE / "ready.json"


@cache
def content() -> Mapping[str, Any]:
    """`rules` and `lexicons` as parsed TOML by file name, and `sieves`: a language's sieve and what it wakes."""
    digest = _digest()
    if READY.exists():
        ready: Mapping[str, Any] = json.loads(READY.read_bytes())
        if ready.get("digest") == digest:
            return ready
    return prepare()


def prepare() -> Mapping[str, Any]:
    """What `ready.json` should hold, made from the TOML files."""
    raw = {p.stem: _toml(p) for p in sorted((HERE / "rules").glob("*.toml"))}
    lexicons = {lang: _toml(HERE / "lexicon" / f"{lang}.toml") for lang in LANGS}
    read = tuple(read_rule(name, r) for name, r in raw.items())
    sieves = {lang: woken(read, read_lexicon(lang, lexicons[lang])) for lang in LANGS}
    for rule in raw.values():
        for lang in LANGS:
            for key in ("bad", "good"):
                rule.get(lang, {}).pop(key, None)
    return {"digest": _digest(), "rules": raw, "lexicons": lexicons, "sieves": sieves}


@cache
def shipped_rules() -> tuple[Rule, ...]:
    """The shipped rules in the order of their ids, without their examples."""
    return tuple(read_rule(name, raw) for name, raw in content()["rules"].items())


@cache
def shipped_lexicon(lang: Lang) -> Lexicon:
    """The shipped lexicon of a language."""
    return read_lexicon(lang, content()["lexicons"][lang])


def rules_in(folder: Path, *, own: bool) -> tuple[Rule, ...]:
    """Every rule of a folder, with its examples. Raises FurikaeriError naming the file that can't be used."""
    return tuple(read_rule(p.name.removesuffix(".toml"), _toml(p), own=own) for p in sorted(folder.glob("*.toml")))


def numbered(rules: tuple[Rule, ...], lang: Lang) -> tuple[tuple[int, str], ...]:
    """Every pattern of a language with the number of its rule; a pattern's own number is its place here."""
    return tuple((n, pattern) for n, rule in enumerate(rules) for pattern in rule.any[lang])


def woken(rules: tuple[Rule, ...], lexicon: Lexicon) -> dict[str, Any]:
    """What the sieve needs: `sieve`, a regular expression; `first` and `second`, pattern numbers by word: a pattern is
    tried where a word of each is found; `single`, the patterns that wait for no second; `always`, those that no word can
    stand for and that run in all their sections.
    """
    wanted: tuple[dict[str, list[int]], dict[str, list[int]]] = ({}, {})
    single: list[int] = []
    always: list[int] = []
    for number, (n, pattern) in enumerate(numbered(rules, lexicon.lang)):
        found = needs(parse(pattern), lexicon.classes, lexicon.lang)
        if not found:
            if not rules[n].sections:
                raise FurikaeriError(
                    Text(
                        f"The pattern {pattern!r} of {rules[n].id} holds no word to look for first; give the rule sections.",
                        f"{rules[n].id} のパターン {pattern!r} には手がかりになる語がありません。sections を指定してください。",
                    )
                )
            always.append(number)
            continue
        if len(found) == 1:
            single.append(number)
        for place, words in zip(wanted, found, strict=False):
            for word in words:
                place.setdefault(word, []).append(number)
    return {
        "sieve": sieve({*wanted[0], *wanted[1]}, lexicon.lang),
        "first": triggers(wanted[0]),
        "second": triggers(wanted[1]),
        "single": single,
        "always": always,
    }


def _digest() -> str:
    total = hashlib.blake2b(digest_size=16)
    for path in sorted((*(HERE / "rules").glob("*.toml"), *(HERE / "lexicon").glob("*.toml"))):
        total.update(path.name.encode())
        total.update(path.read_bytes())
    return total.hexdigest()


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise FurikaeriError(
            Text(f"{path.name} can't be read: {error}.", f"{path.name} を読み取れませんでした（{error}）。")
        ) from error
