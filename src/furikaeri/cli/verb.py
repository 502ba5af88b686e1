"""What a verb is, and the parser that knows them all by their files."""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

from furikaeri import __version__
from furikaeri.cli import verbs
from furikaeri.text import LANGS, Lang, Text

if TYPE_CHECKING:
    from furikaeri.cli.console import Console


@dataclass(frozen=True, slots=True, kw_only=True)
class Verb:
    """One command. `options` adds its arguments; `run` does it and gives the exit code."""

    name: str
    says: Text
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
        says = Text("{message}. See: {prog} --help", "{message}。使い方: {prog} --help").fill(
            message=message, prog=self.prog
        )
        print(f"furikaeri: {says[self.lang]}", file=sys.stderr)
        raise SystemExit(2)


def names() -> tuple[str, ...]:
    """Every verb there is, without importing one."""
    return tuple(sorted(m.name for m in pkgutil.iter_modules(verbs.__path__)))


def verb(name: str) -> Verb:
    """The verb of that name."""
    found: Verb = importlib.import_module(f"furikaeri.cli.verbs.{name}").VERB
    return found


def parser(words: Sequence[str], lang: Lang) -> Options:
    """The parser for a command: it knows the one verb that the words ask for, or all, to list them."""
    top = _options("furikaeri", lang, _ABOUT)
    top.add_argument("--version", action="version", version=f"furikaeri {__version__}")
    top.put("--lang", choices=LANGS, default=lang, says=Text("speak English or Japanese", "表示する言語 (en/ja)"))
    commands = top.add_subparsers(metavar=_METAVAR[lang], required=True, parser_class=Options)
    asked = next((w for w in words if not w.startswith("-") and w not in LANGS), None)
    for name in [asked] if asked in names() else names():
        assert name is not None
        known = verb(name)
        command = commands.add_parser(name, help=known.says[lang], description=known.says[lang])
        _titled(command, lang)
        command.put(
            "--lang", choices=LANGS, default=lang, says=Text("speak English or Japanese", "表示する言語 (en/ja)")
        )
        known.options(command)
        command.set_defaults(run=known.run)
    return top


_ABOUT = Text(
    "From raw traces of an incident to a shared chronology, a blameless review, and learning.",
    "障害の生の記録から、みんなで見られる時系列と、人を責めない振り返り、そして学びへ。",
)
_METAVAR = {"en": "COMMAND", "ja": "コマンド"}


def _options(prog: str, lang: Lang, about: Text) -> Options:
    made = Options(prog=prog, description=about[lang])
    _titled(made, lang)
    return made


def _titled(made: Options, lang: Lang) -> None:
    made.lang = lang
    if lang == "ja":
        made._positionals.title, made._optionals.title = "引数", "オプション"  # noqa: SLF001  # argparse offers no other way
