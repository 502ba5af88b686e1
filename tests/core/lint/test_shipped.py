"""What ships ready-made is what the files say."""

from __future__ import annotations

import json

from furikaeri.lint.scorer import group_of, score, weights
from furikaeri.lint.shipped import READY, prepare, rules
from furikaeri.text import LANGS


def test_the_ready_file_is_of_these_rules() -> None:
    made = json.loads(json.dumps(prepare()))
    assert json.loads(READY.read_bytes()) == made, "run `python benchmarks/train_lint.py`"


def test_weights_speak_of_rules_that_exist() -> None:
    for lang in LANGS:
        for trap, known in weights(lang).items():
            named = {sign.removeprefix("rule:").partition("@")[0] for sign in known if group_of(sign) == "rule"}
            assert named <= {rule.id for rule in rules().values() if rule.trap == trap}


def test_a_score_is_a_plain_sum() -> None:
    assert score({"bias": -1.0, "rule:a": 2.0, "w:b": 0.5}, ["rule:a", "w:c"]) == 1.0
