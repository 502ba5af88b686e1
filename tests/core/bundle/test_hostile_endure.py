"""The short form of `make endure`: each trial once, files of 20 MB."""

from __future__ import annotations

from benchmarks.endure import endure


def test_kills_many_hands_daily_exports_and_large_files_leave_everything_whole() -> None:
    assert endure(seconds=0, megabytes=20, seed=7) == 4
