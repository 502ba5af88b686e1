from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.evidence.sources.hostile import accounted, events, readings, warnings

from furikaeri.evidence.opened import Opened
from furikaeri.evidence.sources.git_log import SOURCE
from furikaeri.model.timespan import iso

A, B, C = "a" * 40, "b" * 40, "c" * 40

FULLER = f"""commit {A} (HEAD -> main, origin/main)
Merge: 1234567 89abcde
Author:     Mika Tanaka <mika@shop.example>
AuthorDate: Mon Mar 2 09:58:00 2026 +0900
Commit:     Web Flow <noreply@forge.example>
CommitDate: Mon Mar 2 10:01:30 2026 +0900

    Merge pull request #41 from shop/timeouts

    Raise the timeout of the payment client

    Co-authored-by: Ivo Novak <ivo@shop.example>

commit {B}
Author:     Ivo Novak <ivo@shop.example>
AuthorDate: Mon Mar 2 02:30:00 2026 +0100
Commit:     Ivo Novak <ivo@shop.example>
CommitDate: Mon Mar 2 02:30:00 2026 +0100

    Revert "Raise the timeout"

    This reverts commit {A}.
    commit messages may begin like this

 config/client.toml     |  4 ++--
 "docs/\\346\\227\\245.md" | 10 ++++++++++
 2 files changed, 12 insertions(+), 2 deletions(-)
"""

KEYED = f"""commit {A}
author-date 2026-03-02T09:58:00+09:00
commit-date 2026-03-02T10:01:30+09:00
author Mika Tanaka
subject Raise the timeout
of the payment client

commit to the new value

 config/client.toml | 4 ++--
 1 file changed, 2 insertions(+), 2 deletions(-)
commit {B}
author-date 2026-03-02T10:30:00+09:00
commit-date 2026-03-02T10:30:00+09:00
author Ivo Novak
subject Merge branch 'main' into timeouts
"""

RAW = f"""commit {A}
tree {C}
parent {B}
parent {C}
author Mika Tanaka <mika@shop.example> 1772413080 +0900
committer Ivo Novak <ivo@shop.example> 1772413290 +0900
gpgsig -----BEGIN PGP SIGNATURE-----

    Raise the timeout
"""


def test_fuller_stands_at_its_commit_date_and_keeps_the_author_date() -> None:
    merge, revert = events(readings(SOURCE, FULLER.encode()))
    assert merge.id == f"git-log::{A}"
    assert (merge.lane, merge.kind, merge.actor) == ("changes", "change", "Mika Tanaka")
    assert iso(merge.span.lo) == "2026-03-02T01:01:30Z"
    assert merge.facts["author-date"] == "Mon Mar 2 09:58:00 2026 +0900"
    assert merge.facts["merge"] == "1234567 89abcde"
    assert merge.facts["co-authors"] == "Ivo Novak"
    assert merge.facts["committer"] == "Web Flow"
    assert merge.facts["pull-request"] == "#41"
    assert merge.facts["branch"] == "HEAD -> main, origin/main"
    assert merge.text.splitlines()[2] == "Raise the timeout of the payment client"
    assert revert.facts["reverts"] == A
    assert revert.text.endswith("commit messages may begin like this")
    assert (revert.facts["files"], revert.facts["insertions"], revert.facts["deletions"]) == ("2", "12", "2")
    assert revert.locator == "#line=14"
    assert [v.basis for v in revert.in_view] == ["acted"]


def test_key_and_value_lines() -> None:
    first, second = events(readings(SOURCE, KEYED.encode()))
    assert iso(first.span.lo) == "2026-03-02T01:01:30Z"
    assert first.text == "Raise the timeout\nof the payment client\n\ncommit to the new value"
    assert first.facts["file"] == "config/client.toml"
    assert second.facts["merge"] == "yes"
    assert second.actor == "Ivo Novak"


def test_raw_has_both_times_and_parents() -> None:
    (event,) = events(readings(SOURCE, RAW.encode()))
    assert iso(event.span.lo) == "2026-03-02T01:01:30Z"
    assert event.facts["author-date"] == "1772413080 +0900"
    assert event.facts["merge"] == f"{B} {C}"
    assert event.text == "Raise the timeout"


@pytest.mark.parametrize(
    "date",
    [
        "Mon Mar 2 10:01:30 2026 +0900",
        "2026-03-02 10:01:30 +0900",
        "2026-03-02T10:01:30+09:00",
        "Mon, 2 Mar 2026 10:01:30 +0900",
        "1772413290",
        "1772413290 +0900",
    ],
)
def test_every_date_style(date: str) -> None:
    data = f"commit {A}\r\nAuthor: Mika <m@x>\r\nDate:   {date}\r\n\r\n    Fix\r\n".encode()
    (event,) = events(readings(SOURCE, data))
    assert iso(event.span.lo) == "2026-03-02T01:01:30Z"
    assert event.facts["date"] == "author", "the default format shows the author's date, and says so"


