"""Writes a large body of mixed evidence from a seed: five formats, a tenth of it exported twice."""

from __future__ import annotations

import io
import json
import random
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

_START = datetime(2026, 3, 2, tzinfo=UTC)
_DAYS = 30  # of chat: an export is one file a channel and day
_WORDS = [
    "seeing",
    "errors",
    "on",
    "checkout",
    "again",
    "rolled",
    "back",
    "deploy",
    "queue",
    "depth",
    "rising",
    "latency",
    "fine",
    "here",
    "maybe",
    "the",
    "cache",
    "who",
    "can",
    "look",
    "at",
    "search",
    "index",
    "replica",
    "lag",
    "restarting",
    "pod",
    "now",
    "alert",
    "fired",
    "customer",
    "reports",
    "timeout",
    "payment",
    "gateway",
    "retry",
    "storm",
]


def write(folder: Path, events: int, seed: int = 7) -> int:
    """Writes about `events` distinct events, and a tenth of them again, to `folder`; gives how many records were written."""
    rng = random.Random(seed)
    share = events // 5
    written = 0
    for make in (_slack, _alerts, _trail, _table, _lines):
        written += make(folder, share, rng)
    return written


def _at(n: int) -> datetime:
    return _START + timedelta(milliseconds=n * 700)


def _text(rng: random.Random) -> str:
    return " ".join(rng.choices(_WORDS, k=rng.randint(5, 18)))


def _pieces(n: int, size: int) -> Iterator[range]:
    """Ranges that cover 0..n, then a tenth of them again, as a second export would."""
    for start in range(0, n, size):
        yield range(start, min(start + size, n))
    for start in range(0, n // 10, size):
        yield range(start, min(start + size, n // 10))


def _slack(folder: Path, n: int, rng: random.Random) -> int:
    users = [{"id": f"U{k:03d}", "name": f"u{k}", "profile": {"real_name": f"Person {k}"}} for k in range(40)]
    days: dict[str, list[dict[str, str]]] = {}
    for i in range(n):
        at = _START + timedelta(seconds=i * _DAYS * 86_400 // n)
        message = {
            "type": "message",
            "user": f"U{i % 40:03d}",
            "text": _text(rng),
            "ts": f"{at.timestamp():.0f}.{i % 1_000_000:06d}",
        }
        days.setdefault(f"{at:%Y-%m-%d}", []).append(message)
    written = 0
    for part, count in enumerate((_DAYS, _DAYS // 10)):  # the second export holds the first days only, whole
        with zipfile.ZipFile(folder / f"slack-{part}.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            archive.writestr("users.json", json.dumps(users))
            archive.writestr("channels.json", json.dumps([{"id": "C1", "name": "inc"}]))
            for day, rows in list(days.items())[:count]:
                archive.writestr(f"inc/{day}.json", json.dumps(rows))
                written += len(rows)
    return written


def _alerts(folder: Path, n: int, rng: random.Random) -> int:
    written = 0
    for piece, rows in enumerate(_pieces(n, 50_000)):
        with (folder / f"alerts-{piece}.jsonl").open("w") as out:
            for i in rows:
                labels = {"alertname": f"Alert{i % 97}", "service": f"svc{i % 31}", "severity": "page"}
                alert = {
                    "status": "firing", "labels": labels, "annotations": {"summary": _text(random.Random(i))},
                    "startsAt": f"{_at(i):%Y-%m-%dT%H:%M:%S}.{i % 1000:03d}Z", "endsAt": "0001-01-01T00:00:00Z",
                    "generatorURL": "http://prom/graph", "fingerprint": f"{i:016x}",
                }  # fmt: skip
                payload = {
                    "version": "4", "groupKey": "{}", "truncatedAlerts": 0, "status": "firing", "receiver": "web",
                    "groupLabels": {}, "commonLabels": labels, "commonAnnotations": {}, "externalURL": "http://am", "alerts": [alert],
                }  # fmt: skip
                out.write(json.dumps(payload) + "\n")
                written += 1
    _ = rng
    return written


def _trail(folder: Path, n: int, rng: random.Random) -> int:
    written = 0
    for piece, rows in enumerate(_pieces(n, 10_000)):
        records = [
            {
                "eventVersion": "1.08", "userIdentity": {"type": "IAMUser", "userName": f"user{i % 50}", "accountId": "000000000000"},
                "eventTime": f"{_at(i):%Y-%m-%dT%H:%M:%SZ}", "eventSource": "ec2.amazonaws.com",
                "eventName": ("DescribeInstances", "StopInstances", "RunInstances")[i % 3], "awsRegion": "eu-west-2",
                "sourceIPAddress": "198.51.100.7", "requestParameters": {"instanceId": f"i-{i:08x}"}, "responseElements": None,
                "eventID": f"{i:08x}-0000-4000-8000-000000000000", "readOnly": i % 3 == 0,
            }
            for i in rows
        ]  # fmt: skip
        (folder / f"trail-{piece}.json").write_text(json.dumps({"Records": records}))
        written += len(records)
    _ = rng
    return written


def _table(folder: Path, n: int, rng: random.Random) -> int:
    written = 0
    for piece, rows in enumerate(_pieces(n, 50_000)):
        with (folder / f"desk-{piece}.csv").open("w") as out:
            out.write("id,time,actor,text\n")
            for i in rows:
                out.write(f"t-{i},{_at(i):%Y-%m-%dT%H:%M:%SZ},agent {i % 20},{_text(random.Random(i))}\n")
                written += 1
    _ = rng
    return written


def _lines(folder: Path, n: int, rng: random.Random) -> int:
    written = 0
    for piece, rows in enumerate(_pieces(n, 50_000)):
        with (folder / f"app-{piece}.jsonl").open("w") as out:
            for i in rows:
                row = {
                    "id": f"l-{i}", "timestamp": f"{_at(i):%Y-%m-%dT%H:%M:%S}.{i % 1000:03d}Z", "service": f"svc{i % 31}",
                    "level": "info", "message": _text(random.Random(i)),
                }  # fmt: skip
                out.write(json.dumps(row) + "\n")
                written += 1
    _ = rng
    return written


def json_lines(folder: Path) -> io.BytesIO:
    """Every JSON line of the folder's .jsonl files, to compare raw decoding with."""
    return io.BytesIO(b"".join(file.read_bytes() for file in sorted(folder.glob("*.jsonl"))))
