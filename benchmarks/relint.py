"""How long the language server takes to read a 100 KB document again after one keystroke: `python -m benchmarks.relint`."""

from __future__ import annotations

import random
import statistics
import sys
import time

from benchmarks.reviews import review
from furikaeri.lint.engine import engine_for
from furikaeri.lint.pipeline import lint
from furikaeri.lint.settings import Settings
from furikaeri.lsp.noticer import Noticer
from furikaeri.text import LANGS

_SIZE = 100_000  # bytes
_KEYSTROKES = 300


def main() -> int:
    """Prints a line a language; fails where the server and `lint` disagree."""
    for lang in LANGS:
        rng = random.Random(11)
        text = review(lang, _SIZE)
        noticer = Noticer(engine_for(Settings()))
        began = time.process_time()
        found = len(noticer.read(text))
        first = time.process_time() - began
        took = []
        for _ in range(_KEYSTROKES):
            at = rng.randrange(len(text))
            text = text[:at] + rng.choice("ae あ.。\n") + text[at:]
            began = time.process_time()
            noticed = noticer.read(text)
            took.append(time.process_time() - began)
        began = time.process_time()
        whole = lint(text)
        cold = time.process_time() - began
        if whole != tuple(n.diagnostic for n in noticed):
            return 1
        slow = statistics.quantiles(took, n=20)[-1]
        print(
            f"{lang}: {_SIZE // 1000} KB, {found} diagnostics; opened in {first * 1e3:.0f} ms; a keystroke anywhere "
            f"{statistics.median(took) * 1e3:.1f} ms (95 %: {slow * 1e3:.1f} ms); linted whole {cold * 1e3:.0f} ms (CPU time)"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
