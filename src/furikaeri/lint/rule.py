"""A rule as its file tells it: what it looks for in each language, what it says and what it asks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from furikaeri.lint.diagnostic import SEVERITIES, TRAPS, Severity, Trap
from furikaeri.text import LANGS, FurikaeriError, Lang, Text


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rule:
    """One rule. `any`: its patterns a language; `unless`: the guards that silence it, a language.

    `sections`: the section roles it is meant for, all where empty. `source` names where the idea comes from.
    `bad` and `good` are examples: the first are found by this rule, the second by no rule at all.
    """

    id: str
    trap: Trap
    severity: Severity
    source: str
    message: Text
    question: Text
    any: Mapping[Lang, tuple[str, ...]]
    unless: Mapping[Lang, tuple[str, ...]]
    sections: tuple[str, ...] = ()
    bad: Mapping[Lang, tuple[str, ...]] = field(default_factory=dict)
    good: Mapping[Lang, tuple[str, ...]] = field(default_factory=dict)
    own: bool = False


def read_rule(name: str, raw: Mapping[str, Any], *, own: bool = False) -> Rule:
    """The rule in a parsed TOML file called `name`. Raises FurikaeriError saying which field is amiss."""
    ident = _string(name, raw, "id")
    if ident != name:
        raise _amiss(name, f"its id {ident!r} is not the file's name", f"id「{ident}」がファイル名と一致しません")
    trap, severity = _string(name, raw, "trap"), _string(name, raw, "severity")
    if trap not in TRAPS:
        raise _amiss(name, f"no trap is called {trap!r}", f"「{trap}」という種類はありません")
    if severity not in SEVERITIES:
        raise _amiss(name, f"no severity is called {severity!r}", f"「{severity}」という重さはありません")
    sides = {lang: raw.get(lang, {}) for lang in LANGS}
    if not any(sides.values()):
        raise _amiss(name, "it has neither [en] nor [ja]", "[en] も [ja] もありません")
    texts = {
        key: Text(*(_string(name, sides[lang] or sides["ja" if lang == "en" else "en"], key) for lang in LANGS))
        for key in ("message", "question")
    }
    return Rule(
        id=ident,
        trap=trap,
        severity=severity,
        source=str(raw.get("source", "")),
        message=texts["message"],
        question=texts["question"],
        any=_lists(name, sides, "any"),
        unless=_lists(name, sides, "unless"),
        sections=_strings(name, raw, "sections"),
        bad=_lists(name, sides, "bad"),
        good=_lists(name, sides, "good"),
        own=own,
    )


def _lists(name: str, sides: Mapping[Lang, Mapping[str, Any]], key: str) -> Mapping[Lang, tuple[str, ...]]:
    return {lang: _strings(name, side, key) for lang, side in sides.items()}


def _strings(name: str, raw: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value: Iterable[object] = raw.get(key, ())
    if not isinstance(value, list | tuple) or not all(isinstance(x, str) and x for x in value):
        raise _amiss(name, f"{key} must be a list of strings", f"{key} は文字列の並びで書いてください")
    return tuple(str(x) for x in value)


def _string(name: str, raw: Mapping[str, Any], key: str) -> str:
    value = raw.get(key)
    if not isinstance(value, str) or not value:
        raise _amiss(name, f"{key} is missing", f"{key} がありません")
    return value


def _amiss(name: str, en: str, ja: str) -> FurikaeriError:
    return FurikaeriError(Text(f"The rule {name} can't be used: {en}.", f"ルール {name} は使えません。{ja}。"))
