"""The bundled sample incidents, brought in the way a person would: files first, then what people tell."""

from __future__ import annotations

import shutil
import tempfile
import tomllib
from collections.abc import Callable
from datetime import datetime
from importlib import resources
from pathlib import Path
from typing import Any

from furikaeri.bundle.chronicle import chronicle
from furikaeri.bundle.folder import Bundle
from furikaeri.bundle.intake import Brought, Intake, bring
from furikaeri.bundle.statements import Statement, append
from furikaeri.model.chronology import Account, Belief, Chronology, Contest, Decision
from furikaeri.model.event import Event
from furikaeri.model.timespan import TimeSpan
from furikaeri.text import FurikaeriError, Text


def samples() -> tuple[str, ...]:
    """The names of the sample incidents."""
    folder = resources.files("furikaeri.samples")
    return tuple(sorted(f.name for f in folder.iterdir() if f.joinpath("sample.toml").is_file()))


def load(name: str, target: Path, *, now: datetime, tell: Callable[[Brought], None] | None = None) -> Bundle:
    """A new bundle in `target` made from a sample; `tell` hears of each file. FurikaeriError where one is there."""
    if (target / "incident.toml").exists():
        raise FurikaeriError(
            Text("{path} already holds an incident.", "{path} にはすでに障害の記録があります。").fill(path=target)
        )
    with (
        resources.as_file(resources.files("furikaeri.samples").joinpath(name)) as folder,
        tempfile.TemporaryDirectory() as place,
    ):
        sample = tomllib.loads((folder / "sample.toml").read_text("utf-8"))
        inbox = Path(place) / "inbox"
        shutil.copytree(folder / "inbox", inbox)
        (target / "evidence").mkdir(parents=True, exist_ok=True)
        shutil.copyfile(folder / "incident.toml", target / "incident.toml")
        (target / ".gitignore").write_text(".furikaeri/\n", "utf-8")
        bundle = Bundle.open(target)
        settings = {row["file"]: row for row in sample.get("evidence", ())}
        for path in sorted(inbox.iterdir()):
            row = settings.get(path.name, {})
            intake = Intake(
                now=now,
                by=name,
                zone=row.get("zone", ""),
                captured_at=row.get("captured_at", ""),
                mapping=row.get("map", {}),
            )
            for brought in bring(bundle, path, intake):
                if tell is not None:
                    tell(brought)
    chronology, _ = chronicle(bundle)
    told_at: datetime = sample["told_at"]  # on the day after, whenever the sample is loaded
    for row in sample.get("tell", ()):
        append(
            bundle.statements_path,
            _statement(row, chronology, told_at),
            at=told_at.isoformat(),
            by=row.get("by") or row.get("group") or name,
        )
    return bundle


def _statement(row: dict[str, Any], chronology: Chronology, told_at: datetime) -> Statement:
    about = _about(row["event"], chronology)
    at = round(told_at.timestamp() * 1e6)
    if row["what"] == "account":
        return Account(event=about.id, by=row["by"], text=row["text"], given_at=at)
    if row["what"] == "contest":
        return Contest(event=about.id, by=row["by"], text=row["text"], at=at)
    if row["what"] == "decision":
        return Decision(event=about.id, chosen=row["text"], options=tuple(row["options"]), cues=row["cues"])
    refuted = _about(row["refuted_by"], chronology)
    span = TimeSpan(about.span.lo, refuted.span.lo, about.span.grain, "interval", "", "told")
    return Belief(
        event=about.id, group=row["group"], text=row["text"], span=span, outcome="refuted", refuted_by=refuted.id
    )


def _about(words: str, chronology: Chronology) -> Event:
    """The earliest event on the people's lane that holds these words; a sample that lost one is a defect of ours."""
    return next(e for e in chronology.events if words in e.text and e.lane == "people")
