from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from furikaeri.evidence.html_text import html_text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("no markup at all", "no markup at all"),
        ("a &lt; b &amp; c&nbsp;d", "a < b & c d"),
        ("<p>one</p><p>two<br>three</p>", "one\n\ntwo\nthree"),
        ("<div>決済が<b>止まって</b>います</div>", "決済が止まっています"),
        ("<ul><li>first</li><li>second</li></ul>", "- first\n- second"),
        (
            'see <a href="https://graphs.example/a?x=1&amp;y=2">this graph</a>',
            "see this graph (https://graphs.example/a?x=1&y=2)",
        ),
        ('<a href="https://a.example/">https://a.example</a>', "https://a.example"),
        ('<a href="javascript:alert(1)">press</a>', "press"),
        ('<at id="0">Mika Sato</at> please look', "@Mika Sato please look"),
        ('done <emoji id="1" alt="👍"></emoji> <img src="http://x/y.png" alt="graph">', "done 👍 graph"),
        ("<table><tr><td>1</td><td>2</td></tr></table>", "1 | 2 |"),
        ("<script>steal()</script>after<style>p{}</style>", "after"),
        ("a<!-- hidden <b>words</b> -->b", "ab"),
        ("5 < 6 and 7 > 3", "5 < 6 and 7 > 3"),
        ("<pre>line 1\nline 2</pre>", "line 1\nline 2"),
        ("two\n   words<i>!</i>", "two words!"),
        ('<img alt="a > b">', "a > b"),
        ("cut off <b", "cut off"),
    ],
)
def test_a_reader_sees_the_words(body: str, text: str) -> None:
    assert html_text(body) == text


@settings(deadline=None, max_examples=80)
@given(st.text(alphabet="<>!-/\"'=&;#x0a bpr\n", max_size=200))
def test_any_markup_gives_text(body: str) -> None:
    assert isinstance(html_text(body), str)


@settings(deadline=None, max_examples=50)
@given(st.text(alphabet=st.characters(exclude_characters="<>&\xa0", exclude_categories=["Cs"]), max_size=60))
def test_words_without_markup_are_kept(words: str) -> None:
    assert html_text(words) == words.strip()


@pytest.mark.parametrize(
    "piece", ["<", "<a ", "<a href='", '<a href="x">', "<!--", "<p>", "&#x", "\xa0", "<script>", "<a href=x title"]
)
def test_hostile_markup_takes_linear_time(piece: str) -> None:
    began = time.process_time()
    html_text(piece * 40_000 + "</a>")
    assert time.process_time() - began < 2


def test_a_number_too_large_for_a_character_is_no_fault() -> None:
    assert html_text("a&#" + "9" * 6000 + ";b") == "a\ufffdb"
