"""Writes the generated pages of the docs: the reference and one page a rule. `python -m docs.write` (`make docs`).

What they hold comes from the parsers, plug-ins and rule files themselves; `tests/docs/test_reference.py` fails where a
page is not what this would write now.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from docs.writer.reference import reference
from docs.writer.rules import rule_pages

from furikaeri.text import LANGS

HERE = Path(__file__).parent


def pages() -> Mapping[str, str]:
    """Every generated page by its path beneath `docs`."""
    found: dict[str, str] = {}
    for lang in LANGS:
        found[f"{lang}/reference.md"] = reference(lang)
        found.update({f"{lang}/rules/{name}.md": text for name, text in rule_pages(lang).items()})
    return found


def main() -> int:
    """Writes what has changed and takes away the pages of rules that are gone."""
    wanted = pages()
    for path, text in wanted.items():
        file = HERE / path
        file.parent.mkdir(exist_ok=True)
        if not file.exists() or file.read_text("utf-8") != text:
            file.write_text(text, "utf-8")
            sys.stdout.write(f"wrote docs/{path}\n")
    for lang in LANGS:
        for file in (HERE / lang / "rules").glob("*.md"):
            if f"{lang}/rules/{file.name}" not in wanted:
                file.unlink()
                sys.stdout.write(f"took away docs/{lang}/rules/{file.name}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
