"""Files made to hurt: each is read, warned of or refused by a sentence, whatever is in it."""

from __future__ import annotations

import gzip
import io
import json
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.core.bundle.attack import fresh, hand_in

from furikaeri.bundle.folder import Bundle
from furikaeri.cli import main

CHAT = "time,actor,text\n2026-10-14T14:00Z,Mara,search is empty\n2026-10-14T14:05Z,Tobias,rolled back\n"
ALERT = {
    "groupKey": "{}", "receiver": "web", "alerts": [
        {"status": "firing", "labels": {"alertname": "Full"}, "startsAt": "2026-10-14T14:00:00Z", "fingerprint": "f1"}
    ],
}  # fmt: skip
RECORD = {"eventTime": "2026-10-14T14:00:00Z", "eventName": "StopInstances", "eventSource": "ec2", "eventID": "e1"}
MESSAGE = {"type": "message", "user": "U1", "text": "hi", "ts": "1791986400.000100"}


def zipped(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in members:
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr("warnings.warn", lambda *_, **__: None)  # zipfile warns of doubled names, which we mean
                archive.writestr(zipfile.ZipInfo(name), data, method)
    return out.getvalue()


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


SLACK = zipped(
    ("users.json", b'[{"id": "U1", "name": "mara"}]'), ("inc/2026-10-14.json", json.dumps([MESSAGE] * 3).encode())
)
WORKBOOK = zipped(("[Content_Types].xml", b"<Types/>"), ("xl/workbook.xml", b"<workbook/>"))
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">'
    + b"".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">'.encode() for n in range(9))
    + b"]><workbook>&j;</workbook>"
)
PNG = b"\x89PNG\r\n\x1a\n"

