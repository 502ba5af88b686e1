"""Diagnostics, offers and places in the words of the language server protocol."""

from __future__ import annotations

from lsprotocol import types

from furikaeri.lint.diagnostic import Diagnostic, Severity
from furikaeri.lint.traps import TRAP_NAMES
from furikaeri.lsp.offers import Offer
from furikaeri.lsp.sheet import Sheet
from furikaeri.text import Span, Text

_SEVERITY: dict[Severity, types.DiagnosticSeverity] = {
    "note": types.DiagnosticSeverity.Information,
    "warning": types.DiagnosticSeverity.Warning,
    "error": types.DiagnosticSeverity.Error,
}
_PAGE = Text("More about this rule", "このルールについて")


def ranged(sheet: Sheet, span: Span) -> types.Range:
    """A span as the protocol counts."""
    start, end = sheet.range(span)
    return types.Range(types.Position(*start), types.Position(*end))


def span_of(sheet: Sheet, chosen: types.Range) -> Span:
    """The code points that a range of the protocol means."""
    start = sheet.offset((chosen.start.line, chosen.start.character))
    return Span(start, max(start, sheet.offset((chosen.end.line, chosen.end.character))))


def diagnostic(d: Diagnostic, sheet: Sheet) -> types.Diagnostic:
    """A diagnostic in the words of the protocol and the language of its sentence."""
    return types.Diagnostic(
        range=ranged(sheet, d.span),
        message=f"{d.question[d.lang]}\n{d.message[d.lang]}",
        severity=_SEVERITY[d.severity],
        code=d.rule,
        code_description=types.CodeDescription(href=d.page),
        source="furikaeri",
        data={"trap": d.trap},
    )


def hover(d: Diagnostic) -> str:
    """What a diagnostic says at length, as Markdown."""
    name = TRAP_NAMES[d.trap][d.lang]
    return f"**{name}** · `{d.rule}`\n\n> {d.question[d.lang]}\n\n{d.message[d.lang]}\n\n[{_PAGE[d.lang]}]({d.page})"


def action(offer: Offer, told: types.Diagnostic, sheet: Sheet, *, snippets: bool) -> types.CodeAction:
    """An offer as the protocol has it; never marked as preferred, so that nothing is changed unasked."""
    where = ranged(sheet, offer.span)
    edit: types.TextEdit | types.SnippetTextEdit = types.TextEdit(where, offer.text)
    if snippets and offer.caret is not None:
        value = f"{_plain(offer.text[: offer.caret])}$0{_plain(offer.text[offer.caret :])}"
        edit = types.SnippetTextEdit(where, types.StringValue(value=value))
    document = types.OptionalVersionedTextDocumentIdentifier(sheet.uri, sheet.version)
    return types.CodeAction(
        title=offer.title,
        kind=types.CodeActionKind.QuickFix,
        diagnostics=[told],
        edit=types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(document, [edit])])
        if snippets
        else types.WorkspaceEdit(changes={sheet.uri: [types.TextEdit(where, offer.text)]}),
    )


def _plain(text: str) -> str:
    return text.replace("\\", "\\\\").replace("$", "\\$").replace("}", "\\}")
