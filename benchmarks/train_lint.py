"""Trains the linter's weights on labelled documents and says how good they are on documents of other organisations.

usage: train_lint.py LANG --labels DIR --corpus DIR [--dry] [--errors] [--lessen X]

Every trap gets a logistic regression over the signs of its candidates: flags of guards, rules, patterns, and words. It
is fitted in plain Python. The figure to believe is the cross-validated one: documents are dealt into folds by the
organisation that wrote them, so that each is judged by weights that never saw its authors. Writes
src/furikaeri/lint/weights/LANG.json and src/furikaeri/lint/ready.json.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from furikaeri.lint.candidates import candidates, sift
from furikaeri.lint.diagnostic import TRAPS
from furikaeri.lint.engine import engine_for
from furikaeri.lint.fold import fold
from furikaeri.lint.pipeline import placed
from furikaeri.lint.scorer import group_of
from furikaeri.lint.settings import Settings
from furikaeri.lint.shipped import HERE, READY, prepare, rules
from furikaeri.markup.positions import Positions

NAMES = dict(zip(("HE", "CF", "NO", "ME", "WQ", "PB", "WC"), TRAPS, strict=True))
REMEDY = "weak-countermeasure"
WEAK = {"L0", "L6", "L7"}
ALIKE = 0.99
BESIDE = 0.3  # how far to either side of a cut its neighbours are asked too
INVENTED = "/invented__"
HEADINGS = {
    "actions": "アクションアイテム", "lessons": "教訓", "root_cause": "根本原因", "went_wrong": "うまくいかなかったこと",
    "went_well": "うまくいったこと", "lucky": "運が良かったこと", "impact": "影響", "detection": "検知", "summary": "概要",
    "timeline": "タイムライン", "resolution": "対応", "other": "メモ",
}  # fmt: skip
HEADINGS_EN = {
    "actions": "Action items", "lessons": "Lessons learned", "root_cause": "Root cause", "went_wrong": "What went wrong",
    "went_well": "What went well", "lucky": "Where we got lucky", "impact": "Impact", "detection": "Detection",
    "summary": "Summary", "timeline": "Timeline", "resolution": "Resolution", "background": "Background",
    "messages": "Messages", "other": "Remarks",
}  # fmt: skip
# How strongly each kind of sign is held near nought: words are many and chance, rules are few and meant.
# As a part of the whole sum of errors. Groups of Japanese characters are more still, and rarer than words.
HOLD = {
    "en": {"flag": 0.4, "rule": 0.4, "pattern": 0.8, "word": 2.5},
    "ja": {"flag": 1.0, "rule": 1.0, "pattern": 1.0, "word": 25.0},
}
INVENTED_COUNTS = {"en": 0.5, "ja": 1.0}  # an invented sentence beside a real one
HOLD_END = 6.0  # the end of a Japanese sentence is its predicate


@dataclass(frozen=True, slots=True)
class Example:
    """One candidate of a labelled document. `gold`: True, False, or None where it is only beside a label."""

    doc: str
    line: int
    trap: str
    signs: tuple[str, ...]
    gold: bool | None
    whole: bool
    sentence: str


def organisation(doc: str, lang: str) -> str:
    """Who wrote a document, by its name; one author's many Japanese reports are one organisation."""
    return re.split(r"__|-mhlw|_", doc.split("/")[1])[0] if lang else doc


def labels(path: Path) -> list[tuple[str, int, str, str]]:
    """Document, line, trap and span of each label."""
    rows = [row.split("\t") for row in path.read_text("utf-8").splitlines() if row.strip()]
    return [(doc, int(line), NAMES[label], fold(span)) for doc, line, label, span in rows]


