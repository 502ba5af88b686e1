"""Invented reviews of any length, made from a seed: what the linter is measured with where no corpus is at hand."""

from __future__ import annotations

import random

from furikaeri.text import Lang

_HEADINGS: dict[Lang, tuple[str, ...]] = {
    "en": ("Summary", "Impact", "Timeline", "Contributing factors", "What went well", "Action items"),
    "ja": ("概要", "影響", "タイムライン", "要因", "うまくいったこと", "対策"),
}
_PLAIN: dict[Lang, tuple[str, ...]] = {
    "en": (
        "The queue grew to 40,000 entries while the consumer restarted.",
        "At 14:09 the on-call engineer opened the graph of *stock updates* and saw a flat line.",
        "`stock-sync` retries three times, then writes the row to the dead-letter table.",
        "Two regions answered slowly; the third took over within [90 seconds](https://example.org/graph).",
        "The alert fired and was acknowledged by the team that owns the database.",
        "A feature flag now limits the batch to 500 rows.",
        "Customers in 3 of 12 countries saw an empty page for 41 minutes.",
    ),
    "ja": (
        "消費側が再起動している間に、キューは 4 万件まで伸びました。",
        "9 時 24 分、当番は *在庫更新* のグラフを開き、線が平らなことに気づきました。",
        "`stock-sync` は三回まで再試行し、その後は別の表に書き込みます。",
        "二つの地域で応答が遅くなり、三つ目が [90 秒後](https://example.org/graph) に引き継ぎました。",
        "アラートが鳴り、データベースの担当チームが応答しました。",
        "一度に処理する行数を、フラグで 500 行に制限しました。",
        "12 か国のうち 3 か国で、41 分間、空のページが表示されました。",
    ),
}
_TRAPS: dict[Lang, tuple[str, ...]] = {
    "en": (
        "We should have rolled back sooner.",
        "The outage was caused by human error.",
        "Be more careful when running the migration.",
        "Why did nobody check the graph?",
    ),
    "ja": (
        "もっと早く切り戻すべきだった。",
        "原因はヒューマンエラーである。",
        "今後は十分に注意して作業する。",
        "なぜ誰も確認しなかったのか。",
    ),
}


def review(lang: Lang, size: int, seed: int = 5) -> str:
    """About `size` bytes of Markdown: one sentence in twelve holds a trap."""
    rng = random.Random(seed)
    lines = [f"# {'Review' if lang == 'en' else '振り返り'}", ""]
    length = 0
    part = 0
    while length < size:
        block = [f"## {part + 1}. {_HEADINGS[lang][part % 6]}", ""]
        for _ in range(rng.randint(2, 6)):
            said = [
                rng.choice(_TRAPS[lang] if rng.random() < 1 / 12 else _PLAIN[lang]) for _ in range(rng.randint(1, 5))
            ]
            shape = rng.random()
            if shape < 0.5:
                block += [(" " if lang == "en" else "").join(said), ""]
            elif shape < 0.8:
                block += [*(f"- {s}" for s in said), ""]
            else:
                block += [
                    "| Time | Event |",
                    "| --- | --- |",
                    *(f"| 14:{n:02d} | {s} |" for n, s in enumerate(said)),
                    "",
                ]
        lines += block
        length += len("\n".join(block).encode()) + 1
        part += 1
    return "\n".join(lines)
