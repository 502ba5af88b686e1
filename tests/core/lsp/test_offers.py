from __future__ import annotations

import pytest
from lsprotocol import types

from furikaeri.lint import TRAPS, Settings, lint
from furikaeri.lint.engine import engine_for
from furikaeri.lsp.noticer import Noticed, Noticer
from furikaeri.lsp.offers import Offer, offers
from furikaeri.lsp.protocol import action, ranged
from furikaeri.lsp.sheet import Sheet

CALM = Settings(off=frozenset(TRAPS) - {"counterfactual", "why-question"})
BAD = "We should have rolled back sooner."


def noticed(text: str) -> Noticed:
    (found,) = Noticer(engine_for(CALM)).read(text)
    return found


def chosen(text: str, offer: Offer) -> str:
    return text[: offer.span.start] + offer.text + text[offer.span.end :]


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        (BAD, BAD + " ", ""),
        (f"{BAD}  \nmore", BAD + " ", "  \nmore"),
        (f"{BAD}\\\nmore", BAD + " ", "\\\nmore"),
        (f"| {BAD} | x |\n| --- | --- |\n", f"| {BAD} ", " | x |\n| --- | --- |\n"),
        (f"## {BAD} ##\n", f"## {BAD} ", " ##\n"),
        (f"- one\n- {BAD}\r\n- three\r\n", f"- one\n- {BAD} ", "\r\n- three\r\n"),
        (f"Seen twice.\n{BAD} And then\nmore.", f"Seen twice.\n{BAD} And then ", "\nmore."),
    ],
)
def test_a_comment_stands_behind_the_words_and_breaks_nothing(text: str, before: str, after: str) -> None:
    ask, keep = offers(noticed(text), text)
    for offer in (ask, keep):
        whole = chosen(text, offer)
        assert whole.startswith(before + "<!-- ")
        assert whole.endswith("-->" + after)


@pytest.mark.parametrize("text", [BAD, f"| {BAD} | x |\n| --- | --- |\n", f"# {BAD}\n\nmore\n", f"- {BAD}\n"])
def test_a_comment_without_a_reason_is_complained_of_and_one_with_a_reason_silences(text: str) -> None:
    _, keep = offers(noticed(text), text)
    assert keep.caret is not None
    empty = chosen(text, keep)
    assert {d.rule for d in lint(empty, settings=CALM)} == {"counterfactual.modal-perfect", "suppression.reason"}
    at = keep.span.start + keep.caret
    assert lint(empty[:at] + "as it was told" + empty[at:], settings=CALM) == ()


def test_a_comment_that_silences_is_left_to_its_writer() -> None:
    text = "Fine. <!-- furikaeri: ok no-such-rule because -->"
    assert list(offers(noticed(text), text)) == []


def test_a_why_is_offered_again_as_what_and_how_and_only_its_sentence_changes() -> None:
    text = "It was Friday. Why did you push on Friday? Fine.\n"
    rewritten = [chosen(text, o) for o in offers(noticed(text), text) if "<!--" not in o.text]
    assert rewritten == [
        "It was Friday. What led you to push on Friday? Fine.\n",
        "It was Friday. What was in view at that moment? Fine.\n",
    ]


def test_nothing_is_preferred_and_snippets_set_the_caret() -> None:
    sheet = Sheet.of("file:///x.md", 3, BAD)
    one = noticed(BAD)
    told = types.Diagnostic(ranged(sheet, one.diagnostic.span), "x")
    for offer in offers(one, BAD):
        for snippets in (False, True):
            made = action(offer, told, sheet, snippets=snippets)
            assert not made.is_preferred
            assert made.kind == types.CodeActionKind.QuickFix
    *_, keep = offers(one, BAD)
    made = action(keep, told, sheet, snippets=True)
    assert made.edit is not None
    assert made.edit.document_changes is not None
    (change,) = made.edit.document_changes
    assert isinstance(change, types.TextDocumentEdit)
    assert change.text_document.version == 3
    (edit,) = change.edits
    assert isinstance(edit, types.SnippetTextEdit)
    assert edit.snippet.value.endswith("modal-perfect: $0 -->")
