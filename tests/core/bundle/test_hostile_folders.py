"""Folders with links, pipes and unspeakable names: nothing hangs, nothing is read that was not handed in."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.core.bundle.attack import NOW, fresh, hand_in

from furikaeri.bundle.folder import Bundle
from furikaeri.bundle.intake import Intake, bring
from furikaeri.bundle.names import plain_name, safe_name
from furikaeri.cli import main
from furikaeri.text import FurikaeriError

CHAT = b"time,actor,text\n2026-10-14T14:00Z,Mara,search is empty\n"
posix = pytest.mark.skipif(sys.platform == "win32", reason="these kinds of file are not known there")


@posix
def test_links_pipes_and_sockets_are_named_and_not_read(tmp_path: Path) -> None:
    given = tmp_path / "given"
    (given / "inner").mkdir(parents=True)
    (given / "chat.csv").write_bytes(CHAT)
    (tmp_path / "secret.csv").write_bytes(CHAT.replace(b"empty", b"secret"))
    (given / "link.csv").symlink_to(tmp_path / "secret.csv")
    (given / "up").symlink_to(tmp_path)
    (given / "inner" / "loop").symlink_to(given)
    (given / "dangling.csv").symlink_to("nowhere")
    os.mkfifo(given / "pipe.csv")
    with socket.socket(socket.AF_UNIX) as server:
        here = Path.cwd()
        os.chdir(given)  # the name of a socket may not be long
        try:
            server.bind("socket.csv")
        finally:
            os.chdir(here)
    bundle = fresh(tmp_path)
    found = {b.name: b for b in hand_in(bundle, given)}
    assert {name for name, b in found.items() if b.added} == {"chat.csv"}
    assert set(found) == {"chat.csv", "link.csv", "up", "inner/loop", "dangling.csv", "pipe.csv", "socket.csv"}
    with bundle.store() as store:
        assert "secret" not in " ".join(event.text for event in store.events())


@posix
def test_a_pipe_or_a_device_handed_in_by_name_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    bundle = fresh(tmp_path)
    for path in (tmp_path / "pipe", Path("/dev/zero")):
        (brought,) = bring(bundle, path, Intake(now=NOW))
        assert brought.refused is not None


@pytest.mark.parametrize("path", ["nowhere", "nul\0byte", "x" * 5_000, "a/" * 3_000])
def test_a_path_that_can_not_be_is_a_sentence(path: str, tmp_path: Path) -> None:
    bundle = fresh(tmp_path)
    with pytest.raises(FurikaeriError) as trouble:
        list(bring(bundle, Path(path), Intake(now=NOW)))
    assert "no such file" in trouble.value.message.en


@posix
@pytest.mark.parametrize(
    "name", [b"new\nline.csv", b"\xff\xfe.csv", b"\x1b[31mred.csv", b"\xe2\x80\xaegpj.csv", b"-rf", b"~", "時系列".encode() * 25 + b".csv", b"a" * 251 + b".csv"]
)  # fmt: skip
def test_any_name_a_file_may_have(name: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = tmp_path / "given"
    given.mkdir()
    file = Path(os.fsdecode(os.fsencode(given) + b"/" + name))
    file.write_bytes(CHAT)
    bundle = fresh(tmp_path)
    (brought,) = hand_in(bundle, given)
    assert brought.added is not None
    assert main(["add", str(bundle.path), str(file)]) == 0
    assert main(["timeline", str(bundle.path), "--level", "raw"]) == 0
    said = capsys.readouterr()
    assert "\x1b" not in said.out + said.err


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.text(max_size=400))
def test_every_name_can_be_written_and_shown(name: str, tmp_path: Path) -> None:
    safe = safe_name(plain_name(name))
    assert plain_name(name).isprintable()
    assert len(safe.encode()) <= 120
    assert (tmp_path / f"0123456789abcdef-{safe}").parent == tmp_path
    assert not set(safe) & set("/\\\0\n")


def test_a_folder_a_thousand_deep(tmp_path: Path) -> None:
    bundle = fresh(tmp_path)
    given = tmp_path / "given"
    given.mkdir()
    here = Path.cwd()
    os.chdir(given)
    try:
        for _ in range(1_100):
            Path("d").mkdir()
            os.chdir("d")
        Path("chat.csv").write_bytes(CHAT)
        (brought,) = bring(bundle, given, Intake(now=NOW))
        Path("chat.csv").unlink()
        for _ in range(1_100):  # whoever cleans up after us may not go so deep
            os.chdir("..")
            Path("d").rmdir()
    finally:
        os.chdir(here)
    assert brought.added is not None
    assert brought.added.events == 1


def test_an_unpacked_export_with_a_link_in_it_says_so(tmp_path: Path) -> None:
    export = tmp_path / "export"
    (export / "inc").mkdir(parents=True)
    (export / "users.json").write_text('[{"id": "U1", "name": "mara"}]')
    (export / "inc" / "2026-10-14.json").write_text('[{"type": "message", "ts": "1791986400.000100", "text": "hi"}]')
    (export / "inc" / "2026-10-15.json").symlink_to("/etc/hostname")
    found = hand_in(fresh(tmp_path), export)
    assert [b.added is not None for b in found] == [False, True]


def test_a_lost_file_comes_back_when_it_is_added_again(tmp_path: Path) -> None:
    bundle = fresh(tmp_path)
    (tmp_path / "chat.csv").write_bytes(CHAT)
    (brought,) = hand_in(bundle, tmp_path / "chat.csv")
    assert brought.item is not None
    bundle.file(brought.item).unlink()
    (again,) = hand_in(Bundle.open(bundle.path), tmp_path / "chat.csv")
    assert again.known
    assert bundle.holds(brought.item)
