"""Killed processes, full disks, two at once, files that change: afterwards nothing is half done."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from hashlib import blake2b
from pathlib import Path

import pytest
from tests.core.bundle.attack import NOW, fresh, hand_in, sound

from furikaeri.bundle.expunge import expunge_item
from furikaeri.bundle.folder import Bundle
from furikaeri.bundle.index import Tombstone, append_index
from furikaeri.bundle.intake import Intake, bring
from furikaeri.evidence.opened import Opened
from furikaeri.text import FurikaeriError

CLI = [sys.executable, "-c", "import sys; from furikaeri.cli import main; sys.exit(main(sys.argv[1:]))"]


def rows(count: int, start: int = 0) -> bytes:
    at = NOW.replace(tzinfo=None)
    lines = (f"m-{n},{at + timedelta(seconds=n)}Z,Mara,message {n}\n" for n in range(start, start + count))
    return ("id,time,actor,text\n" + "".join(lines)).encode()


def adding(bundle: Bundle, *files: Path) -> subprocess.Popen[bytes]:
    environment = {k: v for k, v in os.environ.items() if k != "FURIKAERI_DEBUG"}
    return subprocess.Popen(
        [*CLI, "add", str(bundle.path), *map(str, files)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    )  # fmt: skip


def count(bundle: Bundle) -> int:
    with bundle.store() as store:
        return store.count()


def test_two_processes_add_at_once(tmp_path: Path) -> None:
    bundle = fresh(tmp_path)
    for n in range(4):
        (tmp_path / f"{n}.csv").write_bytes(rows(300, n * 200))
    files = [tmp_path / f"{n}.csv" for n in range(4)]
    both = [adding(bundle, *files), adding(bundle, *reversed(files))]
    for process in both:
        _, said = process.communicate(timeout=60)
        assert process.returncode == 0, said.decode()
        assert b"inside furikaeri" not in said
    sound(bundle)
    assert count(bundle) == 900
    assert len(bundle.index_path.read_bytes().splitlines()) == 4


def test_killed_at_any_moment_it_goes_on_where_it_stopped(tmp_path: Path) -> None:
    bundle = fresh(tmp_path)
    files = [tmp_path / f"{n}.csv" for n in range(3)]
    for n, file in enumerate(files):
        file.write_bytes(rows(6_000, n * 6_000))
    for pause in (0.0, 0.15, 0.3, 0.45, 0.6, 0.8):
        process = adding(bundle, *files)
        deadline = time.monotonic() + 20
        while process.poll() is None and not (bundle.path / ".furikaeri").exists() and time.monotonic() < deadline:
            time.sleep(0.01)
        time.sleep(pause)
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=20)
    for file in files:
        hand_in(bundle, file)
    assert count(bundle) == 18_000
    assert len(bundle.index().items) == 3


def test_what_a_kill_left_between_two_steps_is_put_right(tmp_path: Path) -> None:
    bundle = fresh(tmp_path)
    data, other = rows(3), rows(2, 50)
    folder = bundle.path / "evidence"
    (folder / f"{blake2b(data, digest_size=32).hexdigest()[:16]}-desk.csv").write_bytes(data)
    (folder / ".0123456789abcdef-half.csv.part").write_bytes(data[:40])
    (folder / "notes.txt").write_text("put here by hand")
    (folder / "0123456789abcdef-mine.csv").write_bytes(data)
    (tmp_path / "other.csv").write_bytes(other)
    list(bring(bundle, tmp_path / "other.csv", Intake(now=NOW)))
    assert {item.name for item in bundle.index().items.values()} == {"desk.csv", "other.csv"}
    assert count(bundle) == 5
    names = {file.name for file in folder.iterdir()}
    assert {"notes.txt", "0123456789abcdef-mine.csv"} < names
    assert not any(name.endswith(".part") for name in names)


def test_a_line_broken_off_in_the_index_does_not_count_and_is_written_again(tmp_path: Path) -> None:
    bundle = fresh(tmp_path)
    for n in range(2):
        (tmp_path / f"{n}.csv").write_bytes(rows(3, n * 3))
        hand_in(bundle, tmp_path / f"{n}.csv")
    whole = bundle.index_path.read_bytes()
    for cut in range(whole.index(b"\n") + 2, len(whole) - 2, 7):
        bundle.index_path.write_bytes(whole[:cut])
        assert len(bundle.index().items) == 1
    hand_in(bundle, tmp_path / "1.csv")
    assert len(bundle.index().items) == 2
    assert count(bundle) == 6


def test_an_expunge_broken_off_is_finished_and_holds_for_restored_bytes(tmp_path: Path) -> None:
    bundle = fresh(tmp_path)
    file = tmp_path / "desk.csv"
    file.write_bytes(rows(3))
    (brought,) = hand_in(bundle, file)
    assert brought.item is not None
    kept = bundle.file(brought.item)
    append_index(bundle.index_path, Tombstone(digest=brought.item.digest, at=NOW.isoformat(), by="a", reason="r"))
    (again,) = bring(bundle, file, Intake(now=NOW))
    assert again.refused is not None
    assert not kept.exists()


def test_an_item_whose_bytes_are_gone_can_still_be_expunged(tmp_path: Path) -> None:
    bundle = fresh(tmp_path)
    (tmp_path / "desk.csv").write_bytes(rows(3))
    (brought,) = hand_in(bundle, tmp_path / "desk.csv")
    assert brought.item is not None
    bundle.file(brought.item).unlink()
    expunge_item(bundle, brought.item.digest, by="a", reason="lost", now=NOW)
    assert count(bundle) == 0


class Growing(Opened):
    """A file somebody still writes to: longer each time it is opened."""

    @contextmanager
    def stream(self) -> Iterator[object]:  # type: ignore[override]  # a file all the same
        assert self.path is not None
        with self.path.open("ab") as out:
            out.write(b"m,2026-10-14T14:00Z,Mara,more\n")
        with self.path.open("rb") as file:
            yield file


def test_a_file_that_changes_while_it_is_read_is_not_kept_half_old_half_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundle = fresh(tmp_path)
    (tmp_path / "desk.csv").write_bytes(rows(3))
    monkeypatch.setattr("furikaeri.bundle.pieces.Opened", Growing)
    (brought,) = hand_in(bundle, tmp_path / "desk.csv")
    assert brought.refused is not None
    assert "changed" in brought.refused.en


@contextmanager
def room(size: int) -> Iterator[None]:
    """No file may grow beyond `size` bytes, as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("size", [0, 1, 100, 5_000, 40_000, 70_000, 120_000, 400_000])
def test_a_full_disk_is_a_sentence_and_costs_nothing(size: int, tmp_path: Path) -> None:
    bundle = fresh(tmp_path)
    first, second = tmp_path / "first.csv", tmp_path / "second.csv"
    first.write_bytes(rows(5))
    second.write_bytes(rows(2_000, 100))
    hand_in(bundle, first)
    with room(size):
        try:
            found = [b.refused for b in bring(bundle, second, Intake(now=NOW))]
        except FurikaeriError as trouble:
            found = [trouble.message]
    assert size == 400_000 or found[0] is not None
    assert count(bundle) in {5, 2_005}
    (again,) = hand_in(bundle, second)
    assert again.refused is None
    assert count(bundle) == 2_005
