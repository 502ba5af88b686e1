"""What an organisation chooses in its furikaeri.toml: rules, severities, own rules, own machine names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from furikaeri.lint.diagnostic import SEVERITIES, Severity
from furikaeri.text import FurikaeriError, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the linter runs with.

    `off`: rule ids or traps not to run; `severities`: by rule id or trap; `rules`: a folder of own rules; `machines`:
    names that sound like people but are machines (operator, agent, worker).
    """

    off: frozenset[str] = frozenset()
    severities: tuple[tuple[str, Severity], ...] = ()
    rules: Path | None = None
    machines: tuple[str, ...] = ()


def read_settings(path: Path) -> Settings:
    """The `[lint]` table of a furikaeri.toml; a relative rules folder is taken from where the file stands.

    Raises FurikaeriError where the file can't be read or a field is amiss.
    """
    import tomllib  # noqa: PLC0415  # a run without settings starts sooner

    try:
        raw = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise FurikaeriError(
            Text(f"{path.name} can't be read: {error}.", f"{path.name} を読み取れませんでした（{error}）。")
        ) from error
    table: Any = raw.get("lint", {})
    if not isinstance(table, dict):
        raise _amiss("lint")
    unknown = set(table) - {"off", "severity", "rules", "machines"}
    if unknown:
        raise _amiss(min(unknown))
    severities = table.get("severity", {})
    if not isinstance(severities, dict) or not all(v in SEVERITIES for v in severities.values()):
        raise _amiss("severity")
    folder = table.get("rules")
    if folder is not None and not isinstance(folder, str):
        raise _amiss("rules")
    return Settings(
        off=frozenset(_strings(table, "off")),
        severities=tuple(sorted(cast("dict[str, Severity]", severities).items())),
        rules=None if folder is None else path.parent / folder,
        machines=tuple(_strings(table, "machines")),
    )


def _strings(table: dict[str, Any], key: str) -> Iterable[str]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(x, str) for x in value):
        raise _amiss(key)
    return value


def _amiss(key: str) -> FurikaeriError:
    return FurikaeriError(
        Text(
            f"furikaeri.toml: [lint] {key} is not understood.",
            f"furikaeri.toml の [lint] {key} を解釈できませんでした。",
        )
    )
