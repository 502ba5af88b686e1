"""The docs against the program: generated pages are fresh, and what a guide names exists."""

from __future__ import annotations

import re
import shlex
import tomllib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from docs.write import HERE, pages
from docs.writer.reference import arguments
from docs.writer.settings import ENVIRONMENT, FORMATS, INCIDENT, LINT

from furikaeri.bundle.incident import read_incident
from furikaeri.cli.verb import elsewhere, names
from furikaeri.documents.check import check_names
from furikaeri.lint import TRAPS, lint, read_settings
from furikaeri.lint.format import Linted, formats
from furikaeri.lint.shipped import shipped_rules
from furikaeri.text import LANGS, FurikaeriError, Lang

ROOT = HERE.parent
GUIDES = sorted(
    [p for p in HERE.rglob("*.md") if p.parent.name != "rules"] + [ROOT / n for n in ("README.md", "README.ja.md", "CONTRIBUTING.md")]
)  # fmt: skip
RULES = {rule.id for rule in shipped_rules()} | {"suppression.reason", "suppression.unknown"}
NAMED = RULES | set(TRAPS) | set(check_names()) | {"document"}
FENCE = re.compile(r"^( *)```(\w*)[^\n]*\n(.*?)^\1```", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
COMMAND = re.compile(r"(?:^|(?<=[\s|(]))furikaeri +([a-z][a-z-]*)((?: +[^\n|]*)?)", re.MULTILINE)


def fences(text: str, *kinds: str) -> Iterator[str]:
    for indent, kind, body in FENCE.findall(text):
        if kind in kinds:
            yield "\n".join(line.removeprefix(indent) for line in body.split("\n"))


def commands(text: str) -> Iterator[tuple[str, str]]:
    """Every `furikaeri VERB …` in blocks of commands and in inline code."""
    for body in fences(text, "", "sh", "bash", "console", "yaml", "text"):
        yield from COMMAND.findall(body)
    for code in INLINE.findall(FENCE.sub("", text)):
        yield from COMMAND.findall(code)


def test_every_generated_page_is_what_would_be_written_now() -> None:
    wanted = pages()
    stale = [
        path for path, text in wanted.items() if not (HERE / path).exists() or (HERE / path).read_text("utf-8") != text
    ]
    assert not stale, "run `make docs`"
    for lang in LANGS:
        assert {p.name for p in (HERE / lang / "rules").glob("*.md")} == {
            Path(p).name for p in wanted if p.startswith(f"{lang}/rules/")
        }


@pytest.mark.parametrize("page", GUIDES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_guide_names_only_commands_and_options_that_exist(page: Path) -> None:
    for verb, rest in commands(page.read_text("utf-8")):
        assert verb in {*names(), *elsewhere()}, f"furikaeri {verb}"
        taken = {flag: action for action in arguments(verb, "en") for flag in action.option_strings}
        words = shlex.split(rest.strip().strip("`"), comments=True)
        for word, following in pairwise([*words, ""]):
            flag, _, value = word.partition("=")
            if not re.match(r"--?[a-z]", flag) or flag in {"--help", "--lang", "-h"}:
                continue
            assert flag in taken, f"furikaeri {verb} {flag}"
            choices = taken[flag].choices
            if choices:
                assert set((value or following).split("|")) <= set(map(str, choices)), f"furikaeri {verb} {flag}"


@pytest.mark.parametrize("page", GUIDES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_guide_names_only_rules_that_exist(page: Path) -> None:
    text = page.read_text("utf-8")
    own = {tomllib.loads(body)["id"] for body in fences(text, "toml") if re.search(r"^id = ", body, re.MULTILINE)}
    for name in re.findall(rf"(?<![\w.-])(?:{'|'.join([*TRAPS, 'suppression'])})\.[a-z][a-z-]+", text):
        assert name in RULES | own | {f"{o}.toml" for o in own}, name
    for name in re.findall(r"furikaeri: ok ([\w.-]+)", text):
        assert name in NAMED | own | {"RULE", "ルール"}, name


@pytest.mark.parametrize("page", GUIDES, ids=lambda p: str(p.relative_to(ROOT)))
def test_the_settings_and_rules_that_a_guide_shows_work(page: Path, tmp_path: Path) -> None:
    for body in fences(page.read_text("utf-8"), "toml"):
        data = tomllib.loads(body)
        if "lint" in data:
            (tmp_path / "furikaeri.toml").write_text(body, "utf-8")
            settings = read_settings(tmp_path / "furikaeri.toml")
            assert settings.off | {name for name, _ in settings.severities} <= NAMED
        elif "trap" in data:
            folder = tmp_path / "own"
            folder.mkdir(exist_ok=True)
            (folder / f"{data['id']}.toml").write_text(body, "utf-8")
            (tmp_path / "own.toml").write_text('[lint]\nrules = "own"\n', "utf-8")
            settings = read_settings(tmp_path / "own.toml")
            for lang in LANGS:
                for text in data.get(lang, {}).get("bad", ()):
                    assert data["id"] in {d.rule for d in lint(text, settings=settings)}, text
                for text in data.get(lang, {}).get("good", ()):
                    assert data["id"] not in {d.rule for d in lint(text, settings=settings)}, text
        elif "title" in data:
            (tmp_path / "incident.toml").write_text(body, "utf-8")
            read_incident(tmp_path / "incident.toml")
            assert set(data) <= set(INCIDENT)


@pytest.mark.parametrize("key", sorted(LINT))
def test_every_setting_of_the_reference_is_read_and_no_other(key: str, tmp_path: Path) -> None:
    file = tmp_path / "furikaeri.toml"
    file.write_text(f"[lint]\n{key} = {LINT[key][0]}\n", "utf-8")
    read_settings(file)
    file.write_text(f"[lint]\n{key}x = {LINT[key][0]}\n", "utf-8")
    with pytest.raises(FurikaeriError):
        read_settings(file)
    source = (ROOT / "src/furikaeri/lint/settings.py").read_text("utf-8")
    assert set(re.findall(r'"(\w+)"', re.search(r"set\(table\) - \{(.*?)\}", source)[1])) == set(LINT)  # type: ignore[index]


def test_every_key_of_incident_toml_is_in_the_reference() -> None:
    source = (ROOT / "src/furikaeri/bundle/incident.py").read_text("utf-8")
    assert set(re.findall(r'(?:data, |data\.get\()"(\w+)"', source)) == set(INCIDENT)


def test_every_environment_variable_and_format_is_in_the_reference() -> None:
    sources = "\n".join(p.read_text("utf-8") for p in (ROOT / "src/furikaeri").rglob("*.py"))
    assert set(re.findall(r"FURIKAERI_[A-Z]+", sources)) == {n for n in ENVIRONMENT if n.startswith("FURIKAERI_")}
    assert set(formats()) == set(FORMATS)


@pytest.mark.parametrize("lang", LANGS)
def test_the_answer_that_the_linters_page_shows_is_the_linters(lang: Lang) -> None:
    text = (HERE / lang / "linter.md").read_text("utf-8")
    (shown,) = [body for body in fences(text, "") if "~~~" in body]
    head, sentence, *_ = shown.split("\n")
    path, line, _ = head.split(":", 2)
    source = "\n" * (int(line) - 1) + sentence.strip()
    assert "".join(formats()["text"].write(iter([Linted(path, source, lint(source))]), None, False)).startswith(shown)


def test_this_test_finds_what_is_wrong() -> None:
    text = (
        "```\nfurikaeri lint x --format sarif  # y\ncat a | furikaeri add z -\n```\nand `furikaeri export --roles`.\n"
    )
    assert list(commands(text)) == [("lint", " x --format sarif  # y"), ("add", " z -"), ("export", " --roles")]
