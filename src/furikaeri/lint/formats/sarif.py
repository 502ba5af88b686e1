"""SARIF 2.1.0, for code scanning: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import blake2b
from typing import Any
from urllib.parse import quote

from furikaeri import __version__
from furikaeri.lint.diagnostic import Diagnostic
from furikaeri.lint.format import Format, Linted
from furikaeri.text import Lang

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVEL = {"note": "note", "warning": "warning", "error": "error"}


def _write(documents: Iterator[Linted], lang: Lang | None, _: bool) -> Iterator[str]:  # noqa: FBT001  # the format's signature
    rules: dict[str, dict[str, Any]] = {}
    results: list[dict[str, Any]] = []
    for document in documents:
        for d in document.diagnostics:
            speak = lang or d.lang
            rules.setdefault(
                d.rule,
                {
                    "id": d.rule,
                    "shortDescription": {"text": d.message[speak]},
                    "help": {"text": d.question[speak]},
                    "helpUri": d.page,
                    "defaultConfiguration": {"level": _LEVEL[d.severity]},
                    "properties": {"tags": [d.trap]},
                },
            )
            results.append(_result(document, d, list(rules).index(d.rule), speak))
    driver = {
        "name": "furikaeri",
        "version": __version__,
        "informationUri": "https://furikaeri.dev",
        "rules": list(rules.values()),
    }
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    yield json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1) + "\n"


def _result(document: Linted, d: Diagnostic, index: int, speak: Lang) -> dict[str, Any]:
    at = document.positions
    words = document.source[d.span.start : d.span.end]
    last = max(d.span.start, d.span.end - 1)
    fingerprint = blake2b(f"{document.path}\n{d.rule}\n{words}".encode(), digest_size=16).hexdigest()
    return {
        "ruleId": d.rule,
        "ruleIndex": index,
        "level": _LEVEL[d.severity],
        "message": {"text": f"{d.question[speak]} ({d.message[speak]})"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": quote(document.path)},
                    "region": {
                        "startLine": d.line,
                        "startColumn": at.column(d.span.start),
                        "endLine": at.line(last),
                        "endColumn": at.column(last) + 1,
                        "snippet": {"text": words},
                    },
                }
            }
        ],
        "partialFingerprints": {"furikaeri/v1": fingerprint},
        "properties": {"trap": d.trap, "lang": d.lang},
    }


FORMAT = Format(name="sarif", write=_write)
