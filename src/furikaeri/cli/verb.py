"""What a verb is, and the parser that knows them all by their files."""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

from furikaeri import __version__
from furikaeri.cli import manual, verbs
from furikaeri.text import LANGS, Lang, Text

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

    from furikaeri.cli.console import Console


@dataclass(frozen=True, slots=True, kw_only=True)
class Verb:
    """One command. `options` adds its arguments; `run` does it and gives the exit code.

    `step` is its place in the list of commands: those of the daily work come first, in the order in which it is done.
    """

    name: str
    says: Text
    step: int = 99
    options: Callable[[Options], None]
    run: Callable[[argparse.Namespace, Console], int]


class Options(argparse.ArgumentParser):
    """An argument parser that explains itself in one language."""

    lang: Lang = "en"

    def put(self, *names: str, says: Text, **rest: object) -> None:
        """Adds one argument with its explanation in both languages."""
        self.add_argument(*names, help=says[self.lang].replace("%", "%%"), **rest)  # type: ignore[arg-type]  # argparse's own keywords

    def error(self, message: str) -> NoReturn:
        """Says what is wrong with the command and how to see what is right."""
        says = Text("{message} See: {prog} --help", "{message}使い方: {prog} --help").fill(
            message=manual.complaint(message), prog=self.prog
        )
        print(f"furikaeri: {says[self.lang]}", file=sys.stderr)
        raise SystemExit(2)


def names() -> tuple[str, ...]:
    """Every verb there is, without importing one."""
    return tuple(sorted(m.name for m in pkgutil.iter_modules(verbs.__path__)))


def elsewhere() -> Mapping[str, EntryPoint]:
    """The verbs that other installed packages bring (the web application's `serve`), by name."""
    from importlib.metadata import entry_points  # costs a fifth of a cold start: only for those who ask

    return {point.name: point for point in entry_points(group="furikaeri.verbs")}


def verb(name: str) -> Verb:
    """The verb of that name."""
    if name in names():
        found: Verb = importlib.import_module(f"furikaeri.cli.verbs.{name}").VERB
    else:
        found = elsewhere()[name].load()
    return found


def _known(asked: str | None) -> list[Verb]:
    """The one verb that is asked for; all, to list them, save those whose packages are not there whole."""
    if asked in names():
        return [verb(str(asked))]
    points = elsewhere()
    if asked in points:
        return [verb(str(asked))]
    found = [verb(name) for name in names()]
    for point in points.values():
        with suppress(ImportError):  # an extra that was not installed
            found.append(point.load())
    return found


def parser(words: Sequence[str], lang: Lang) -> Options:
    """The parser for a command: it knows the one verb that the words ask for, or all, to list them."""
    top = Options(
        prog="furikaeri", description=manual.ABOUT[lang], epilog=manual.BEGIN[lang], add_help=False,
        formatter_class=_formatter(lang),
    )  # fmt: skip
    _titled(top, lang)
    top.put("--version", action="version", version=f"furikaeri {__version__}", says=manual.VERSION)
    commands = top.add_subparsers(
        title=manual.COMMANDS[lang], metavar=_METAVAR[lang], required=True, parser_class=Options
    )
    asked = next((w for w in words if not w.startswith("-") and w not in LANGS), None)
    for one in sorted(_known(asked), key=lambda v: (v.step, v.name)):
        command = commands.add_parser(
            one.name, help=one.says[lang], description=_sentence(one.says, lang), add_help=False,
            formatter_class=_formatter(lang),
        )  # fmt: skip
        _titled(command, lang)
        one.options(command)
        command.set_defaults(run=one.run)
    return top


_METAVAR = {"en": "COMMAND", "ja": "コマンド"}


def _sentence(says: Text, lang: Lang) -> str:
    return f"{says.ja}。" if lang == "ja" else f"{says.en[:1].upper()}{says.en[1:]}."


def _formatter(lang: Lang) -> type[argparse.HelpFormatter]:
    return manual.JapaneseFormatter if lang == "ja" else manual.Formatter


def _titled(made: Options, lang: Lang) -> None:
    """Headings in one language, and what every command takes."""
    made.lang = lang
    made._positionals.title = manual.POSITIONALS[lang]  # noqa: SLF001  # argparse offers no other way
    made._optionals.title = manual.OPTIONALS[lang]  # noqa: SLF001  # as above
    made.put("-h", "--help", action="help", says=manual.HELP)
    made.put(
        "--lang",
        choices=LANGS,
        default=argparse.SUPPRESS,
        says=Text("speak English or Japanese", "話す言語（en か ja）"),
    )
