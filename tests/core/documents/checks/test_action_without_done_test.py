from __future__ import annotations

from tests.core.documents.checks.reviews import ENGLISH, JAPANESE, words


def test_no_action_tells_how_you_will_know() -> None:
    told = ENGLISH[: ENGLISH.index("| Action | Owner")] + "- Cap the queue\n- Add a graph\n"
    assert words(told, "action-without-done-test") == ["Action items"]
    told = JAPANESE[: JAPANESE.index("| アクション | 担当")] + "- 待ち行列に上限を設ける\n- グラフを追加する\n\n"
    assert words(told, "action-without-done-test") == ["アクションアイテム"]


def test_one_test_shows_that_the_habit_is_there() -> None:
    told = (
        ENGLISH[: ENGLISH.index("| Action | Owner")]
        + "- Cap the queue at 500; done when the drill passes\n- Add a graph\n"
    )
    assert not words(told, "action-without-done-test")
