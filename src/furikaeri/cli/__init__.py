"""The command line: a thin skin over the public API, one file a verb; only the verb that is asked for is imported."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from furikaeri.text import FurikaeriError, Lang, Text

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command and gives its exit code: 0 well, 1 something was found, 2 it could not be done."""
    from furikaeri.cli.console import Console
    from furikaeri.cli.verb import parser

    words = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]  # a real stream, or a test's own
    lang = language(words)
    console = Console(lang=lang)
    if not words:
        parser(words, lang).print_help()
        return 2
    args = parser(words, lang).parse_args(words)
    try:
        code: int = args.run(args, console)
        sys.stdout.flush()
    except FurikaeriError as trouble:
        console.trouble(trouble.message)
        return 2
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        console.trouble(Text("Stopped. What was finished is kept.", "中断しました。終わったところまでは残っています。"))
        return 130
    except Exception as fault:
        if os.environ.get("FURIKAERI_DEBUG"):
            raise
        console.trouble(
            Text(
                "Something went wrong inside furikaeri ({kind}: {fault}). Your files are untouched. Run it again with "
                "FURIKAERI_DEBUG=1 to see where, and please report it.",
                "furikaeri の内部で問題が起きました（{kind}: {fault}）。ファイルには手を付けていません。"
                "FURIKAERI_DEBUG=1 を付けて実行すると場所が分かります。ぜひお知らせください。",
            ).fill(kind=type(fault).__name__, fault=fault)
        )
        return 2
    return code


def language(words: Sequence[str]) -> Lang:
    """The language to speak: `--lang`, else FURIKAERI_LANG, else the locale; English where none says Japanese."""
    for n, word in enumerate(words):
        if word == "--lang" and n + 1 < len(words):
            return "ja" if words[n + 1] == "ja" else "en"
        if word.startswith("--lang="):
            return "ja" if word == "--lang=ja" else "en"
    names = (os.environ.get(name, "") for name in ("FURIKAERI_LANG", "LC_ALL", "LC_MESSAGES", "LANG"))
    return "ja" if next((name for name in names if name), "").startswith("ja") else "en"
