"""What the settings mean, in words; `tests/docs/test_reference.py` holds the keys to what the program reads."""

from __future__ import annotations

from collections.abc import Mapping

from furikaeri.text import Text

LINT: Mapping[str, tuple[str, Text]] = {
    "off": (
        '["mechanistic", "normative.too-slow"]',
        Text("rules, traps or document checks that are not run", "使わないルール、種類、文書全体の確認"),
    ),
    "severity": (
        '{ counterfactual = "error", "human-error.slip" = "note" }',
        Text("the severity of a rule, trap or document check: note, warning or error", "ルール、種類、確認ごとの重さ: note、warning、error"),
    ),
    "rules": (
        '"lint-rules"',
        Text(
            "a folder of your own rules, one TOML file each, from where the file stands",
            "自分たちのルールのフォルダ（1 ルール 1 ファイルの TOML）。このファイルからの相対で書きます",
        ),
    ),
    "machines": (
        '["operator", "agent"]',
        Text("names that sound like people and are machines with you", "人のように聞こえても、あなたの職場では機械を指す名前"),
    ),
}  # fmt: skip

INCIDENT: Mapping[str, tuple[str, Text]] = {
    "title": ('"Checkout failed"', Text("what the incident is called", "障害の呼び名")),
    "zone": ('"Europe/Berlin"', Text("the incident's own local time; shown, never used to guess", "障害の現地時間。見せるためのもので、推測には使いません")),
    "lang": ('"en"', Text("the language of the review, en or ja", "振り返りの言語（en か ja）")),
    "services": ('["checkout", "search"]', Text("the services concerned", "関わったサービス")),
    "lanes": ('["vendors"]', Text("lanes of your own, beside those that records give", "記録から決まるもののほかに使うレーン")),
    "severity": (
        "[[severity]] with severity, from, to",
        Text("severity as a history of intervals; without `to` it lasts", "重大度の履歴。`to` がなければ継続中です"),
    ),
    "aliases": ('{ "U024BE7LH" = "Mara" }', Text("a name as records have it and the name to show", "記録の中の名前と、表示する名前")),
    "roles": ('{ "Mara" = "On-call A" }', Text("a name and its role, for copies without names", "名前と役割。名前を出さない写しに使います")),
}  # fmt: skip

ENVIRONMENT: Mapping[str, Text] = {
    "FURIKAERI_LANG": Text(
        "the language to speak, en or ja; else the locale decides",
        "表示する言語（en か ja）。なければロケールに従います",
    ),
    "FURIKAERI_AS": Text(
        "who you are, in what you state; else your login name", "あなたの名前。なければログイン名です"
    ),
    "FURIKAERI_NOW": Text(
        "the present moment, for runs that can be repeated", "現在時刻。同じ結果を繰り返し得たいときに"
    ),
    "FURIKAERI_DEBUG": Text(
        "1 shows where a fault inside the program happened", "1 にすると、内部の問題が起きた場所を表示します"
    ),
    "NO_COLOR": Text("anything turns bold and dim off", "何か値があれば、太字や淡色を使いません"),
}

FORMATS: Mapping[str, Text] = {
    "text": Text("for people at a terminal: the line, the words underlined, the question", "端末で読む人のために: 行、下線を引いた言葉、問い"),
    "json": Text("for programs: one array, one object a diagnostic", "プログラムのために: 気づき 1 件を 1 つのオブジェクトにした配列"),
    "sarif": Text("SARIF 2.1.0, for code scanning; `properties.trap` names the trap", "SARIF 2.1.0。コードスキャンに。`properties.trap` が種類です"),
    "github": Text("workflow commands: a note beside the line in a pull request", "ワークフローコマンド。プルリクエストの行の横に表示されます"),
    "junit": Text("JUnit XML, for build servers; GitLab shows it in merge requests", "JUnit XML。ビルドサーバーや GitLab のマージリクエストに"),
}  # fmt: skip

EXITS: tuple[tuple[str, Text], ...] = (
    ("0", Text("done; of `lint`: nothing noticed", "できました。`lint` では気づきがありません")),
    ("1", Text("`lint` noticed something of the severity of `--fail-on`, or above", "`lint` が `--fail-on` 以上の重さのことに気づきました")),
    ("2", Text("it could not be done; standard error says why and what helps", "できませんでした。理由とできることを標準エラーに表示します")),
    ("130", Text("stopped by you; what was finished is kept", "中断されました。終わったところまでは残っています")),
)  # fmt: skip
