"""The sentences of a draft, in both languages."""

from __future__ import annotations

from furikaeri.text import Text

DRAFT = Text("draft", "下書き")
UNKNOWN = Text("unknown", "不明")
PROPOSED = Text(" (proposed)", "（提案）")
WHAT_OF_MOMENTS = Text(
    "The key moments marked “proposed” are read from the record. Which of them would you choose, and which otherwise?",
    "「提案」とある節目は、記録から機械が拾ったものです。そのとおりと言えるのはどれで、違うのはどれですか？",
)
DETECTED_AT = Text("First noticed at {time}.", "最初に検知したのは {time} です。")
OVER_AT = Text("Over at {time}.", "{time} に収束しました。")
RECORD = Text("{text} ({link})", "{text}（{link}）")
ENDED = Text("over: {text}", "終了: {text}")
SERVICES = Text("Services concerned: {services}.", "関係するサービス: {services}。")
AND = Text(", ", "、")
TIMES_IN = Text("Times are in {zone}.", "時刻は {zone} です。")
LED_TO = Text("- {a} → {b} (stated by {by})", "- {a} → {b}（{by} による）")
WHAT_OF_CHANGE = Text(
    "“{text}” ({time}) came before the first symptoms; that alone says nothing of cause. What part did it play, if any?",
    "「{text}」（{time}）は、最初の症状より前の変更です。前後関係だけでは原因とは言えません。何か関わりはありましたか？",
)
TEMPORARY = Text("Temporary", "一時的な処置")
LASTING = Text("Lasting", "恒久的な対応")
UNTIL = Text("Temporary until", "一時的な処置の期限")
MEASURE = Text("Measure", "項目")
VALUE = Text("Value", "値")
TIME_IN = Text("Time in {severity}", "{severity} だった時間")
IMPACT: tuple[tuple[Text, Text], ...] = (
    (
        Text("Notifications delivered out of SLA", "SLA を超えて届いた通知"),
        Text("?? of ??, unknown", "?? 件中 ?? 件、不明"),
    ),
    (
        Text(
            "Events dropped or not accepted (usually 0: check)",
            "破棄された・受け付けられなかったイベント（ふだんは 0。確かめて書く）",
        ),
        Text("?? of ??, unknown", "?? 件中 ?? 件、不明"),
    ),
    (Text("Accounts affected", "影響を受けたアカウント"), Text("?? of ??, unknown", "?? 件中 ?? 件、不明")),
    (Text("Users affected", "影響を受けた利用者"), Text("?? of ??, unknown", "?? 人中 ?? 人、不明")),
    (Text("Support requests raised", "問い合わせ"), Text("??, unknown", "?? 件、不明")),
)
ROLE = Text("Role", "役割")
WHO = Text("Who", "担当")
ROLES = {
    "commander": Text("Incident commander", "指揮者"),
    "deputy": Text("Deputy", "補佐"),
    "on-call": Text("On call", "当番"),
    "assigned": Text("Assigned", "割り当て"),
    "responder": Text("Responder", "対応者"),
}
TO_DETECT = Text("Until detected", "検知まで")
TO_ACKNOWLEDGE = Text("Until acknowledged", "応答まで")
TO_MITIGATE = Text("Until mitigated", "緩和まで")
TO_RESOLVE = Text("Until resolved", "解決まで")
MINUTES = Text("{n} min", "{n} 分")
BELIEVED = Text("Before we believed", "前はこう思っていた")
KNOW = Text("Now we know", "いまは知っている")
ACTION_HEADS = (
    Text("Action", "アクション"),
    Text("Kind (prevent, mitigate, remaining, process)", "種類（予防・緩和・残作業・対応プロセス）"),
    Text("Why not a higher rung?", "より上の段にしない理由"),
    Text("Owner", "担当"),
    Text("Due", "期日"),
    Text("Ticket", "チケット"),
    Text("Done when", "完了の確かめ方"),
)
MAIL_SUBJECT = Text("Subject: What we learned from “{title}”", "件名: 「{title}」の振り返りから学んだこと")
MAIL_BODY = Text(
    "> ? What is the one thing that colleagues elsewhere can use tomorrow?",
    "> ? ほかのチームの人が明日から使えることを一つ挙げるなら、何ですか？",
)
EVENTS = Text("{n} events", "事象 {n} 件")
BELIEF = Text("{time}: {group} took it to be so: “{text}”", "{time}: {group}の見立て「{text}」")
CHOICE = Text(
    "{time}: “{chosen}” was chosen. Also on the table: {options}", "{time}: 「{chosen}」を選択。ほかの選択肢: {options}"
)
OPTION = Text("“{option}”", "「{option}」")
WHAT_OF_CHOICE = Text(
    "What spoke for “{chosen}” at that moment, and how did the other options look?",
    "その時点で「{chosen}」を選ぶ手がかりは何で、ほかの選択肢はどう見えていましたか？",
)
