"""The seven traps by the names that people read, and what each of them closes."""

from __future__ import annotations

from collections.abc import Mapping

from furikaeri.lint.diagnostic import Trap
from furikaeri.text import Text

TRAP_NAMES: Mapping[Trap | str, Text] = {
    "human-error": Text("human error", "ヒューマンエラー"),
    "counterfactual": Text("counterfactual", "反実仮想"),
    "normative": Text("normative judgement", "規範的な判断"),
    "mechanistic": Text("mechanistic reasoning", "機械論的な説明"),
    "why-question": Text("why-question", "なぜという問い"),
    "personal-blame": Text("personal blame", "個人への非難"),
    "weak-countermeasure": Text("weak countermeasure", "弱い対策"),
    "document": Text("the review as a whole", "振り返り全体"),
    "suppression": Text("comment that silences", "除外コメント"),
}

TRAP_ABOUT: Mapping[Trap, Text] = {
    "human-error": Text(
        "A person's slip is named, and the telling stops there. But people slip every day and mostly nothing happens; "
        "what made it likely, easy and costly this time is still untold.",
        "人のミスを挙げたところで、話が終わってしまう書き方です。人は毎日のように小さな取り違えをしますが、たいていは何も起きません。"
        "今回それが起きやすく、通りやすく、大きな結果になったのはどういう事情からか。そこがまだ語られていません。",
    ),
    "counterfactual": Text(
        "It tells of what did not happen. A better course is easy to see from the end; it explains nothing of what "
        "people saw and did at the time.",
        "起きなかったことについての話です。結末を知っていれば、よりよい道は簡単に見つかります。けれども、"
        "そのとき人に何が見えていて、何をしたのかは、そこからは分かりません。",
    ),
    "normative": Text(
        "It measures what people did by a standard known afterwards: poor, careless, inadequate. The judgement hides "
        "what the work looked like from inside.",
        "あとから分かった物差しで、人のしたことを測る言葉です（不十分、不適切、甘い）。判断を下した時点で、"
        "その仕事が内側からはどう見えていたのかが隠れてしまいます。",
    ),
    "mechanistic": Text(
        "It holds that the system was fine but for a person's intervention. Yet the same people keep the system "
        "working on all other days.",
        "人の介入さえなければシステムは正常だった、とする説明です。しかし、ふだんそのシステムを動かし続けているのも、"
        "同じ人たちです。",
    ),
    "why-question": Text(
        "“Why” put to people asks for a defence. Asked how and what, they tell what they saw.",
        "人に向けた「なぜ」は、弁明を求めます。「どのように」「何が」と尋ねれば、見えていたものを話してもらえます。",
    ),
    "personal-blame": Text(
        "It singles somebody out as the one at fault. After that nobody tells the next story in full.",
        "誰か一人を悪者にする書き方です。そのあとは、次の出来事を誰も詳しく話してくれなくなります。",
    ),
    "weak-countermeasure": Text(
        "A remedy that rests on people's care, memory or resolve, with nothing changed in the mechanism. It wears off.",
        "人の注意や記憶、心がけに頼り、仕組みは何も変わらない対策です。日がたつほど薄れていきます。",
    ),
}