def examples(lang: str, folder: Path, corpus: Path) -> tuple[list[Example], set[tuple[str, int, str]]]:
    """All candidates of the labelled documents, and the labels of those read whole."""
    whole = set((folder / f"lint-{lang}-dev.docs").read_text("utf-8").split("\n")) - {""}
    dev = labels(folder / f"lint-{lang}-dev.tsv")
    picked = labels(folder / f"lint-{lang}-challenge-pos.tsv")
    spared = {(d, n, t) for d, n, t, _ in labels(folder / f"lint-{lang}-challenge-neg.tsv")}
    gold: dict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
    for doc, line, trap, span in [*dev, *picked]:
        gold[doc, trap].append((line, span))
    engine = engine_for(Settings())
    found: list[Example] = []
    for doc in sorted(whole | {d for d, *_ in picked} | {d for d, *_ in spared}):
        source = (corpus / doc).read_bytes().decode("utf-8", "replace")
        places, sifted = Positions.of(source), sift(source)
        for block, around in placed(source, sifted):
            for c in candidates(source, sifted, block, around, engine):
                if c.lang != lang:
                    continue
                line = places.line(c.span.start)
                near = [s for n, s in gold[doc, c.trap] if abs(n - line) <= 1]
                words = re.sub(r"\W", "", c.sentence)
                hit = any(re.sub(r"\W", "", s) in words or words in re.sub(r"\W", "", s) for s in near)
                truth = True if hit else None if near else False
                if doc not in whole and truth is False and (doc, line, c.trap) not in spared:
                    truth = None
                found.append(
                    Example(doc, line, c.trap, tuple(sorted(c.signs)), truth, doc in whole, source[slice(*c.span)])
                )
    if lang == "ja":  # the hard negatives are few
        found.extend([x for x in found if not x.whole and x.gold is False])
    found.extend(of_ladder(lang, folder, corpus, whole))
    found.extend(of_rules(lang, folder))
    found.extend(of_invention(lang))
    return found, {(d, n, t) for d, n, t, _ in dev}


def of_ladder(lang: str, folder: Path, corpus: Path, whole: set[str]) -> list[Example]:
    """Written countermeasures with their rung, of documents not read for language.

    The rungs that rest on people's resolve, rules and checklists are weak countermeasures.
    """
    rungs: dict[str, dict[int, str]] = defaultdict(dict)
    for row in (folder / "ladder-dev.tsv").read_text("utf-8").splitlines():
        doc, number, step, *_ = row.split("\t")
        if doc not in whole and doc.startswith(lang):
            rungs[doc][int(number)] = step
    engine = engine_for(Settings())
    found: list[Example] = []
    for doc, by_line in rungs.items():
        source = (corpus / doc).read_bytes().decode("utf-8", "replace")
        places, sifted = Positions.of(source), sift(source)
        for block, around in placed(source, sifted):
            if not any(line in by_line for line in range(block.line, block.last_line + 1)):
                continue
            for c in candidates(source, sifted, block, around, engine):
                at = places.line(c.span.start)
                rung = by_line.get(at) or by_line.get(block.line, "")
                if rung and c.trap == "weak-countermeasure" and c.lang == lang:
                    words = source[slice(*c.span)]
                    found.append(
                        Example(doc, at, c.trap, tuple(sorted(c.signs)), rung in WEAK, whole=False, sentence=words)
                    )
    return found


def of_rules(lang: str, folder: Path) -> list[Example]:
    """The rules' own examples and the invented ones by definition, several times each: they must come out right."""
    engine = engine_for(Settings())
    texts: list[tuple[str, str, str, bool]] = []
    for rule in rules().values():
        texts += [(rule.id, rule.trap, text, True) for text in rule.bad["ja" if lang == "ja" else "en"]]
        texts += [(rule.id, "", text, False) for text in rule.good["ja" if lang == "ja" else "en"]]
    for row in (folder / "trap_examples.tsv").read_text("utf-8").splitlines()[1:]:
        category, spoken, label, section, text, _ = row.split("\t")
        if spoken == lang and category in TRAPS:
            texts.append((f"{category} {section}", category, text, label == "flag"))
    found: list[Example] = []
    for name, trap, text, flagged in texts:
        source = in_place(text, name)
        sifted = sift(source)
        for block, around in placed(source, sifted):
            for c in candidates(source, sifted, block, around, engine):
                if c.lang == lang and (not flagged or c.trap == trap):
                    doc = f"{lang}/examples of {name}"
                    found.append(Example(doc, 1, c.trap, tuple(sorted(c.signs)), flagged, whole=False, sentence=text))
    return found * (3 if lang == "en" else 2)


