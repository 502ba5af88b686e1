"""The linter beside other linters of prose, same files, same run: `python -m benchmarks.lint_peers [--corpus PATH]`.

Installs write-good, alex and textlint (npm) and proselint (PyPI), pinned, into a temporary folder; measures each as a
person runs it, from its command line; writes the table into docs/{en,ja}/linter.md between its markers.
The others look for other things (style, wording); the table compares cost, not findings.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.corpus import corpus, of_size, share
from benchmarks.processes import Cost, median
from furikaeri import __version__
from furikaeri.text import LANGS, Lang, Text

_NPM = {
    "write-good": "1.0.8",
    "alex": "11.0.1",
    "textlint": "15.8.0",
    "textlint-rule-preset-ja-technical-writing": "12.0.2",
}
_PYPI = {"proselint": "0.16.0"}
_DOCS = Path(__file__).parent.parent / "docs"
_BEGIN, _END = "<!-- benchmarks.lint_peers -->", "<!-- /benchmarks.lint_peers -->"
_HEADS = Text(
    "| Texts | Linter | Throughput, CPU | 10 KB, cold: wall | CPU | Memory |",
    "| 文章 | リンター | 速さ（CPU 時間） | 10 KB を 1 件、起動から | CPU | メモリ |",
)
_NAMES: dict[Lang, Text] = {"en": Text("English", "英語"), "ja": Text("Japanese", "日本語")}
_NOTE = Text(
    "Medians of {runs} runs on one machine, {when}: {sizes}, one invocation over all files, from start to end. Made by "
    "`python -m benchmarks.lint_peers`.",
    "同じ機械で {runs} 回ずつ測った中央値です（{when}）。対象は{sizes}。全ファイルを 1 回の実行で、起動から終了まで。"
    "`python -m benchmarks.lint_peers` が書き込みます。",
)


class Peer(NamedTuple):
    """A linter by its command, to which files are added, and the languages it is meant for."""

    name: str
    command: Sequence[str | Path]
    langs: Sequence[Lang]


def peers(folder: Path) -> list[Peer]:
    """Installs the others into `folder`; ours comes first."""
    npm = ["npm", "install", "--no-save", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", str(folder)]
    subprocess.run([*npm, *(f"{n}@{v}" for n, v in _NPM.items())], check=True, stdout=subprocess.DEVNULL)
    venv.create(folder / "python", with_pip=True)
    pip = [folder / "python/bin/python", "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    subprocess.run([*pip, *(f"{n}=={v}" for n, v in _PYPI.items())], check=True)
    (folder / ".textlintrc.json").write_text(json.dumps({"rules": {"preset-ja-technical-writing": True}}), "utf-8")
    made = folder / "node_modules/.bin"
    return [
        Peer(f"furikaeri {__version__}", [sys.executable, "-m", "furikaeri", "lint", "--no-checks"], LANGS),
        Peer(f"write-good {_NPM['write-good']}", [made / "write-good"], ["en"]),
        Peer(f"proselint {_PYPI['proselint']}", [folder / "python/bin/proselint", "check"], ["en"]),
        Peer(f"alex {_NPM['alex']}", [made / "alex", "--quiet"], ["en"]),
        Peer(
            f"textlint {_NPM['textlint']}, preset-ja-technical-writing",
            [made / "textlint", "--config", folder / ".textlintrc.json"],
            ["ja"],
        ),
    ]


def main() -> int:
    """Prints the table and writes it into the docs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--size", type=int, default=400_000, help="bytes a language")
    parser.add_argument("--when", default="", help="the month of the run, for the note")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        files = {lang: list(_written(folder, lang, texts, asked.size)) for lang, texts in corpus(asked.corpus).items()}
        rows = []
        for peer in peers(folder):
            for lang in peer.langs:
                *every, small = files[lang]
                size = sum(f.stat().st_size for f in every)
                whole = median([*peer.command, *every], asked.runs, cwd=folder)
                cold = median([*peer.command, small], max(asked.runs, 5), cwd=folder)
                rows.append((lang, peer.name, size / whole.cpu / 1000, cold))
                print(f"{lang} {peer.name}: {size / whole.cpu / 1000:.0f} KB/s, exit codes {whole.code} {cold.code}")
        sizes = {lang: sum(f.stat().st_size for f in files[lang][:-1]) for lang in LANGS}
    for lang in LANGS:
        table = _table(rows, sizes, lang, asked.runs, asked.when)
        print(table)
        _paste(_DOCS / lang / "linter.md", table)
    return 0


def _written(folder: Path, lang: Lang, texts: list[str], size: int) -> Iterator[Path]:
    """The files to lint, and last one of 10 KB."""
    for n, text in enumerate(share(texts, size)):
        path = folder / f"{lang}-{n:03d}.md"
        path.write_text(text, "utf-8")
        yield path
    path = folder / f"{lang}.md"
    path.write_text(of_size(texts, 10_000), "utf-8")
    yield path


def _table(
    rows: Sequence[tuple[Lang, str, float, Cost]], sizes: dict[Lang, int], lang: Lang, runs: int, when: str
) -> str:
    lines = [_HEADS[lang], "|---|---|--:|--:|--:|--:|"]
    for side, name, speed, cold in sorted(rows, key=lambda r: (r[0], -r[2])):
        lines.append(
            f"| {_NAMES[side][lang]} | {name} | {speed:,.0f} KB/s | {cold.wall:.2f} s | {cold.cpu:.2f} s | {cold.peak:.0f} MB |"
        )
    said = (", " if lang == "en" else "、").join(f"{_NAMES[s][lang]} {n / 1000:.0f} KB" for s, n in sizes.items())
    note = _NOTE.fill(runs=runs, when=when or "–", sizes=said)[lang]
    return "\n".join([*lines, "", note])


def _paste(page: Path, table: str) -> None:
    text = page.read_text("utf-8")
    head, _, rest = text.partition(_BEGIN)
    _, _, tail = rest.partition(_END)
    page.write_text(f"{head}{_BEGIN}\n{table}\n{_END}{tail}", "utf-8")


if __name__ == "__main__":
    sys.exit(main())
