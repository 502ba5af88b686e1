"""What is looked for is found, alike on both databases: Latin words, one, two and many Japanese characters."""

from __future__ import annotations

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from furikaeri_web.parts.fulltext import Index, IndexOperation
from furikaeri_web.parts.tokens import excerpt, fold, phrases, tokens

TEXTS = [
    "障害対応の振り返り",
    "決済APIが応答しない",
    "gate-api r2210 goes out to all stations",
    "Gates refused valid tickets",
    "障子を張り替えた",
    "ＡＰＩの鍵と𠮷野家",
]


@pytest.fixture
def index(transactional_db):
    made = Index("tests_words")
    with connection.schema_editor(atomic=False) as editor:
        IndexOperation("tests_words").database_forwards("tests", editor, None, None)
    yield made
    with connection.schema_editor(atomic=False) as editor:
        IndexOperation("tests_words").database_backwards("tests", editor, None, None)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("障害", {0}), ("障", {0, 4}), ("応", {0, 1}), ("障害対応", {0}), ("害対", {0}), ("API", {1, 2, 5}), ("ＡＰＩ", {1, 2, 5}),
        ("gate-api", {2}), ("gate", {2, 3}), ("gates valid", {3}), ("valid gates", {3}), ("決済api", {1}), ("𠮷野", {5}),
        ("r2210 障害", set()), ("", set()), ('"', set()), ("gate' OR 1=1 --", set()), ("NEAR(", set()),
    ],
)  # fmt: skip
def test_queries(index, query, found):
    index.put((n, text, "") for n, text in enumerate(TEXTS, 1))
    assert {key - 1 for key in index.keys(query)} == found


def test_changed_and_dropped_rows_are_forgotten(index):
    index.put([(1, "first words", "the body"), (2, "second words", "")])
    index.put([(1, "other", "things")])
    assert list(index.keys("words")) == [2]
    index.drop([2])
    assert not list(index.keys("words"))


def test_a_heading_can_be_asked_alone_and_newest_come_first(index):
    index.put((n, "title" if n % 2 else "", "title in the body") for n in range(1, 500))
    assert list(index.keys("title")) == list(range(499, 0, -1))
    assert list(index.keys("title", heading=True)) == list(range(499, 0, -2))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=40), st.text(alphabet="障害対応のカナabC1-_'\"*():&|!<>\\ ", max_size=12))
def test_no_query_breaks_and_a_text_is_found_by_its_own_parts(index, text, query):
    index.put([(7, text, query)])
    list(index.keys(query))
    for phrase in phrases(text)[:3]:
        assert phrase.tokens
    whole = [word for word in fold(text).split() if list(tokens(word))]
    if whole and len(whole) <= 12:
        assert 7 in set(index.keys(text))


def test_an_excerpt_shows_the_place_with_its_hits():
    pieces = excerpt("あ" * 200 + "ここで障害が起きた" + "い" * 200, "障害")
    assert [p.text for p in pieces if p.hit] == ["障害"]
    assert len("".join(p.text for p in pieces)) < 250
    assert "".join(p.text for p in excerpt("Gate API", "gate")) == "Gate API"
