"""As much of JSON Schema as our own schema uses, without a dependency; unknown keywords are an error."""

from __future__ import annotations

import re
from typing import Any

_TYPES: dict[str, type | tuple[type, ...]] = {
    "object": dict, "array": list, "string": str, "number": (int, float), "integer": int, "boolean": bool,
    "null": type(None),
}  # fmt: skip
_SPOKEN = frozenset({"description", "title", "$schema", "$id", "$defs"})


def problems(value: Any, schema: dict[str, Any], root: dict[str, Any], path: str = "$") -> list[str]:
    found: list[str] = []
    for keyword, rule in schema.items():
        if keyword in _SPOKEN:
            continue
        match keyword:
            case "$ref":
                found += problems(value, root["$defs"][rule.removeprefix("#/$defs/")], root, path)
            case "type":
                names = rule if isinstance(rule, list) else [rule]
                if not any(
                    isinstance(value, _TYPES[n]) and (n == "boolean" or not isinstance(value, bool)) for n in names
                ):
                    found.append(f"{path}: {value!r} is not {rule}")
            case "enum":
                found += [] if value in rule else [f"{path}: {value!r} is not one of {rule}"]
            case "const":
                found += [] if value == rule else [f"{path}: {value!r} is not {rule!r}"]
            case "pattern":
                found += (
                    [] if not isinstance(value, str) or re.search(rule, value) else [f"{path}: {value!r} !~ {rule}"]
                )
            case "anyOf":
                found += (
                    [] if any(not problems(value, s, root, path) for s in rule) else [f"{path}: {value!r} fits none"]
                )
            case "minimum":
                found += [] if value >= rule else [f"{path}: {value} < {rule}"]
            case "maximum":
                found += [] if value <= rule else [f"{path}: {value} > {rule}"]
            case "minItems":
                found += [] if len(value) >= rule else [f"{path}: too few"]
            case "maxItems":
                found += [] if len(value) <= rule else [f"{path}: too many"]
            case "required":
                found += [f"{path}: lacks {name}" for name in rule if name not in value]
            case "items":
                found += [p for n, item in enumerate(value) for p in problems(item, rule, root, f"{path}[{n}]")]
            case "prefixItems":
                found += [
                    p
                    for n, (item, s) in enumerate(zip(value, rule, strict=False))
                    for p in problems(item, s, root, f"{path}[{n}]")
                ]
            case "properties":
                found += [p for k, s in rule.items() if k in value for p in problems(value[k], s, root, f"{path}.{k}")]
            case "additionalProperties":
                extra = [k for k in value if k not in schema.get("properties", {})]
                if rule is False:
                    found += [f"{path}: unknown {k}" for k in extra]
                else:
                    found += [p for k in extra for p in problems(value[k], rule, root, f"{path}.{k}")]
            case _:
                raise AssertionError(f"the checker does not know {keyword}")
    return found
