from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from furikaeri.lint import TRAPS, Settings, lint
from furikaeri.lint.engine import engine_for
from furikaeri.lsp.noticer import Noticer
from furikaeri.lsp.parts import closed, kept

BAD = "We should have rolled back sooner."
LINES = (
    "", "", BAD, f"- {BAD}", f"| a | {BAD} |", "| --- | --- |", f"> {BAD}", "# Postmortem", "## Impact", "## Action items",
    "### 3. Point", "# Another", "Title", "=====", "-----", "---", "```", "~~~~", "<!-- left open", "<!-- shut -->", "-->",
    "**Action items**: be more careful next time.", "- be more careful", "> ## Quoted", "## a | b", "## ", "＃ 対策",
    "今後は気をつけます。🙂", f"{BAD} <!-- furikaeri: ok counterfactual we looked at it twice -->",
    "<!-- furikaeri: ok counterfactual -->", "【再発防止策】", "1. Why did you push on Friday?", "    indented", "Why? \r", "x ```",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(LINES), max_size=24).map("\n".join)
EDITS = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 40), st.lists(st.sampled_from((*LINES, "\n", "x", "`", "#", " ")), max_size=3).map("\n".join)),
    max_size=6,
)  # fmt: skip


@settings(max_examples=150)
@given(TEXTS, EDITS)
def test_after_any_edits_it_notices_what_lint_notices(text: str, edits: list[tuple[float, int, str]]) -> None:
    noticer = Noticer(engine_for(Settings()))
    assert tuple(n.diagnostic for n in noticer.read(text)) == lint(text)
    for where, gone, put in edits:
        at = int(where * len(text))
        text = text[:at] + put + text[at + gone :]
        noticed = noticer.read(text, afresh=True)
        assert tuple(n.diagnostic for n in noticed) == lint(text)
        for n in noticed:
            assert n.place.start <= n.diagnostic.span.start <= n.place.end


def test_only_the_edited_part_is_read_again() -> None:
    text = "# Review\n\n" + "".join(f"## Part {n}\n\n{BAD}\n\n" for n in range(50))
    noticer = Noticer(engine_for(Settings(off=frozenset(TRAPS) - {"counterfactual"})))
    assert len(noticer.read(text)) == 50
    before = {id(part) for part in noticer._parts}
    assert len(noticer.read(text.replace("## Part 30\n\nWe", "## Part 30\n\nYes, we"))) == 50
    assert len({id(part) for part in noticer._parts} - before) == 1


@given(st.lists(st.text("ab\n", max_size=4), max_size=6), st.text("ab\n", max_size=12))
def test_kept_parts_lie_at_both_ends_and_do_not_overlap(old: list[str], text: str) -> None:
    first, last = kept(old, text)
    head, tail = "".join(old[:first]), "".join(old[len(old) - last :])
    assert text.startswith(head)
    assert text.endswith(tail)
    assert len(head) + len(tail) <= len(text)
    assert first + last <= len(old)


def test_a_fence_or_comment_left_open_is_seen() -> None:
    assert closed("```\ncode\n```\n<!-- x -->")
    assert closed("plain")
    assert not closed("```\ncode\n")
    assert not closed("a <!-- b")
    assert not closed("```\ncode```\n")


def test_it_remembers_what_a_block_said() -> None:
    noticer = Noticer(engine_for(Settings()))
    texts = [f"{BAD}\n\nOther {n}.\n" for n in (1, 2, 1)]
    counts = []
    for text in texts:
        noticer.read(text)
        counts.append(len(noticer._known))
    assert [b - a for a, b in pairwise(counts)] == [1, 0]