def of_invention(lang: str) -> list[Example]:
    """The invented sentences of this language, for and against the traps, each in a section and a block of its kind."""
    engine = engine_for(Settings())
    found: list[Example] = []
    for number, (source, kind, decided, text) in enumerate(inventions_en() if lang == "en" else inventions_ja()):
        sifted = sift(source)
        for block, around in placed(source, sifted):
            for c in candidates(source, sifted, block, around, engine):
                if c.lang == lang and block.kind == kind and c.trap in decided:
                    signs = tuple(sorted(c.signs))
                    doc = f"{lang}{INVENTED}{number}"
                    found.append(Example(doc, block.line, c.trap, signs, decided[c.trap], whole=False, sentence=text))
    return found


Invention = tuple[str, str, dict[str, bool], str]  # the source it stands in, the kind of its block, trap -> found, text


def inventions_ja() -> Iterator[Invention]:
    """Japanese sentences, each for or against one trap."""
    for row in (Path(__file__).parent / "lint_examples.tsv").read_text("utf-8").splitlines()[1:]:
        trap, spoken, label, section, text = row.split("\t")
        if spoken == "ja":
            yield f"## {HEADINGS[section]}\n\n- {text}\n", "item", {trap: label == "flag"}, text


def inventions_en() -> Iterator[Invention]:
    """English sentences with all their traps.

    A sentence with none speaks against every trap. One with some speaks against those it is never mistaken for: a
    remedy against all that judge the past, a tale of the past against remedies.
    """
    for row in (Path(__file__).parent / "lint_examples_en.tsv").read_text("utf-8").splitlines()[1:]:
        section, kind, marks, text = row.split("\t")
        held = {NAMES[mark] for mark in marks.split(",") if mark != "-"}
        decided = {t: t in held for t in TRAPS if not held or t in held or ((t == REMEDY) != (REMEDY in held))}
        place = {"item": f"- {text}", "paragraph": text, "heading": f"### {text}", "row": f"| | |\n|-|-|\n| {text} | |"}
        yield f"## {HEADINGS_EN[section]}\n\n{place[kind]}\n", kind, decided, text


def in_place(text: str, name: str) -> str:
    """An example where such words are written: a countermeasure among the actions, all else in the analysis."""
    return (
        f"## Action items\n\n- {text}\n" if "countermeasure" in name or "action" in name else f"## Analysis\n\n{text}\n"
    )


def holds(lang: str, count: Counter[str], lessen: float) -> dict[str, float]:
    """How strongly each occurrence of a sign pulls its weight to nought."""
    by_kind = HOLD[lang]
    return {s: (HOLD_END if s.startswith("end:") else by_kind[group_of(s)]) * lessen / n for s, n in count.items()}


