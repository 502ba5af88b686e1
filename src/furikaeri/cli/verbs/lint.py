"""`furikaeri lint`: the seven traps and the whole of a review, each answered with a question."""

from __future__ import annotations

import sys
from argparse import BooleanOptionalAction
from pathlib import Path
from typing import TYPE_CHECKING

from furikaeri.cli.verb import Options, Verb
from furikaeri.text import FurikaeriError, Text

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator

    from furikaeri.cli.console import Console
    from furikaeri.lint.diagnostic import Diagnostic
    from furikaeri.lint.format import Linted
    from furikaeri.lint.settings import Settings

_FORMATS = (
    "text",
    "json",
    "sarif",
    "github",
    "junit",
)  # as in lint/formats; named here to start without importing them
_FAIL_ON = {"never": 9, "error": 2, "warning": 1, "note": 0}
_RANK = {"note": 0, "warning": 1, "error": 2}


def _options(options: Options) -> None:
    options.put(
        "paths",
        nargs="+",
        type=Path,
        metavar="PATH",
        says=Text("documents or folders of them; - for standard input", "文書、またはそのフォルダ。- で標準入力"),
    )
    options.put("--format", choices=_FORMATS, default="text", says=Text("how to write it out", "出力の形式"))
    options.put(
        "--config",
        type=Path,
        default=None,
        metavar="FILE",
        says=Text(
            "a furikaeri.toml; else the nearest one above the first document",
            "furikaeri.toml（なければ最初の文書から上へ探します）",
        ),
    )
    options.put(
        "--fail-on",
        choices=tuple(_FAIL_ON),
        default="note",
        says=Text("the severity from which the exit code is 1", "終了コードを 1 にする重さ"),
    )
    options.put(
        "--speak",
        choices=("same", "en", "ja"),
        default="same",
        says=Text("answer in the language of each sentence, or in one", "文ごとの言語で答えるか、一つの言語で答えるか"),
    )
    options.put(
        "--checks",
        action=BooleanOptionalAction,
        default=None,
        says=Text(
            "also look at reviews as a whole: missing parts, actions without an owner (in SARIF only when asked: code "
            "scanning shows alerts line by line)",
            "振り返り全体も見る。足りない節、担当のないアクションなど（SARIF では指定したときだけ。コードスキャンは行ごとに示すため）",
        ),
    )


def _run(args: Namespace, console: Console) -> int:
    from furikaeri.lint.format import format_named

    settings = _settings(args)
    worst = -1

    def watched() -> Iterator[Linted]:
        nonlocal worst
        for document in _linted(args, settings, console):
            worst = max([worst, *(_RANK[d.severity] for d in document.diagnostics)])
            yield document

    lang = None if args.speak == "same" else args.speak
    for piece in format_named(args.format).write(watched(), lang, console.colour):
        sys.stdout.write(piece)
    return 1 if worst >= _FAIL_ON[args.fail_on] else 0


def _linted(args: Namespace, settings: Settings, console: Console) -> Iterator[Linted]:
    from furikaeri.cli.paths import documents
    from furikaeri.evidence.decode import decode
    from furikaeri.lint.format import Linted

    if args.paths == [Path("-")]:
        source = decode(sys.stdin.buffer.read()).text
        yield Linted("<stdin>", source, _diagnostics(source, "", args, settings))
        return
    for path in documents(args.paths):
        try:
            source = decode(path.read_bytes()).text
        except OSError as fault:
            console.note(
                Text("{path} can't be read: {fault}.", "{path} を読めません（{fault}）。").fill(
                    path=path, fault=fault.strerror
                )
            )
            continue
        yield Linted(path.as_posix(), source, _diagnostics(source, path.name, args, settings))


def _diagnostics(source: str, file: str, args: Namespace, settings: Settings) -> tuple[Diagnostic, ...]:
    """What the rules say of the words and, unless told not to, the checks of the whole, in reading order."""
    from furikaeri.lint.pipeline import lint

    whole = args.format != "sarif" if args.checks is None else args.checks
    known: frozenset[str] = frozenset()
    if whole or "furikaeri:" in source:  # the comments may name checks, wanted or not
        from furikaeri.documents.check import check, check_names

        known = check_names()
    found = lint(source, settings=settings, known=known)
    if whole:
        from furikaeri.cli.console import now

        found += check(source, file=file, now=now(), settings=settings)
    return tuple(sorted(found, key=lambda d: (d.span, d.rule)))


def _settings(args: Namespace) -> Settings:
    from furikaeri.cli.settings import nearest_settings
    from furikaeri.lint.settings import read_settings

    if args.config is not None:
        if not args.config.is_file():
            raise FurikaeriError(
                Text("{path}: there is no such file.", "{path}: ファイルがありません。").fill(path=args.config)
            )
        return read_settings(args.config)
    return nearest_settings(args.paths[0])


VERB = Verb(
    name="lint",
    step=8,
    says=Text("find the words that stop a review from learning", "学びを止める言葉に気づく"),
    options=_options,
    run=_run,
)
