"""What is handed in falls into pieces: files, archives, members, refusals."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from furikaeri.bundle.pieces import pieces
from furikaeri.text import FurikaeriError

ROWS = b"time,text\n2026-03-02T14:10Z,up\n2026-03-02T14:12Z,down\n"


def test_a_file_goes_by_the_name_it_is_given(tmp_path: Path) -> None:
    waiting = tmp_path / "9f2c"
    waiting.write_bytes(ROWS)
    (piece,) = pieces(waiting, "desk/log.csv")
    assert (piece.name, piece.source, piece.refused) == ("desk/log.csv", "csv", None)
    assert piece.opened is not None
    assert piece.opened.bytes() == ROWS


def test_an_archive_that_no_source_reads_whole_is_its_members(tmp_path: Path) -> None:
    packed = tmp_path / "records.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("log.csv", ROWS)
        archive.writestr("__pycache__/x.csv", ROWS)
        archive.writestr("odd.bin", bytes(range(256)) * 8)
    found = {piece.name: piece for piece in pieces(packed)}
    assert found["records.zip/log.csv"].source == "csv"
    assert set(found) == {"records.zip/log.csv", "records.zip/odd.bin"}


def test_a_folder_is_its_files_with_a_sentence_for_what_is_none(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "log.csv").write_bytes(ROWS)
    (tmp_path / "link.csv").symlink_to(tmp_path / "deep" / "log.csv")
    found = {piece.name: piece for piece in pieces(tmp_path)}
    assert found["deep/log.csv"].source == "csv"
    assert found["link.csv"].refused is not None


def test_a_source_that_does_not_exist_is_said_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(FurikaeriError, match="no source"):
        next(pieces(tmp_path, source="telegraph"))
    with pytest.raises(FurikaeriError, match="no such file"):
        next(pieces(tmp_path / "gone"))


def test_bytes_that_no_source_knows_are_refused_but_at_hand(tmp_path: Path) -> None:
    odd = tmp_path / "odd.dat"
    odd.write_bytes(b"\x01\x02\x03" * 50)
    (piece,) = pieces(odd)
    assert piece.refused is not None
    assert piece.opened is not None
    assert piece.source == ""
