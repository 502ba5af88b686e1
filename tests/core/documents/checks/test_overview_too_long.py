from __future__ import annotations

from tests.core.documents.checks.reviews import ENGLISH, JAPANESE, edited, said, words

ONE = "Paying took up to 40 seconds for 65 minutes, until the pool was made larger."


def test_an_overview_of_many_sentences_is_too_long() -> None:
    long = edited(ENGLISH, (ONE, " ".join([ONE] * 9)))
    assert words(long, "overview-too-long") == ["Overview"]
    assert "9 sentences" in said(long, "overview-too-long")[0].message.en


def test_japanese_counts_characters() -> None:
    sentence = "接続プールを広げて収まりました。"
    assert words(edited(JAPANESE, (sentence, sentence * 20)), "overview-too-long") == ["概要"]
    assert not words(edited(JAPANESE, (sentence, sentence * 3)), "overview-too-long")


def test_what_happened_may_be_long() -> None:
    told = edited(ENGLISH, ("## Overview", "## What happened"), (ONE, " ".join([ONE] * 9)))
    assert not words(told, "overview-too-long")
