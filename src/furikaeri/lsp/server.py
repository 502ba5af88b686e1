"""The language server: diagnostics while people write, hovers, and edits to choose from. Needs the extra `lsp`."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Generator
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol, lsp_method
from pygls.uris import to_fs_path

from furikaeri import __version__
from furikaeri.documents.check import check, check_names
from furikaeri.lint.engine import Engine
from furikaeri.lsp.choices import NAME, Choices
from furikaeri.lsp.noticer import Noticed, Noticer
from furikaeri.lsp.offers import offers
from furikaeri.lsp.protocol import action, diagnostic, hover, ranged, span_of
from furikaeri.lsp.sheet import Sheet
from furikaeri.text import Lang, Span

PAUSE = 0.05  # seconds without a keystroke before an edited document is read


class _Utf16(LanguageServerProtocol):
    """Counts in UTF-16 units with every client: each of them can, and `markup.positions` does."""

    @lsp_method(types.INITIALIZE)
    def lsp_initialize(self, params: types.InitializeParams) -> Generator[Any, Any, types.InitializeResult]:
        """Answers an editor that could count otherwise, too, in UTF-16."""
        if params.capabilities.general is not None:
            params.capabilities.general.position_encodings = [types.PositionEncodingKind.Utf16]
        return (yield from super().lsp_initialize(params))


class Server(LanguageServer):
    """The state of one editor's session. `lang`: the language in which the server speaks of itself.

    `noticed` is up to date after `read`; `whole`, what the checks of the whole document say, holds as of opening or
    saving, and moves with the words it is about.
    """

    def __init__(self, lang: Lang, now: Callable[[], datetime]) -> None:
        super().__init__("furikaeri", __version__, protocol_cls=_Utf16)
        self.lang = lang
        self.now = now
        self.choices = Choices()
        self.sheets: dict[str, Sheet] = {}
        self.noticers: dict[str, tuple[Engine, Noticer]] = {}
        self.noticed: dict[str, tuple[Noticed, ...]] = {}
        self.whole: dict[str, tuple[Noticed, ...]] = {}
        self.waiting: dict[str, asyncio.TimerHandle] = {}
        self.told: dict[str, str] = {}

    def soon(self, uri: str) -> None:
        """Reads a document once nobody has typed for a moment."""
        if uri in self.waiting:
            self.waiting[uri].cancel()
        self.waiting[uri] = asyncio.get_running_loop().call_later(PAUSE, self.publish, uri)

    def publish(self, uri: str, *, afresh: bool = False) -> None:
        """Reads a document and tells the editor what was noticed."""
        sheet = self.read(uri, afresh=afresh)
        if sheet is None:
            return
        found = [diagnostic(n.diagnostic, sheet) for n in (*self.noticed[uri], *self.whole[uri])]
        self.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(uri=uri, version=sheet.version, diagnostics=found)
        )

    def read(self, uri: str, *, afresh: bool = False) -> Sheet | None:
        """The document, with `noticed` up to date; None where it is not open. `afresh`: as a whole, too."""
        if uri in self.waiting:
            self.waiting.pop(uri).cancel()
        sheet = self.sheets.get(uri)
        if sheet is None:
            return None
        path = to_fs_path(uri) if uri.startswith("file:") else None
        choice = self.choices.of(None if path is None else Path(path))
        self.complain(uri, "" if choice.trouble is None else choice.trouble[self.lang])
        if uri not in self.noticers or self.noticers[uri][0] is not choice.engine:
            self.noticers[uri] = choice.engine, Noticer(choice.engine, check_names())
            afresh = True
        self.noticed[uri] = self.noticers[uri][1].read(sheet.text, afresh=afresh)
        if afresh:
            name = uri.rpartition("/")[2]
            found = check(sheet.text, file=unquote(name), now=self.now(), settings=choice.settings)
            self.whole[uri] = tuple(Noticed(d, d.span) for d in found)
        return sheet

    def complain(self, uri: str, said: str) -> None:
        """Tells once that a furikaeri.toml can't be used."""
        if said and self.told.get(uri) != said:
            self.window_show_message(types.ShowMessageParams(types.MessageType.Warning, f"furikaeri: {said}"))
        self.told[uri] = said

    def move(self, uri: str, edited: Span, length: int) -> None:
        """Keeps what the checks said beside its words, after `edited` was replaced by `length` characters."""
        self.whole[uri] = tuple(moved for n in self.whole.get(uri, ()) if (moved := n.after_edit(edited, length)))

    def at(self, sheet: Sheet, span: Span) -> list[Noticed]:
        """What was noticed of the words that a selection, or the caret, touches."""
        return [
            n
            for n in (*self.noticed.get(sheet.uri, ()), *self.whole.get(sheet.uri, ()))
            if n.diagnostic.span.start <= span.end and span.start <= n.diagnostic.span.end
        ]


