"""The words for what an incident's fields say."""

from __future__ import annotations

from furikaeri.text import Text

PHASES: dict[str, Text] = {
    "detection": Text("detection", "検知"),
    "response": Text("response", "対応"),
    "remediation": Text("remediation", "復旧"),
    "analysis": Text("analysis", "分析"),
    "readiness": Text("readiness", "備え"),
}
PHASES_MEAN: dict[str, Text] = {
    "detection": Text("Something is noticed, nobody knows yet what.", "何かに気づいた。まだ何かは分からない。"),
    "response": Text("People are on it.", "人が対応している。"),
    "remediation": Text("The worst is over; what is left is being mended.", "山は越えた。残りを直している。"),
    "analysis": Text("It is over; records are gathered and looked back on.", "終わった。記録を集め、振り返っている。"),
    "readiness": Text("What was learned is being put in place.", "分かったことを、次への備えにしている。"),
}
