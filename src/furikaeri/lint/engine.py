"""The rules of one settings, made ready: a sieve a language, patterns compiled when first woken."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from furikaeri.lint.diagnostic import Severity
from furikaeri.lint.guards import Surroundings
from furikaeri.lint.lexicon import Lexicon
from furikaeri.lint.patterns import parse, regex
from furikaeri.lint.prefilter import hits
from furikaeri.lint.rule import Rule
from furikaeri.lint.settings import Settings
from furikaeri.lint.shipped import content, numbered, rules_in, shipped_lexicon, shipped_rules, woken
from furikaeri.text import FurikaeriError, Lang, Text


class Speech:
    """One language's side of the engine."""

    def __init__(self, rules: tuple[Rule, ...], lexicon: Lexicon, ready: Mapping[str, object] | None) -> None:
        self.lang: Lang = lexicon.lang
        self.lexicon = lexicon
        self.patterns = numbered(rules, lexicon.lang)
        made = woken(rules, lexicon) if ready is None else ready
        self._sieve = re.compile(str(made["sieve"]))
        self._wakes: Mapping[str, tuple[int, ...]] = made["wakes"]  # type: ignore[assignment]  # JSON knows no tuples
        self.always: Sequence[int] = made["always"]  # type: ignore[assignment]  # as above
        self._compiled: dict[int, re.Pattern[str]] = {}
        self._guards: dict[str, re.Pattern[str]] = {}

    def hits(self, folded: str) -> list[tuple[int, tuple[int, ...]]]:
        """Places in a folded text at which patterns wake, with the numbers of those patterns."""
        wakes = self._wakes
        return [(at, wakes[word]) for at, word in hits(self._sieve, folded, self.lang)]

    def find(self, number: int, folded: str) -> re.Match[str] | None:
        """The first match of a pattern in a folded sentence."""
        compiled = self._compiled.get(number)
        if compiled is None:
            source = regex(parse(self.patterns[number][1]), self.lexicon.classes, self.lang)
            compiled = self._compiled[number] = re.compile(source)
        return compiled.search(folded)

    def guard(self, name: str, folded: str, start: int, end: int) -> bool:
        """Whether a guard of the lexicon holds for the match at `start` to `end`."""
        guard = self.lexicon.guards[name]
        compiled = self._guards.get(name)
        if compiled is None:
            sources = [regex(parse(p), self.lexicon.classes, self.lang) for p in guard.any]
            compiled = self._guards[name] = re.compile("|".join(f"(?:{s})" for s in sources))
        if guard.at == "sentence":
            return compiled.search(folded) is not None
        if guard.at == "before":
            return compiled.search(folded[max(0, start - 60) : start]) is not None
        if guard.at == "after":
            return compiled.search(folded[end : end + 60]) is not None
        return compiled.search(folded, start, end) is not None


class Engine:
    """Everything that linting under one `Settings` needs; make it with `engine_for`."""

    def __init__(self, settings: Settings) -> None:
        own = () if settings.rules is None else rules_in(settings.rules, own=True)
        known = {rule.id for rule in shipped_rules()}
        for rule in own:
            if rule.id in known:
                raise FurikaeriError(
                    Text(f"The rule id {rule.id} is taken.", f"ルール id「{rule.id}」はすでに使われています。")
                )
        self.rules = (*shipped_rules(), *own)
        self.ids = known | {rule.id for rule in own}
        self.severities: dict[str, Severity] = dict(settings.severities)
        self.off = settings.off
        self._settings = settings
        self._plain = not own and not settings.machines
        self._speech: dict[Lang, Speech] = {}

    def speech(self, lang: Lang) -> Speech:
        """The language's side, made when first asked for."""
        if lang not in self._speech:
            lexicon = shipped_lexicon(lang).with_machines(self._settings.machines)
            ready = content()["sieves"][lang] if self._plain else None
            self._speech[lang] = Speech(self.rules, lexicon, ready)
        return self._speech[lang]

    def runs(self, rule: Rule, around: Surroundings) -> bool:
        """Whether a rule is on, and meant for such a place."""
        if rule.id in self.off or rule.trap in self.off:
            return False
        return not rule.sections or around.role in rule.sections

    def severity(self, rule: Rule) -> Severity:
        """The rule's severity as the organisation has it."""
        return self.severities.get(rule.id, self.severities.get(rule.trap, rule.severity))


@lru_cache(maxsize=8)
def engine_for(settings: Settings) -> Engine:
    """The engine of these settings; made once. Raises FurikaeriError where own rules can't be used."""
    return Engine(settings)
