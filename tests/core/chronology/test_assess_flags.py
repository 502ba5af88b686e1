from __future__ import annotations

import tomllib
from importlib import resources

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from furikaeri.chronology.cues import cue_classes, cue_table, wording
from furikaeri.chronology.form import form_of
from furikaeri.chronology.reading import flags_of
from furikaeri.chronology.stance import stance_of
from furikaeri.chronology.ties import in_order
from furikaeri.chronology.weighing import READ_KINDS, weigh, weights
from furikaeri.model.event import Event
from furikaeri.model.timespan import MINUTE, TimeSpan


def form(text: str) -> set[str]:
    return form_of(text, wording(text))


def stance(text: str) -> set[str]:
    return stance_of(wording(text), asks="ends-asking" in form(text))


def places(*told: tuple[int, str, str]) -> list[set[str]]:
    events = [
        Event(
            id=f"c:r:{at}",
            source="c",
            span=TimeSpan(minute * MINUTE, minute * MINUTE),
            lane="people",
            text=text,
            actor=actor,
        )
        for at, (minute, actor, text) in enumerate(told)
    ]
    return [{flag.removeprefix("place:") for flag in flags} for flags in flags_of(in_order(events)).values()]


@pytest.mark.parametrize(
    ("flag", "en", "ja"),
    [
        ("did", "I've restarted the workers", "ワーカーを再起動しました"),
        ("did", "reverted the config", "設定を切り戻しました"),
        ("does", "I'm draining the node", "ノードの切り替えを実施しています"),
        ("will", "I'll roll it back", "これから切り戻します"),
        ("state", "the database is still down", "データベースがまだ落ちています"),
        ("sees", "we see timeouts", "タイムアウトが出ています"),
        ("guides", "please join the call", "通話に参加してください"),
        ("proposes", "let's fail over", "フェイルオーバーしましょう"),
        ("supposes", "I think it is the proxy", "プロキシが原因だと思います"),
        ("asks", "is it the proxy?", "プロキシですか"),
        ("condition", "if the pool is empty it blocks", "プールが空の場合はブロックします"),
    ],
)
def test_both_languages_show_the_same_stance(flag: str, en: str, ja: str) -> None:
    assert flag in stance(en)
    assert flag in stance(ja)


@pytest.mark.parametrize(
    "text", ["the speed of the red disks", "nothing interesting this morning", "is it restarting?"]
)
def test_words_that_only_look_like_deeds_are_none(text: str) -> None:
    assert not stance(text) & {"did", "does"}


@pytest.mark.parametrize(
    ("flag", "text"),
    [
        ("ends-asking", "is it up?"), ("ends-asking", "復旧しましたか。"), ("link", "see https://example.org/a"),
        ("code", "run `ls`"), ("opens-mention", "@ops look"), ("mention", "look @ops"), ("measure", "took 35 ms"),
        ("measure", "3分かかりました"), ("hash", "at 9f3c2ab1"), ("ticket", "see #1234"),
        ("machine-text", "state=down"),
        ("machine-text", "02:13:44 connection lost"), ("wordless", "👍👍"), ("wordless", ":tada: :+1:"),
        ("emoji", "ok :-)"),
        ("emphasis", "**stop**"), ("quotes", "> it is up"), ("trails-off", "well..."), ("exclaims", "done!"),
        ("upto-2", "ok then"), ("long", "word " * 90), ("only-link", "https://example.org/a"),
    ],
)  # fmt: skip
def test_form(flag: str, text: str) -> None:
    assert flag in form(text)
    assert flag not in form("we have three nodes in that zone")


def test_what_is_quoted_or_code_is_not_the_speakers_word() -> None:
    assert "doubt" not in wording("> maybe the cache\nit is the proxy").classes
    assert "fault" not in wording("`error: broken`").classes
    assert "doubt" in wording("maybe the cache").classes


def test_phrases_count_only_whole() -> None:
    assert "proposal" in wording("we could do that").classes
    assert "worked" in wording("that fixed the thing").classes
    assert "worked" not in wording("that thing, fixed later").classes


def test_places_in_the_exchange() -> None:
    found = places(
        (0, "a", "the gateway rejects the tokens"),
        (1, "b", "since when?"),
        (2, "a", "since the deploy"),
        (3, "a", "at noon"),
        (400, "c", "the gateway accepts the tokens"),
        (401, "b", "you said `the gateway accepts the tokens` there"),
    )
    assert "first" in found[0]
    assert "meets-question" in found[0]
    assert "answers" in found[2]
    assert {"continues", "before-silence"} <= found[3]
    assert {"after-long-silence", "new-voice", "quoted"} <= found[4]


def test_conversations_of_two_channels_do_not_mix() -> None:
    events = [
        Event(id=f"s:{at}", source="s", span=TimeSpan(at, at), lane="people", text=text, facts={"channel": channel})
        for at, (channel, text) in enumerate([("x", "is it up?"), ("y", "the gateway is down")])
    ]
    flags = flags_of(in_order(events))
    assert "place:first" in flags["s:1"]
    assert "place:answers" not in flags["s:1"]


def test_every_class_has_cues_in_both_languages_and_every_weight_a_flag() -> None:
    package = resources.files("furikaeri.chronology")
    cues = tomllib.loads(package.joinpath("cues.toml").read_text("utf-8"))
    assert all(entry["en"] and entry["ja"] for entry in cues.values())
    assert set(cues) == set(cue_classes())
    families = {"says", "mood", "form", "stance", "place"}
    for file in ("weights.toml", "expectations.toml"):
        for table in tomllib.loads(package.joinpath(file).read_text("utf-8")).values():
            for flag in table if isinstance(table, dict) else ():
                family, _, name = flag.partition(":")
                assert flag == "bias" or family in families or (family == "kind" and name in READ_KINDS), flag
                assert family not in {"says", "mood"} or name in cues, flag


def test_weights_add_up_in_favour_of_a_kind() -> None:
    asking = frozenset({"form:ends-asking", "stance:asks-only"})
    assert weigh(asking).kind == "question"
    assert weigh(asking | {"stance:opens-asking", "mood:ask"}).certainty > weigh(asking).certainty
    assert weigh(frozenset({"no:such"})) == weigh(frozenset())


@pytest.mark.parametrize("kind", READ_KINDS[:-1])
def test_a_flag_that_speaks_for_a_kind_above_all_never_makes_it_less_certain(kind: str) -> None:
    column = READ_KINDS.index(kind)
    table = weights().flags
    for_it = [flag for flag, row in table.items() if flag != "bias" and row[column] == max(row[:-1]) > 0]
    strongest = frozenset(sorted(for_it, key=lambda flag: -table[flag][column])[:4])
    read = weigh(strongest)
    assert read.kind == kind
    for flag in for_it:
        assert weigh(strongest | {flag}).certainty >= read.certainty


@settings(max_examples=40, deadline=None)
@given(st.permutations(sorted(weights().flags)[:40]))
def test_the_same_flags_give_the_same_reading_in_any_order(flags: list[str]) -> None:
    assert weigh(dict.fromkeys(flags).keys()) == weigh(frozenset(flags))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_text_has_a_wording(text: str) -> None:
    said = wording(text)
    assert said.mood <= said.classes
    assert sum(map(len, said.clauses)) == len(said.words)
    assert sum(name.startswith(("upto", "long")) for name in form_of(text, said)) == 1


def test_the_table_is_read_once() -> None:
    assert cue_table() is cue_table()
