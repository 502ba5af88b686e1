"""The rules' own examples are their tests: the bad ones are found, the good ones left alone, in both languages."""

from __future__ import annotations

import pytest

from furikaeri.lint import Severity, lint, rules
from furikaeri.lint.diagnostic import SEVERITIES, TRAPS
from furikaeri.lint.patterns import parse
from furikaeri.lint.rule import Rule
from furikaeri.text import LANGS, Lang

ALL = [(rule, lang) for rule in rules().values() for lang in LANGS if rule.any[lang]]
BAD = [
    pytest.param(rule, text, id=f"{rule.id}-{lang}-{n}") for rule, lang in ALL for n, text in enumerate(rule.bad[lang])
]
GOOD = [
    pytest.param(rule, text, id=f"{rule.id}-{lang}-{n}") for rule, lang in ALL for n, text in enumerate(rule.good[lang])
]


def in_place(rule: Rule, text: str) -> str:
    """The example where such words are written: a countermeasure among the actions, all else in the analysis."""
    return f"## Action items\n\n- {text}\n" if rule.trap == "weak-countermeasure" else f"## Analysis\n\n{text}\n"


@pytest.mark.parametrize(("rule", "text"), BAD)
def test_a_bad_example_is_found(rule: Rule, text: str) -> None:
    assert rule.trap in {diagnostic.trap for diagnostic in lint(in_place(rule, text))}


@pytest.mark.parametrize(("rule", "text"), GOOD)
def test_a_good_example_is_left_alone(rule: Rule, text: str) -> None:
    assert [(d.rule, d.span) for d in lint(in_place(rule, text))] == []


@pytest.mark.parametrize(("rule", "lang"), ALL, ids=lambda x: getattr(x, "id", x))
def test_a_rule_is_whole(rule: Rule, lang: Lang) -> None:
    severities: tuple[Severity, ...] = SEVERITIES
    assert rule.trap in TRAPS
    assert rule.severity in severities
    assert rule.source
    assert len(rule.bad[lang]) >= 2
    assert len(rule.good[lang]) >= 2
    assert rule.question[lang].rstrip().endswith(("?", "？", "か。"))


def test_every_trap_has_a_rule_and_every_pattern_is_read() -> None:
    assert {rule.trap for rule in rules().values()} == set(TRAPS)
    assert all(parse(pattern) for rule, lang in ALL for pattern in rule.any[lang])