FILES: dict[str, bytes] = {
    "empty.csv": b"",
    "empty.json": b"",
    "empty.zip": zipped(),
    "header-only.csv": b"time,text\n",
    "one-byte.json": b"{",
    "zeros.bin": bytes(4096),
    "truncated.zip": SLACK[: len(SLACK) // 2],
    "no-directory.zip": SLACK[:-30],
    "flipped.zip": SLACK[:60] + bytes([SLACK[60] ^ 255]) + SLACK[61:],
    "bomb.zip": zipped(("bomb.json", b"[" + b" " * 40_000_000)),
    "many.zip": zipped(*((f"{n}.txt", b"x") for n in range(500))),
    "doubled.zip": zipped(("a.csv", CHAT.encode()), ("a.csv", CHAT.replace("empty", "slow").encode())),
    "nested.zip": zipped(("inner.zip", zipped(("inner.zip", zipped(("c.csv", CHAT.encode())))))),
    "up.zip": zipped(("../../up.csv", CHAT.encode()), ("/etc/up.csv", CHAT.encode()), ("C:\\up.csv", CHAT.encode())),
    "bomb.gz": gzip.compress(b"\n" * 60_000_000),
    "bomb.json.gz": gzip.compress(b'{"Records": [' + b" " * 60_000_000),
    "truncated.json.gz": gzip.compress(json.dumps({"Records": [RECORD] * 50}).encode())[:-9],
    "bomb.xlsx": zipped(("[Content_Types].xml", b"<Types/>"), ("xl/workbook.xml", b"<!--" + b" " * 40_000_000 + b"-->")),
    "laughs.xlsx": zipped(("[Content_Types].xml", b"<Types/>"), ("xl/workbook.xml", LAUGHS)),
    "hollow.xlsx": WORKBOOK,
    "deep.json": b"[" * 100_000,
    "deep-closed.json": b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
    "deep-record.json": json.dumps({"Records": [RECORD]}).encode()[:-2] + b',{"eventTime":' + b"[" * 100_000 + b"]" * 100_000 + b"}]}",
    "deep.md": b"> " * 20_000 + b"| 14:00 UTC | hi |\n",
    "brackets.md": b"# 2026-10-14\n\n" + b"[" * 30_000 + b"](" * 30_000,
    "hostile.md": b"# Timeline\n\n| Time (UTC) | Event |\n|---|---|\n" + b"| 2026-10-14 14:00 | <script>alert(1)</script> |\n" * 9,
    "long-line.csv": b"time,text\n2026-10-14T14:00Z," + b"x" * 3_000_000,
    "open-quote.csv": b'time,text\n2026-10-14T14:00Z,"never closed\n' + b"2026-10-14T14:01Z,ok\n" * 500,
    "nul.csv": b"time,text\n2026-10-14T14:00Z,a\x00b\n",
    "utf16.csv": CHAT.encode("utf-16"),
    "cp932.csv": CHAT.replace("search", "検索が空").encode("cp932"),
    "mixed.csv": CHAT.encode() + "2026-10-14T14:06Z,花子,".encode("cp932") + "復旧しました\n".encode(),
    "half-utf16.csv": CHAT.encode("utf-16-le")[:-1],
    "surrogates.jsonl": b'{"time": "2026-10-14T14:00Z", "text": "\\ud83d"}\n{"time": "2026-10-14T14:00Z", "text": "\\udc00\\ud800"}\n',
    "nan.jsonl": b'{"time": NaN, "text": "a"}\n{"time": Infinity, "text": "b"}\n{"time": -5, "text": "c"}\n{"time": 1e308, "text": "d"}\n',
    "huge-numbers.jsonl": b'{"time": ' + b"9" * 5_000 + b', "text": "a"}\n' + b'{"time": "2026-10-14T14:00Z", "text": ' + b"9" * 5_000 + b"}\n",
    "times.csv": b"time,text\n-1,a\n99999999999999999999,b\n2026-02-30T00:00Z,c\n0000-00-00,d\n9999-12-31T23:59:59.9999999-23:59,e\n0001-01-01T00:00+23:59,f\n",
    "dst.csv": b"time,text\n2026-03-29 01:30,in the gap\n2026-10-25 01:30,in the fold\n2026-07-01 10:00,naive\n",
    "alerts.json": json.dumps(ALERT).replace("2026-10-14T14:00:00Z", "9999-12-31T23:59:59Z").encode(),
    "absurd.png": PNG + chunk(b"tIME", struct.pack(">HBBBBB", 65_535, 99, 99, 99, 99, 99)) + struct.pack(">I", 0xFFFFFFFF) + b"IDAT",
    "absurd.jpg": b"\xff\xd8\xff\xe1\xff\xffExif\x00\x00II*\x00\xff\xff\xff\x7f" + b"\xff" * 200,
    "absurd.pdf": b"%PDF-1.7\n/CreationDate (D:99999999999999Z)\n" + b"/CreationDate (D:" * 5_000,
    "log.txt": b"commit " + b"f" * 40 + b"\nAuthor: \nDate:   \x00\n\n" + b" x" * 50_000,
    "html.html": b"<table><tr><td>" * 20_000,
    "random.bin": bytes((n * 7919 + n // 256) % 256 for n in range(70_000)),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_read_or_refused_by_a_sentence(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("FURIKAERI_DEBUG")
    bundle = fresh(tmp_path)
    file = tmp_path / name
    file.write_bytes(FILES[name])
    assert hand_in(bundle, file)
    assert main(["add", str(bundle.path), str(file)]) in {0, 1, 2}
    assert main(["timeline", str(bundle.path), "--level", "raw"]) in {0, 1, 2}
    said = capsys.readouterr()
    assert "inside furikaeri" not in said.err + said.out


@pytest.mark.parametrize(("name", "source"), [(n, s) for n in ("random.bin", "deep.json", "zeros.bin") for s in ("slack-export", "csv", "jsonl", "xlsx", "git-log", "markdown-timeline", "opaque")])  # fmt: skip
def test_a_person_may_name_the_wrong_source(name: str, source: str, tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_bytes(FILES[name])
    assert hand_in(fresh(tmp_path), file, source=source)


def test_both_files_of_one_name_in_a_zip_are_read(tmp_path: Path) -> None:
    (tmp_path / "doubled.zip").write_bytes(FILES["doubled.zip"])
    found = hand_in(fresh(tmp_path), tmp_path / "doubled.zip")
    assert [b.added.events for b in found if b.added] == [2, 2] or sum(b.added is not None for b in found) == 2


def test_a_time_in_a_gap_or_a_fold_keeps_both_readings_and_a_naive_one_asks(tmp_path: Path) -> None:
    bundle = fresh(tmp_path)
    (tmp_path / "dst.csv").write_bytes(FILES["dst.csv"])
    hand_in(bundle, tmp_path / "dst.csv", zone="Europe/London")
    with bundle.store() as store:
        spans = {event.text: event.span for event in store.events()}
    assert spans["in the gap"].uncertain
    assert spans["in the fold"].uncertain
    assert not spans["naive"].uncertain


SEEDS = [
    CHAT.encode(), SLACK, json.dumps(ALERT).encode(), json.dumps({"Records": [RECORD] * 5}).encode(),
    json.dumps([MESSAGE] * 4).encode(), b"".join(json.dumps({"time": "2026-10-14T14:00Z", "text": "a"}).encode() + b"\n" for _ in range(5)),
    b"# 2026-10-14\n\n- 14:00 UTC search is empty\n- 14:05 rolled back\n", FILES["hollow.xlsx"], PNG + chunk(b"IEND", b""),
]  # fmt: skip


@st.composite
def spoilt(draw: st.DrawFn) -> bytes:
    """A sound file with bytes changed, taken out, put in, or its end torn off."""
    data = bytearray(draw(st.sampled_from(SEEDS)))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(data)))
        how: Callable[[], object] = draw(
            st.sampled_from([
                lambda at=at: data.__setitem__(slice(at, at + 1), draw(st.binary(min_size=1, max_size=4))),
                lambda at=at: data.__delitem__(slice(at, at + draw(st.integers(1, 20)))),
                lambda at=at: data.__delitem__(slice(at, None)) if at else None,
                lambda at=at: data.__setitem__(slice(at, at), bytes(data[at : at + 40]) * 3),
            ])
        )  # fmt: skip
        how()
    return bytes(data)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=spoilt(), ending=st.sampled_from(["zip", "json", "csv", "md", "xlsx", ""]))
def test_spoilt_files_never_crash_and_leave_a_sound_folder(data: bytes, ending: str, tmp_path: Path) -> None:
    bundle = Bundle.open(tmp_path / "incident") if (tmp_path / "incident").exists() else fresh(tmp_path)
    file = tmp_path / f"file.{ending}"
    file.write_bytes(data)
    assert hand_in(bundle, file)
    file.unlink()
