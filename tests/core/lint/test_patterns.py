"""The little language of patterns, and that no text makes it slow."""

from __future__ import annotations

import re
from typing import Any

import pytest

from furikaeri.lint.lexicon import Lexicon, read_lexicon
from furikaeri.lint.made import made
from furikaeri.lint.patterns import needs, parse
from furikaeri.lint.rule import read_rule
from furikaeri.lint.shipped import prepare
from furikaeri.lint.words import WordBook
from furikaeri.text import FurikaeriError, Lang


def lexicon(lang: Lang = "en") -> Lexicon:
    classes = {
        "WHO": ["we", "engineer*", "no one"],
        "DONE": ["/\\w{2,16}ed\\b/", "run"],
        "LAST": ["{WHO}", "robot"],
    }
    return read_lexicon(lang, {"classes": {"KAKUNIN": ["確認し", "調べ"]} if lang == "ja" else classes})


def found(pattern: str, text: str, lang: Lang = "en") -> str | None:
    """The words of `text` that `pattern` finds."""
    raw: dict[str, Any] = {
        "id": "x", "trap": "normative", "severity": "note", "sections": ["other"],
        lang: {"any": [pattern], "message": "m", "question": "q?"},
    }  # fmt: skip
    data = made([read_rule("x", raw)], lexicon(lang))
    expression = re.compile(data["patterns"][0][2])
    if lang == "ja":
        m = expression.search(text)
        return m and m[0]
    read = WordBook(data["book"]).read(text)
    m = expression.search(read.tokens)
    return m and text[slice(*read.span(m.start(), m.end()))]


@pytest.mark.parametrize(
    ("pattern", "text", "words"),
    [
        ("should have", "we should have, alas", "should have"),
        ("should have", "we should haven't", None),
        ("mistak*", "this was mistakenly done", "mistakenly"),
        ("{WHO} did", "the engineers did it", "engineers did"),
        ("{WHO} did", "no one did it", "no one did"),
        ("{LAST} did", "no one did it", "no one did"),
        ("{LAST} did", "a robot did it", "robot did"),
        ("not {DONE}", "it was not checked", "not checked"),
        ("(a|b c) d", "x b c d", "b c d"),
        ("not [really|yet] done", "not yet done", "not yet done"),
        ("not [really|yet] done", "not done", "not done"),
        ("if ~2 had", "if only we had", "if only we had"),
        ("if ~2 had", "if only we all had", None),
        ("if ~4 had", "if so; it had", None),
        ("^ never", "never again", "never"),
        ("^ never", "we never", None),
        ("done $", "all is done.", "done"),
        ("done $", "done at last", None),
        ("would !(be) {DONE}", "would be checked", None),
        ("back-merged", "it was back-merged", "back-merged"),
        ("/[a-z]{2,9}'s/ fault", "it is bob's fault", "bob's fault"),
    ],
)
def test_english(pattern: str, text: str, words: str | None) -> None:
    assert found(pattern, text) == words


@pytest.mark.parametrize(
    ("pattern", "text", "words"),
    [
        ("べき(だった|でした)", "止めるべきでした。", "べきでした"),
        ("{KAKUNIN}ていれば ~6 防げ", "事前に確認していれば障害は防げた", "確認していれば障害は防げ"),
        ("{KAKUNIN}ていれば ~2 防げ", "確認していれば大きな障害は防げた", None),
        ("なぜ ~9 か $", "なぜ気づかなかったか。", "なぜ気づかなかったか"),
        ("ミス !(を防ぐ)", "ミスを防ぐ", None),
        ("ミス !(を防ぐ)", "ミスがあった", "ミス"),
    ],
)
def test_japanese(pattern: str, text: str, words: str | None) -> None:
    assert found(pattern, text, "ja") == words


@pytest.mark.parametrize("pattern", ["(a", "a)", "[a", "(a]", "{lower}", "()", "!(a", "/a*/ b", "/(a/ b", "a / b"])
def test_what_cannot_be_read_says_so(pattern: str) -> None:
    with pytest.raises(FurikaeriError) as error:
        made([read_rule("x", _rule(pattern))], lexicon())
    assert pattern in error.value.message.en
    assert pattern in error.value.message.ja


def test_an_unknown_class_says_so() -> None:
    with pytest.raises(FurikaeriError, match="NOBODY"):
        made([read_rule("x", _rule("{NOBODY} did"))], lexicon())


def test_a_pattern_without_a_word_needs_sections() -> None:
    with pytest.raises(FurikaeriError, match="sections"):
        made([read_rule("x", _rule("~3 [maybe]"))], lexicon())


def test_a_pattern_is_sought_by_its_rarest_words() -> None:
    first, second = needs(parse("we (should|must) never {DONE} hastily"), lexicon().classes, "en")[:2]
    assert first == {"hastily "}
    assert second == {"never "}


def _rule(pattern: str) -> dict[str, Any]:
    return {
        "id": "x", "trap": "normative", "severity": "note",
        "en": {"any": [pattern], "message": "m", "question": "q?"},
    }  # fmt: skip


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_no_repeat_of_ours_is_without_a_bound(lang: Lang) -> None:
    """But for one: the rest of a token, which ends at the next blank and can be matched in one way only."""
    data = prepare()["speech"][lang]
    sources = [source for _, _, source in data["patterns"]]
    sources += [source for guards in data["searches"].values() for source in guards.values()]
    for source in sources:
        bounded = source.replace("[^ ]*", "").replace("[^ ;:]*", "")
        assert not re.search(r"(?<!\\)[*+]|\{\d+,\}", bounded), source
