"""Documents to measure the linter with: a folder that is given, else the project's own docs and invented reviews."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from benchmarks.reviews import review
from furikaeri.cli.paths import documents
from furikaeri.documents.checked import language
from furikaeri.evidence.decode import decode
from furikaeri.text import LANGS, Lang

_DOCS = Path(__file__).parent.parent / "docs"
_INVENTED = 300_000  # bytes a language, where no corpus is given


def corpus(folder: Path | None) -> dict[Lang, list[str]]:
    """The texts by the language that most of each is written in."""
    found: dict[Lang, list[str]] = {lang: [] for lang in LANGS}
    for path in documents([folder or _DOCS]):
        text = decode(path.read_bytes()).text
        found[language(text)].append(text)
    if folder is None:
        for lang in LANGS:
            found[lang].extend(review(lang, 20_000, seed) for seed in range(_INVENTED // 20_000))
    return found


def share(texts: Iterable[str], size: int) -> list[str]:
    """Texts from all over a corpus, about `size` bytes of them in all."""
    known = list(texts)
    total = sum(len(t.encode()) for t in known)
    if total <= size:
        return known
    step = total / size
    taken, due = [], 0.0
    for n, text in enumerate(known):
        if n >= due:
            taken.append(text)
            due += step
    return taken


def of_size(texts: Iterable[str], size: int) -> str:
    """The first `size` bytes of a corpus, as one document."""
    return "\n\n".join(texts).encode()[:size].decode("utf-8", "ignore")