def test_a_local_date_asks_for_its_zone() -> None:
    data = f"commit {A}\nAuthor: Mika <m@x>\nDate:   Mon Mar 2 10:01:30 2026\n\n    Fix\n".encode()
    assert [w.code for w in warnings(readings(SOURCE, data))] == ["naive-time"]
    (event,) = events(readings(SOURCE, data, zone=ZoneInfo("Asia/Tokyo")))
    assert iso(event.span.lo) == "2026-03-02T01:01:30Z"
    relative = data.replace(b"Mon Mar 2 10:01:30 2026", b"2 hours ago")
    assert [w.code for w in warnings(readings(SOURCE, relative))] == ["bad-time"]


@pytest.mark.parametrize(
    ("row", "actor", "text"),
    [
        (f"{A} 2026-03-02T10:01:30+09:00 Raise the timeout | retry", "", "Raise the timeout | retry"),
        ("aaaaaaa|2026-03-02T10:01:30+09:00|Mika Tanaka|Raise the timeout", "Mika Tanaka", "Raise the timeout"),
        ("aaaaaaa|Mika Tanaka|2026-03-02 10:01:30 +0900|Raise | lower", "Mika Tanaka", "Raise | lower"),
        ("aaaaaaa\t1772413290\tMika Tanaka\tRaise the timeout", "Mika Tanaka", "Raise the timeout"),
    ],
)
def test_one_line_a_commit(row: str, actor: str, text: str) -> None:
    data = f"{row}\nbbbbbbb no time here\n".encode()
    found = readings(SOURCE, data)
    (event,) = events(found)
    assert (event.actor, event.text, iso(event.span.lo)) == (actor, text, "2026-03-02T01:01:30Z")
    assert [(w.code, w.locator) for w in warnings(found)] == [("no-time", "#line=2")]


def test_lines_before_the_first_commit_are_told() -> None:
    found = readings(SOURCE, b"$ git log\n" + FULLER.encode())
    assert [(w.code, w.locator) for w in warnings(found)] == [("unknown-record", "#line=1")]
    assert len(events(found)) == 2


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp932"])
def test_messages_in_japanese(encoding: str) -> None:
    data = f"commit {A}\nAuthor: 田中 <m@x>\nDate:   2026-03-02 10:01:30 +0900\n\n    決済の待ち時間を延ばす\n".encode(
        encoding
    )
    assert SOURCE.sniff(Opened(name="x", data=data)) > 0.9
    (event,) = events(readings(SOURCE, data))
    assert (event.actor, event.text) == ("田中", "決済の待ち時間を延ばす")


def test_a_monstrous_message_is_cut_and_said_to_be() -> None:
    data = f"commit {A}\nAuthor: M <m@x>\nDate:   2026-03-02 10:01:30 +0900\n\n    Fix\n".encode()
    found = readings(SOURCE, data + b"    " + b"x" * 70 * 30_000 + b"\n" + FULLER.encode())
    assert [w.code for w in warnings(found)] == ["cut-message"]
    assert len(events(found)) == 3


def test_sniff_knows_logs_and_refuses_others() -> None:
    for log in (FULLER, KEYED, RAW, f"{A} 2026-03-02T10:01:30Z Fix\n{B} 2026-03-02T10:02:30Z Fix\n"):
        assert SOURCE.sniff(Opened(name="x", data=log.encode())) >= 0.6
    for other in ("commit early, commit often\n", "2026-03-02 10:01:30 INFO up\n", '{"commit": 1}', "", "deadbeef\n"):
        assert SOURCE.sniff(Opened(name="x", data=other.encode())) < 0.3


line = st.sampled_from(
    [*FULLER.splitlines(), *KEYED.splitlines(), *RAW.splitlines(), "", "x", "Date: \x00", "commit z"]
)


@given(st.lists(line | st.text(max_size=20), max_size=25))
@settings(max_examples=120, deadline=None)
def test_shuffled_lines_lose_no_commit(rows: list[str]) -> None:
    data = "\n".join(rows).encode("utf-8", "replace")
    SOURCE.sniff(Opened(name="x", data=data))
    found = readings(SOURCE, data)
    assert accounted(found) >= (1 if any(r.strip() for r in rows) else 0)


@given(st.binary(max_size=200), st.integers(0, len(FULLER)))
@settings(max_examples=80, deadline=None)
def test_any_bytes_are_read_or_told(junk: bytes, cut: int) -> None:
    for data in (junk, FULLER.encode()[:cut] + junk):
        SOURCE.sniff(Opened(name="x", data=data))
        readings(SOURCE, data)