def fit(data: list[Example], lang: str, *, rounds: int = 40, lessen: float = 1.0) -> dict[str, float]:
    """Weights by sign, by adaptive gradient descent with each kind of sign held near nought."""
    known = [x for x in data if x.gold is not None]
    documents: dict[str, set[str]] = defaultdict(set)
    for x in known:
        for sign in x.signs:
            documents[sign].add(x.doc)
    kept = {s for s, docs in documents.items() if len(docs) > 1 or group_of(s) != "word"}
    counts = INVENTED_COUNTS[lang]
    rows = [
        ([s for s in x.signs if s in kept], 1.0 if x.gold else 0.0, counts if INVENTED in x.doc else 1.0) for x in known
    ]
    positive = sum(y for _, y, _ in rows)
    if not positive or positive == len(rows):
        return {"bias": 4.0 if positive else -4.0}
    weight: dict[str, float] = defaultdict(float)
    weight["bias"] = -1.0
    square: dict[str, float] = defaultdict(lambda: 1.0)
    hold = holds(lang, Counter(s for row, *_ in rows for s in row), lessen)
    hold["bias"] = 0.0
    chance = random.Random(7)
    late: dict[str, float] = defaultdict(float)  # the later rounds are averaged: the order of examples is chance
    for done in range(rounds):
        chance.shuffle(rows)
        for row, truth, share in rows:
            total = weight["bias"] + sum(weight[s] for s in row)
            error = share * (1 / (1 + math.exp(-max(-30.0, min(30.0, total)))) - truth)
            for s in (*row, "bias"):
                gradient = error + hold[s] * weight[s]
                square[s] += gradient * gradient
                weight[s] -= 0.4 * gradient / math.sqrt(square[s])
        if done >= rounds - rounds // 2:
            for s, w in weight.items():
                late[s] += w
    return {s: w / (rounds // 2) for s, w in late.items()}


def total(weight: dict[str, float], x: Example) -> float:
    """The score of an example."""
    return weight.get("bias", 0.0) + sum(weight.get(s, 0.0) for s in x.signs)


def threshold(scored: list[tuple[float, Example]], gold: set[tuple[str, int, str]], trap: str) -> float:
    """Where to cut so that F1 on documents read whole is best, and still good a little to either side.

    Of cuts alike the highest: a false alarm costs a reader's trust.

    A trap that no such document holds is cut where most of the picked sentences come out right.
    """
    whole = any(t == trap for _, _, t in gold)
    values = sorted({round(v, 2) for v, x in scored if x.whole or not whole})
    ranked: list[tuple[float, float]] = []
    for cut in values[:: max(1, len(values) // 150)]:
        if whole:
            figure = f1(measure([x for v, x in scored if v > cut and x.whole], gold, trap))
        else:
            figure = sum(((v > cut) == x.gold) for v, x in scored if not x.whole and x.gold is not None)
        ranked.append((figure, cut))
    smooth = [(sum(near := [f for f, c in ranked if abs(c - cut) <= BESIDE]) / len(near), cut) for _, cut in ranked]
    best = max((figure for figure, _ in smooth), default=0.0)
    return max((cut for figure, cut in smooth if figure >= best * ALIKE), default=0.0)


def measure(found: list[Example], gold: set[tuple[str, int, str]], trap: str) -> tuple[int, int, int, int]:
    """Flagged, right among them, labels, found among them: counted as the scoring script counts."""
    lines = {(x.doc, x.line) for x in found}
    mine = {(d, n) for d, n, t in gold if t == trap}
    right = sum(any((d, n + k) in mine for k in (0, -1, 1)) for d, n in lines)
    hit = sum(any((d, n + k) in lines for k in (0, -1, 1)) for d, n in mine)
    return len(lines), right, len(mine), hit


def f1(counts: tuple[int, int, int, int]) -> float:
    """F1 of the four counts."""
    flagged, right, wanted, hit = counts
    p, r = right / flagged if flagged else 0.0, hit / wanted if wanted else 0.0
    return 2 * p * r / (p + r) if p + r else 0.0


def dealt(data: list[Example], part: Callable[[str], str], folds: int) -> dict[str, int]:
    """A fold for each part (an organisation, or a document), the labels spread evenly."""
    size = Counter(part(x.doc) for x in data if x.gold)
    size.update({part(x.doc): 0 for x in data})
    load = [0] * folds
    fold_of: dict[str, int] = {}
    for org, n in sorted(size.items(), key=lambda kv: (-kv[1], kv[0])):
        fold_of[org] = load.index(min(load))
        load[fold_of[org]] += n + 1
    return fold_of


def held_out(
    data: list[Example], lang: str, part: Callable[[str], str], folds: int, lessen: float
) -> list[tuple[float, Example]]:
    """Each example's score by weights fitted without its part; a fold's own bias is kept. Invented examples always help."""
    fold_of = dealt([x for x in data if INVENTED not in x.doc], part, folds)
    fold_of.update({part(x.doc): -1 for x in data if INVENTED in x.doc})
    out: list[tuple[float, Example]] = []
    for n in range(folds):
        weight = fit([x for x in data if fold_of[part(x.doc)] != n], lang, lessen=lessen)
        out.extend((total(weight, x), x) for x in data if fold_of[part(x.doc)] == n)
    return out


def report(name: str, counts: tuple[int, int, int, int]) -> None:
    """One line of figures."""
    flagged, right, wanted, hit = counts
    p, r = right / flagged if flagged else 0.0, hit / wanted if wanted else 0.0
    print(f"  {name:20} n {wanted:4} flagged {flagged:4} precision {p:.2f} recall {r:.2f} f1 {f1(counts):.2f}")


def main() -> None:
    """Trains, reports, writes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("lang", choices=["en", "ja"])
    parser.add_argument("--labels", type=Path, required=True)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--folds", type=int, default=7)
    parser.add_argument("--lessen", type=float, default=1.0, help="how strongly weights are held near nought")
    parser.add_argument("--deal", choices=["organisation", "document"], default="organisation", help="into folds by")
    parser.add_argument("--dry", action="store_true", help="report only")
    parser.add_argument("--errors", help="print the cross-validated mistakes of this trap")
    options = parser.parse_args()
    data, gold = examples(options.lang, options.labels, options.corpus)
    shipped: dict[str, dict[str, float]] = {}
    sums = [[0] * 4, [0] * 4]
    wrong: list[Example] = []
    print(f"cross-validated by {options.deal}:")
    part = {"organisation": lambda doc: organisation(doc, options.lang), "document": str}[options.deal]
    for trap in TRAPS:
        mine = [x for x in data if x.trap == trap]
        scored = held_out(mine, options.lang, part, options.folds, options.lessen)
        cut = threshold(scored, gold, trap)
        chosen = [x for v, x in scored if v > cut]
        counts = measure([x for x in chosen if x.whole], gold, trap)
        report(trap, counts)
        sums[0] = [a + b for a, b in zip(sums[0], counts, strict=True)]
        wrong.extend(x for x in chosen if x.gold is False and not x.whole)
        if options.errors == trap:
            mistakes(scored, cut)
        weight = fit(mine, options.lang, lessen=options.lessen)
        weight["bias"] = weight.get("bias", 0.0) - cut
        slim = {s: round(w, 2) for s, w in sorted(weight.items()) if abs(w) >= 0.02 or s == "bias"}
        shipped[trap] = slim
        counts = measure([x for x in mine if x.whole and total(slim, x) > 0], gold, trap)
        sums[1] = [a + b for a, b in zip(sums[1], counts, strict=True)]
    report("micro", (sums[0][0], sums[0][1], sums[0][2], sums[0][3]))
    print("on its own training documents:")
    report("micro", (sums[1][0], sums[1][1], sums[1][2], sums[1][3]))
    if not options.dry:
        (HERE / "weights").mkdir(exist_ok=True)
        path = HERE / "weights" / f"{options.lang}.json"
        path.write_text(json.dumps(shipped, ensure_ascii=False, indent=0) + "\n", "utf-8")
        READY.write_text(json.dumps(prepare(), ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")


def mistakes(scored: list[tuple[float, Example]], cut: float) -> None:
    """What the held-out weights got wrong, worst first."""
    for v, x in sorted(scored, key=lambda s: -abs(s[0] - cut)):
        if x.gold is not None and (v > cut) != x.gold:
            print(f"{'MISS' if x.gold else 'FALSE'} {v - cut:+.1f} {x.doc[3:]}:{x.line} | {x.sentence}")


if __name__ == "__main__":
    main()
