"""The pure parts beneath a review: parts, marks, merges, differences, anchors. No tables."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from furikaeri.text import Span
from furikaeri_web.reviews.text.anchors import Page
from furikaeri_web.reviews.text.chunks import paragraphs, sentences, words
from furikaeri_web.reviews.text.differences import differences
from furikaeri_web.reviews.text.live import Live, comment, live, places
from furikaeri_web.reviews.text.matching import matches
from furikaeri_web.reviews.text.merge import merge
from furikaeri_web.reviews.text.parts import part_of, parts, put, title_of
from furikaeri_web.reviews.text.prose import Talked, set_review
from furikaeri_web.reviews.text.stance import marks
from furikaeri_web.reviews.text.woven import utf16, woven

_TEXT = st.text(alphabet="ab あ漢。.!\n#`~<>-|[]*😀", max_size=80)
_QUICK = settings(max_examples=60, deadline=None)


@_QUICK
@given(_TEXT)
def test_pieces_joined_are_the_text_again(text):
    assert "".join(paragraphs(text)) == text
    assert "".join(sentences(text)) == text
    assert "".join(words(text)) == text
    found = parts(text)
    assert "".join(text[slice(*p.span)] for p in found) == text
    assert len({p.key for p in found}) == len(found)


def test_a_heading_in_a_code_block_or_a_comment_cuts_nothing():
    text = "# Title\n\nlead\n\n## One\n\n```\n## no\n```\n\n<!--\n## no\n-->\n\n## Two\n\n## Two\n"
    assert [p.key for p in parts(text)] == ["", "one", "two", "two-2"]
    assert title_of(text) == "Title"
    two = part_of(parts(text), "two")
    assert two is not None
    assert put(text, two, "## Zwei\n\nx") == text.replace("## Two\n\n", "## Zwei\n\nx\n\n", 1)


def test_a_renamed_part_is_found_by_its_place():
    found = parts("## A\n\n## B\n")
    assert part_of(found, "gone", 1) is found[1]
    assert part_of(found, "gone", 7) is None


@_QUICK
@given(_TEXT, _TEXT)
def test_a_merge_with_one_side_unchanged_is_the_other_side(base, other):
    said = {"lang": "en", "by_me": "Mio", "by_them": "Ken"}
    assert merge(base, other, base, **said).text == other
    assert merge(base, base, other, **said).text == other
    assert merge(base, other, other, **said).collisions == 0


def test_changes_of_two_sentences_in_one_paragraph_go_together():
    merged = merge(
        "一つめ。二つめ。\n", "一つめを直す。二つめ。\n", "一つめ。二つめも直す。\n", lang="ja", by_me="M", by_them="K"
    )
    assert (merged.text, merged.collisions) == ("一つめを直す。二つめも直す。\n", 0)


def test_what_one_took_out_while_the_other_wrote_stays_under_a_question():
    merged = merge("A.\n\nB.\n\nC.\n", "A.\n\nC.\n", "A.\n\nB grew.\n\nC.\n", lang="en", by_me="Mio", by_them="Ken")
    assert merged.collisions == 1
    assert "> ? Mio took this out while Ken was writing in it." in merged.text
    assert "B grew." in merged.text


def test_hostile_likeness_is_answered_in_bounded_time():
    same = ["x"] * 20_000
    assert matches([*same, "a"], ["b", *same]) == []  # too many pairs to look at: all of it counts as changed
    assert [m.n for m in matches(same, same)] == [20_000]


@_QUICK
@given(_TEXT, _TEXT)
def test_a_difference_holds_both_texts(old, new):
    shown = differences(old, new)
    if old == new:
        assert shown == ()
    for passage in shown:
        gone = "".join(s.text for s in passage.stretches if s.kind != "new")
        came = "".join(s.text for s in passage.stretches if s.kind != "gone")
        assert gone in old
        assert came in new


def test_a_word_that_changed_is_shown_alone():
    kinds = [(s.kind, s.text) for p in differences("The mail was lost.\n", "The mail was late.\n") for s in p.stretches]
    assert ("gone", "lost") in kinds
    assert ("new", "late") in kinds


def test_marks_stand_before_statements_only():
    assert [s for _, s in marks("[fact] A. [opinion] B.\n- [推測] 三。［意見］四。")] == [
        "fact",
        "opinion",
        "inference",
        "opinion",
    ]
    assert not list(marks("see [fact](https://x.example) and an array[fact] here"))


@_QUICK
@given(st.lists(st.sampled_from(["[fact] ", "words ", "漢字。", "😀"]), max_size=12))
def test_places_in_a_text_without_marks_lead_back(pieces):
    text = "".join(pieces)
    bare = woven(text, ((span, "") for span, _ in marks(text)))
    for n, letter in enumerate(bare.text):
        start, end = bare.source_span(Span(n, n + 1))
        assert text[start:end] == letter


def test_offsets_count_as_browsers_count():
    assert utf16("a😀b", [0, 1, 2, 3]) == {0: 0, 1: 1, 2: 3, 3: 4}


def test_live_places_are_lines_of_their_own_outside_of_code():
    text = "<!-- furikaeri: chronology moments INC-0002 -->\n\n```\n<!-- furikaeri: impact -->\n```\n\n<!-- furikaeri: 対策 -->\n"
    assert [p for _, p in places(text)] == [Live("chronology", ("moments", "INC-0002")), Live("countermeasures")]
    assert live(comment("factors")) == Live("factors")
    assert live("<!-- furikaeri: ok normative: said so -->") is None


def test_a_passage_is_found_again_after_edits_around_and_inside_it():
    page = Page("At first all was calm.\n\nThe desk knew at 14:19, and  wrote it down.\n\nThe desk knew more later.")
    there = page.find("The desk knew", "", "at 14:19")
    assert there is not None
    assert not there.changed
    assert there.span.start == 24
    edited = Page("Long before, the desk in the north saw at 14:21 and wrote it all down.")
    changed = edited.find("knew at 14:19", "the desk in the north ", " and wrote it all")
    assert changed is not None
    assert changed.changed
    assert page.find("nothing like it") is None


def test_a_mark_spans_links_and_hostile_words_stay_words():
    shown = set_review(
        "## A\n\nsee [the <b>log](https://x.example/a) now <img src=x onerror=alert(1)> [x](javascript:alert(1))\n",
        lang="en", resolve=lambda _: None, talked=[Talked(7, "the <b>log now")],
    )  # fmt: skip
    html = "".join(str(p) for part in shown.parts for p in part.pieces)
    assert shown.found == {7: False}
    assert html.count('id="passage-7"') == 1
    assert "<img" not in html
    assert "<b>" not in html
    assert "javascript:" not in html
