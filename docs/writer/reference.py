"""The reference: everything that has a name, read from the program itself."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from docs.writer.markdown import code, page, table
from docs.writer.settings import ENVIRONMENT, EXITS, FORMATS, INCIDENT, LINT

from furikaeri.cli.verb import Options, elsewhere, names, verb
from furikaeri.documents.check import checks
from furikaeri.documents.template import templates
from furikaeri.evidence.source import sources
from furikaeri.export.exporter import exporters
from furikaeri.lint.format import formats
from furikaeri.text import Lang, Text

_TITLE = Text("Reference", "リファレンス")
_COMMANDS = Text("Commands", "コマンド")
_ALSO = Text(
    "Every command also takes `--lang en|ja` and `--help`.", "どのコマンドでも `--lang en|ja` と `--help` が使えます。"
)
_OPTION_HEADS = {"en": ("Argument", "Meaning", "If left out"), "ja": ("引数", "意味", "省略したとき")}
_EXITS = Text("Exit codes", "終了コード")
_ENVIRONMENT = Text("Environment", "環境変数")
_SOURCES = Text("Sources", "取り込み元")
_SOURCE_HEADS = {
    "en": ("Name", "Reads", "When a record counts as in view"),
    "ja": ("名前", "読むもの", "見えていたとみなす条件"),
}
_TEMPLATES = Text("Templates", "ひな形")
_TEMPLATE_HEADS = {"en": ("Section", "What it asks for"), "ja": ("節", "書くこと")}
_FOLLOWS = Text("Follows: {source}", "もとにした実践: {source}")
_EXPORTERS = Text("Exporters", "書き出し先")
_EXPORT_HEADS = {"en": ("Name", "Writes", "File"), "ja": ("名前", "書き出すもの", "ファイル")}
_FORMATS = Text("Formats of the linter", "リンターの出力形式")
_RULES = Text("Rules of the linter", "リンターのルール")
_RULES_ABOUT = Text("Each has [its own page](rules/index.md).", "[それぞれにページがあります](rules/index.md)。")
_CHECKS = Text("Document checks", "文書全体の確認")
_CHECKS_ABOUT = Text(
    "They look at a review as a whole. Each can be turned off, or given another severity, by its name.",
    "振り返りを全体として見ます。名前を使って、止めることも重さを変えることもできます。",
)
_FOLLOWED = Text("Severity: {severity}. Source: {source}", "重さ: {severity}。出どころ: {source}")
_LINT = Text("furikaeri.toml", "furikaeri.toml")
_LINT_ABOUT = Text(
    "Stands above the documents it is for; the nearest one counts. All keys are in the table `[lint]`.",
    "対象の文書より上のフォルダに置きます。いちばん近いものが使われます。キーはすべて `[lint]` の中に書きます。",
)
_INCIDENT = Text("incident.toml", "incident.toml")
_INCIDENT_ABOUT = Text(
    "Stands in the incident folder; yours to edit.", "障害のフォルダにあります。自由に編集してください。"
)
_KEY_HEADS = {"en": ("Key", "Example", "Meaning"), "ja": ("キー", "例", "意味")}
_NAME_HEADS = {"en": ("Name", "Meaning"), "ja": ("名前", "意味")}
_CODE_HEADS = {"en": ("Code", "Meaning"), "ja": ("コード", "意味")}


def reference(lang: Lang) -> str:
    """The page in one language."""
    return page(
        lang, f"# {_TITLE[lang]}",
        f"## {_COMMANDS[lang]}", _ALSO[lang], *_commands(lang),
        f"## {_EXITS[lang]}", table(_CODE_HEADS[lang], [(n, says[lang]) for n, says in EXITS]),
        f"## {_ENVIRONMENT[lang]}", table(_NAME_HEADS[lang], [(code(n), says[lang]) for n, says in ENVIRONMENT.items()]),
        f"## {_SOURCES[lang]}", table(
            _SOURCE_HEADS[lang], [(code(n), s.title[lang], s.view_rule[lang]) for n, s in sources().items()]
        ),
        f"## {_TEMPLATES[lang]}", *_templates(lang),
        f"## {_EXPORTERS[lang]}", table(
            _EXPORT_HEADS[lang], [(code(n), e.title[lang], f"{code(e.suffix)} ({e.media_type})") for n, e in exporters().items()]
        ),
        f"## {_FORMATS[lang]}", table(_NAME_HEADS[lang], [(code(n), FORMATS[n][lang]) for n in formats()]),
        f"## {_RULES[lang]}", _RULES_ABOUT[lang],
        f"## {_CHECKS[lang]}", _CHECKS_ABOUT[lang], *_checks(lang),
        f"## {_LINT[lang]}", _LINT_ABOUT[lang], table(
            _KEY_HEADS[lang], [(code(k), code(example), says[lang]) for k, (example, says) in LINT.items()]
        ),
        f"## {_INCIDENT[lang]}", _INCIDENT_ABOUT[lang], table(
            _KEY_HEADS[lang], [(code(k), code(example), says[lang]) for k, (example, says) in INCIDENT.items()]
        ),
    )  # fmt: skip


def _commands(lang: Lang) -> Iterator[str]:
    for name in sorted({*names(), *elsewhere()}):
        known = verb(name)
        yield f"### furikaeri {name}"
        yield known.says[lang][:1].upper() + known.says[lang][1:] + ("." if lang == "en" else "。")
        yield table(_OPTION_HEADS[lang], [_row(a) for a in arguments(name, lang)])


def arguments(name: str, lang: Lang) -> list[argparse.Action]:
    """What a command takes, as its own parser has it."""
    options = Options(prog=f"furikaeri {name}", add_help=False)
    options.lang = lang
    verb(name).options(options)
    return list(options._actions)  # noqa: SLF001  # argparse lists them nowhere else


def _row(action: argparse.Action) -> tuple[str, str, str]:
    values = "|".join(map(str, action.choices)) if action.choices else action.metavar or action.dest.upper()
    if not action.option_strings:
        name = f"{values} …" if action.nargs in {"+", "*"} else str(values)
    elif action.nargs == 0:
        name = ", ".join(action.option_strings)
    else:
        name = f"{', '.join(action.option_strings)} {values}" + (" …" if action.nargs in {"+", "*"} else "")
    shown = (
        action.default not in {None, False, "", argparse.SUPPRESS}
        if isinstance(action.default, str | bool | int | None)
        else False
    )
    return code(name), (action.help or "").replace("%%", "%"), code(str(action.default)) if shown else ""


def _templates(lang: Lang) -> Iterator[str]:
    for name, template in templates().items():
        yield f"### {name}"
        yield f"**{template.title[lang]}**. {template.about[lang]} {_FOLLOWS.fill(source=template.source)[lang]}"
        yield table(_TEMPLATE_HEADS[lang], [(part.title[lang], part.guidance[lang]) for part in template.parts])


def _checks(lang: Lang) -> Iterator[str]:
    for name, check in checks().items():
        yield f"### {name}"
        yield f"{check.message[lang]}\n\n> {check.question[lang]}"
        yield _FOLLOWED.fill(severity=check.severity, source=check.source)[lang]
