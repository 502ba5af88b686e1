from __future__ import annotations

import pytest

from furikaeri.cli import main
from furikaeri.cli.verb import names
from furikaeri.cli.width import width


def test_no_words_show_every_command_in_the_order_of_the_work(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    shown = [
        line.split()[0] for line in capsys.readouterr().out.splitlines() if line.startswith("    ") and line.split()
    ]
    listed = [word for word in shown if word in names()]
    assert set(listed) == set(names())
    assert [w for w in listed if w in {"new", "add", "timeline", "draft", "export"}] == [
        "new",
        "add",
        "timeline",
        "draft",
        "export",
    ]


@pytest.mark.parametrize("verb", ["add", "tell", "timeline", "export"])
def test_help_is_in_one_language_and_in_columns(
    verb: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    with pytest.raises(SystemExit) as left:
        main([verb, "--lang", "ja", "--help"])
    assert left.value.code == 0
    said = capsys.readouterr().out
    assert "使い方: furikaeri " + verb in said
    assert "show" not in said
    assert all(width(line) <= 84 for line in said.splitlines() if line.startswith("     "))


@pytest.mark.parametrize(
    ("words", "en", "ja"),
    [
        (["timeline"], "Something is missing: DIR.", "DIR を指定してください。"),
        (["timeline", "x", "--level", "huge"], "there is no “huge”. Known: story, moments, raw.", "「huge」はありません。使えるもの: story, moments, raw。"),
        (["tell", "x", "--undo", "one"], "needs a number; one is none.", "数を指定してください"),
        (["tell", "x", "--undo"], "--undo needs a value.", "--undo には値が要ります。"),
        (["draft", "x", "--quickly"], "Not understood: --quickly.", "分からない引数です: --quickly。"),
        (["frobnicate"], "there is no “frobnicate”. Known: demo, new,", "「frobnicate」はありません。"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_command_is_said_in_one_language(
    words: list[str], en: str, ja: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for lang, wanted in (("en", en), ("ja", ja)):
        with pytest.raises(SystemExit) as left:
            main(["--lang", lang, *words])
        assert left.value.code == 2
        said = capsys.readouterr().err
        assert wanted in said
        assert "argument" not in said
