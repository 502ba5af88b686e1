"""Plug-ins by directory: one object a module, or one TOML file each; nothing is registered by hand."""

from __future__ import annotations

import importlib
import pkgutil
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping

T = TypeVar("T")


@cache
def discover(package: str, kind: type[T]) -> Mapping[str, T]:
    """Every object of `kind` defined in the modules of `package`, by its `name`, in the order of the names.

    Raises TypeError where a module holds none or several, so that a plug-in can't be silently missing.
    """
    found: dict[str, T] = {}
    for module in pkgutil.iter_modules(importlib.import_module(package).__path__):
        if module.name.startswith("_"):
            continue
        loaded = importlib.import_module(f"{package}.{module.name}")
        objects = [x for x in vars(loaded).values() if isinstance(x, kind)]
        if len(objects) != 1:
            raise TypeError(f"{package}.{module.name} must define exactly one {kind.__name__}, found {len(objects)}")
        name: str = objects[0].name  # type: ignore[attr-defined]  # every plug-in kind has a name; the conformance test holds them to it
        if name in found:
            raise TypeError(f"{package}.{module.name}: the name {name!r} is taken")
        found[name] = objects[0]
    return dict(sorted(found.items()))


def one(package: str, kind: type[T], name: str) -> T:
    """The object of `kind` called `name`, importing its module alone: for programs that must start at once.

    Raises KeyError where the package has no such module.
    """
    try:
        loaded = importlib.import_module(f"{package}.{name.replace('-', '_')}")
    except ModuleNotFoundError as fault:
        raise KeyError(name) from fault
    return next(x for x in vars(loaded).values() if isinstance(x, kind))


@cache
def discover_files(package: str) -> Mapping[str, dict[str, Any]]:
    """Every `<id>.toml` of `package`, parsed, by its file name without the ending."""
    folder = Path(importlib.import_module(package).__path__[0])  # importlib.resources costs a third of a cold start
    return {f.stem: tomllib.loads(f.read_text("utf-8")) for f in sorted(folder.glob("*.toml"))}