def server(lang: Lang, now: Callable[[], datetime]) -> Server:
    """A server with all it answers to; `start_io()` runs it on standard input and output."""
    made = Server(lang, now)
    _documents(made)
    _choices(made)
    _answers(made)
    return made


def _documents(made: Server) -> None:
    """What happens as documents are opened, edited, saved and closed."""
    feature = made.feature

    @feature(types.TEXT_DOCUMENT_DID_OPEN)
    def opened(ls: Server, params: types.DidOpenTextDocumentParams) -> None:
        document = params.text_document
        ls.sheets[document.uri] = Sheet.of(document.uri, document.version, document.text)
        ls.publish(document.uri, afresh=True)

    @feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def changed(ls: Server, params: types.DidChangeTextDocumentParams) -> None:
        uri, version = params.text_document.uri, params.text_document.version
        if uri not in ls.sheets:
            return
        for change in params.content_changes:
            sheet = ls.sheets[uri]
            if isinstance(change, types.TextDocumentContentChangePartial):
                edited = span_of(sheet, change.range)
                sheet = sheet.edited(version, edited, change.text)
                ls.move(uri, edited, len(change.text))
            else:
                sheet = Sheet.of(uri, version, change.text)
                ls.whole[uri] = ()
            ls.sheets[uri] = sheet
        ls.soon(uri)

    @feature(types.TEXT_DOCUMENT_DID_SAVE)
    def saved(ls: Server, params: types.DidSaveTextDocumentParams) -> None:
        ls.publish(params.text_document.uri, afresh=True)
        _chosen_anew(ls, [params.text_document.uri])

    @feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def closed(ls: Server, params: types.DidCloseTextDocumentParams) -> None:
        uri = params.text_document.uri
        if uri in ls.waiting:
            ls.waiting.pop(uri).cancel()
        for kept in (ls.sheets, ls.noticers, ls.noticed, ls.whole, ls.told):
            kept.pop(uri, None)
        ls.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri=uri, diagnostics=[]))


def _choices(made: Server) -> None:
    """What happens as a furikaeri.toml or an own rule changes."""
    feature = made.feature

    @feature(types.INITIALIZED)
    def ready(ls: Server, _: types.InitializedParams) -> None:
        workspace = ls.client_capabilities.workspace
        watching = workspace and workspace.did_change_watched_files
        if watching and watching.dynamic_registration:
            watchers = [types.FileSystemWatcher(glob_pattern="**/*.toml")]
            options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
            wanted = types.Registration("choices", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
            ls.client_register_capability(types.RegistrationParams([wanted]))

    @feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def files_changed(ls: Server, params: types.DidChangeWatchedFilesParams) -> None:
        _chosen_anew(ls, [event.uri for event in params.changes])


def _answers(made: Server) -> None:
    """What the editor asks for."""
    feature = made.feature

    @feature(types.TEXT_DOCUMENT_HOVER)
    def hovered(ls: Server, params: types.HoverParams) -> types.Hover | None:
        sheet = ls.read(params.text_document.uri)
        if sheet is None:
            return None
        at = sheet.offset((params.position.line, params.position.character))
        found = ls.at(sheet, Span(at, at))
        if not found:
            return None
        words = "\n\n---\n\n".join(hover(n.diagnostic) for n in found)
        return types.Hover(
            types.MarkupContent(types.MarkupKind.Markdown, words), ranged(sheet, found[0].diagnostic.span)
        )

    @feature(types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions([types.CodeActionKind.QuickFix]))
    def actions(ls: Server, params: types.CodeActionParams) -> list[types.CodeAction]:
        sheet = ls.read(params.text_document.uri)
        if sheet is None:
            return []
        workspace = ls.client_capabilities.workspace
        edits = workspace.workspace_edit if workspace else None
        snippets = bool(edits and edits.document_changes and edits.snippet_edit_support)
        return [
            action(offer, diagnostic(n.diagnostic, sheet), sheet, snippets=snippets)
            for n in ls.at(sheet, span_of(sheet, params.range))
            for offer in offers(n, sheet.text)
        ]


def _chosen_anew(ls: Server, files: list[str]) -> None:
    """After a change of a furikaeri.toml or of a rule, reads every open document again."""
    if any(uri.endswith(".toml") for uri in files):
        if any(uri.rpartition("/")[2] == NAME for uri in files):
            ls.choices.look_again()
        for uri in ls.sheets:
            ls.publish(uri)
