"""The language server over its real pipe, spoken to by a real client."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.lsp.client import LanguageClient

BAD = "🙂𠮷 We should have rolled back sooner."


class Editor:
    """A client that remembers what it was told."""

    def __init__(self) -> None:
        self.client = LanguageClient("editor", "1")
        self.told: asyncio.Queue[types.PublishDiagnosticsParams] = asyncio.Queue()
        self.shown: asyncio.Queue[str] = asyncio.Queue()
        self.client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(lambda p: self.told.put_nowait(p))  # noqa: PLW0108  # pygls marks what it registers
        self.client.feature(types.WINDOW_SHOW_MESSAGE)(lambda p: self.shown.put_nowait(p.message))
        self.client.feature(types.CLIENT_REGISTER_CAPABILITY)(lambda _: None)

    async def diagnostics(self) -> list[types.Diagnostic]:
        """What was told next, of the rules that this test is about."""
        told = (await asyncio.wait_for(self.told.get(), 20)).diagnostics
        return [d for d in told if str(d.code).startswith(("counterfactual", "suppression", "missing-section"))]

    def open(self, uri: str, text: str) -> None:
        item = types.TextDocumentItem(uri, "markdown", 1, text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))

    def edit(self, uri: str, version: int, where: tuple[int, int, int, int], text: str) -> None:
        change = types.TextDocumentContentChangePartial(ranged(*where), text)
        document = types.VersionedTextDocumentIdentifier(version, uri)
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(document, [change]))

    async def actions(self, uri: str, where: types.Range) -> list[types.CodeAction]:
        params = types.CodeActionParams(types.TextDocumentIdentifier(uri), where, types.CodeActionContext([]))
        return [
            a
            for a in await self.client.text_document_code_action_async(params) or []
            if isinstance(a, types.CodeAction)
        ]

    async def hover(self, uri: str, line: int, unit: int) -> types.Hover | None:
        params = types.HoverParams(types.TextDocumentIdentifier(uri), types.Position(line, unit))
        return await self.client.text_document_hover_async(params)


def ranged(a: int, b: int, c: int, d: int) -> types.Range:
    return types.Range(types.Position(a, b), types.Position(c, d))


@asynccontextmanager
async def session(root: Path) -> AsyncIterator[tuple[Editor, Any]]:
    editor = Editor()
    await editor.client.start_io(sys.executable, "-m", "furikaeri", "lsp", "--stdio")
    offered = types.ClientCapabilities(
        general=types.GeneralClientCapabilities(position_encodings=[types.PositionEncodingKind.Utf8, types.PositionEncodingKind.Utf16])
    )  # fmt: skip
    params = types.InitializeParams(offered, root_uri=root.as_uri())
    result = await asyncio.wait_for(editor.client.initialize_async(params), 20)
    editor.client.initialized(types.InitializedParams())
    yield editor, result
    await asyncio.wait_for(editor.client.shutdown_async(None), 20)
    editor.client.exit(None)
    assert editor.client._server is not None
    assert await asyncio.wait_for(editor.client._server.wait(), 20) == 0
    await editor.client.stop()


def over_the_pipe(root: Path, talk: Callable[[Editor, Any], Awaitable[None]]) -> None:
    async def run() -> None:
        async with session(root) as (editor, result):
            await talk(editor, result)

    asyncio.run(run())


def edited(text: str, action: types.CodeAction) -> str:
    """The text after the person chose the action."""
    assert action.edit is not None
    assert action.edit.changes is not None
    (edit,) = next(iter(action.edit.changes.values()))
    lines = text.split("\n")
    line = lines[edit.range.start.line].encode("utf-16-le")
    assert edit.range.start.line == edit.range.end.line
    start, end = edit.range.start.character * 2, edit.range.end.character * 2
    lines[edit.range.start.line] = line[:start].decode("utf-16-le") + edit.new_text + line[end:].decode("utf-16-le")
    return "\n".join(lines)


def test_open_edit_hover_act_and_shut_down(tmp_path: Path) -> None:
    uri = (tmp_path / "review.md").as_uri()
    text = f"# Review\n\n{BAD}\n"

    async def talk(editor: Editor, result: types.InitializeResult) -> None:
        assert result.capabilities.position_encoding == types.PositionEncodingKind.Utf16
        editor.open(uri, text)
        (found,) = await editor.diagnostics()
        # 🙂 and 𠮷 are two UTF-16 units each.
        assert found.range.start == types.Position(2, 5 + len("We "))
        assert found.code == "counterfactual.modal-perfect"
        assert found.code_description is not None
        assert found.code_description.href.endswith("/en/rules/counterfactual.modal-perfect")
        hover = await editor.hover(uri, 2, found.range.start.character + 2)
        assert hover is not None
        assert isinstance(hover.contents, types.MarkupContent)
        assert found.message.split("\n")[0] in hover.contents.value
        assert await editor.hover(uri, 0, 3) is None

        ask, keep, *_ = await editor.actions(uri, found.range)
        assert not ask.is_preferred
        assert edited(text, ask) == f"# Review\n\n{BAD} <!-- ? {found.message.split(chr(10))[0]} -->\n"
        kept = edited(text, keep)
        assert "<!-- furikaeri: ok counterfactual.modal-perfect:  -->" in kept

        end = len(BAD.encode("utf-16-le")) // 2
        editor.edit(uri, 2, (2, end, 2, end), kept.split("\n")[2].removeprefix(BAD))
        codes = [d.code for d in await editor.diagnostics()]
        assert codes == ["counterfactual.modal-perfect", "suppression.reason"]
        colon = kept.split("\n")[2].index(":  -->") + 2 + 2
        editor.edit(uri, 3, (2, colon, 2, colon), "told at the meeting, kept as it was said")
        assert await editor.diagnostics() == []
        assert await editor.actions(uri, ranged(2, 0, 2, 60)) == []

        whole = (tmp_path / "review 2.md").as_uri()
        editor.open(
            whole,
            "# Postmortem\n\n## Summary\n\nThe queue stood at 14:05.\n\n## Timeline\n\n- 14:05 queue stops\n- 14:10 page\n- 14:20 restart\n",
        )
        of_all = {str(d.code): d.range for d in await editor.diagnostics()}
        assert "missing-section" in of_all
        editor.edit(whole, 2, (0, 0, 0, 0), "\n")
        (moved,) = [d.range for d in await editor.diagnostics() if d.code == "missing-section"]
        assert moved.start.line == of_all["missing-section"].start.line + 1

        other = (tmp_path / "other.md").as_uri()
        editor.open(other, "🙂🙂 fine\n")
        assert await editor.diagnostics() == []
        editor.edit(other, 2, (0, 5, 0, 9), "𠮷 We should have rolled back sooner.")
        (found,) = await editor.diagnostics()
        assert found.range.start == types.Position(0, 5 + 3 + 3)
        editor.edit(other, 3, (0, 0, 1, 0), "")
        assert await editor.diagnostics() == []

    over_the_pipe(tmp_path, talk)


def test_settings_are_read_again_when_they_change(tmp_path: Path) -> None:
    uri = (tmp_path / "docs" / "review.md").as_uri()
    toml = tmp_path / "furikaeri.toml"

    async def talk(editor: Editor, _: object) -> None:
        def changed() -> None:
            event = types.FileEvent(toml.as_uri(), types.FileChangeType.Changed)
            editor.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([event]))

        editor.open(uri, BAD)
        assert [d.severity for d in await editor.diagnostics()] == [types.DiagnosticSeverity.Warning]
        toml.write_text('[lint.severity]\n"counterfactual" = "error"\n')
        changed()
        assert [d.severity for d in await editor.diagnostics()] == [types.DiagnosticSeverity.Error]
        toml.write_text('[lint]\noff = "counterfactual, I think"\n')
        changed()
        assert [d.severity for d in await editor.diagnostics()] == [types.DiagnosticSeverity.Error]
        assert "furikaeri.toml" in await asyncio.wait_for(editor.shown.get(), 20)
        toml.write_text('[lint]\noff = ["counterfactual"]\n')
        changed()
        assert await editor.diagnostics() == []
        toml.unlink()
        changed()
        assert len(await editor.diagnostics()) == 1

    over_the_pipe(tmp_path, talk)
