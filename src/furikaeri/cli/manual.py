"""How the command line explains itself: its help and its complaints, in one language and in columns that stand straight."""

from __future__ import annotations

import argparse
import re

from furikaeri.cli.width import folded, width
from furikaeri.text import Lang, Text

USAGE = Text("usage: ", "使い方: ")
POSITIONALS = Text("arguments", "引数")
OPTIONALS = Text("options", "オプション")
COMMANDS = Text("commands, in the order of the work", "コマンド（仕事の順）")
HELP = Text("show this and stop", "この説明を表示する")
VERSION = Text("show the version and stop", "バージョンを表示する")
ABOUT = Text(
    "From the raw traces of an incident to a shared chronology, a review without blame, and learning.",
    "障害の生の記録から、みんなで見られる時系列と、人を責めない振り返り、そして学びへ。",
)
BEGIN = Text(
    "New here? `furikaeri demo` shows it all on two invented incidents. `furikaeri COMMAND --help` explains a command.",
    "はじめての方は `furikaeri demo` へ。架空の障害を 2 つ使って、ひととおり見られます。"
    "各コマンドの説明は `furikaeri コマンド --help` で読めます。",
)


class Formatter(argparse.HelpFormatter):
    """argparse's own layout, with Japanese measured by the columns it takes."""

    lang: Lang = "en"

    def _split_lines(self, text: str, width: int) -> list[str]:
        return folded(text, width)

    def _expand_help(self, action: argparse.Action) -> str:
        """The explanation, with the values to choose from where the argument goes by another name."""
        says = super()._expand_help(action)
        return f"{says}: {', '.join(map(str, action.choices))}" if action.choices and action.metavar and says else says

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return "\n".join(indent + line for line in folded(text, width))

    def _format_usage(self, usage, actions, groups, prefix):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202  # argparse's own, which it doesn't publish
        word = USAGE[self.lang] if prefix is None else prefix
        first, *rest = super()._format_usage(usage, actions, groups, word).split("\n")
        more = " " * (width(word) - len(word))
        return "\n".join([first, *(more + line if line else line for line in rest)])


class JapaneseFormatter(Formatter):
    """The same in Japanese."""

    lang = "ja"


_COMPLAINTS = (
    (
        re.compile(r"the following arguments are required: (?P<what>.*)"),
        Text("Something is missing: {what}.", "{what} を指定してください。"),
    ),
    (
        re.compile(r"argument (?P<what>.*?): invalid choice: (?P<value>.*) \(choose from (?P<all>.*)\)"),
        Text("{what}: there is no “{value}”. Known: {all}.", "{what}: 「{value}」はありません。使えるもの: {all}。"),
    ),
    (
        re.compile(r"argument (?P<what>.*?): expected (?:one|at least one|3) arguments?"),
        Text("{what} needs a value.", "{what} には値が要ります。"),
    ),
    (
        re.compile(r"argument (?P<what>.*?): invalid int value: (?P<value>.*)"),
        Text(
            "{what} needs a number; {value} is none.", "{what} には数を指定してください（{value} は数ではありません）。"
        ),
    ),
    (
        re.compile(r"unrecognized arguments: (?P<what>.*)"),
        Text("Not understood: {what}.", "分からない引数です: {what}。"),
    ),
)


def complaint(message: str) -> Text:
    """What argparse finds wrong, as a sentence in both languages; its own words where we know none."""
    for form, says in _COMPLAINTS:
        if found := form.fullmatch(message):
            return says.fill(**{name: words.replace("'", "") for name, words in found.groupdict().items()})
    return Text(f"{message}.", f"{message}。")
