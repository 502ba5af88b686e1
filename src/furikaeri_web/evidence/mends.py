"""What a person can do about a warning on the page: which question is asked, and by which form it is answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from furikaeri.text import Text

Form = Literal["zone", "captured", "columns", "alias", "source", ""]
_TABLES = {"csv", "jsonl", "xlsx"}


@dataclass(frozen=True, slots=True)
class Mend:
    """The question in the words of the page, and the form beneath it ("" for none)."""

    ask: Text
    form: Form


_MENDS = {
    "naive-time": Mend(Text("In which zone was it written?", "どのタイムゾーンで書かれたものですか？"), "zone"),
    "no-capture-time": Mend(
        Text(
            "When was it captured? Then it stands in the chronology. Or say what it is, and it is read.",
            "いつ取得したものですか？　時刻が分かれば時系列に置けます。何の記録かを選べば、中身を読みます。",
        ),
        "captured",
    ),
    "unknown-user": Mend(
        Text(
            "Who is it? The name is shown; the record keeps its own.",
            "どなたですか？　表示だけを変え、記録はそのまま残します。",
        ),
        "alias",
    ),
    "no-time-column": Mend(Text("Which column says what?", "どの列が何を表していますか？"), "columns"),
    "unknown-record": Mend(
        Text(
            "Look at it; if it matters, add the moment to the chronology by hand, or read the file as something else.",
            "中身を確かめ、必要なら時系列に手で加えてください。別の取り込み元として読むこともできます。",
        ),
        "source",
    ),
    "bad-time": Mend(
        Text(
            "Look at it; if it matters, add the moment to the chronology by hand.",
            "中身を確かめ、必要なら時系列に手で加えてください。",
        ),
        "",
    ),
    "unreadable": Mend(Text("What is it really?", "実際には何の記録ですか？"), "source"),
    "reader-fault": Mend(Text("What is it really?", "実際には何の記録ですか？"), "source"),
}
_COLUMNS = Mend(
    Text(
        "No column here is known to hold times. Which column says what?",
        "時刻の列が見つかりません。どの列が何を表していますか？",
    ),
    "columns",
)


def mend(code: str, source: str, ask: Text) -> Mend:
    """What can be done about a warning of this code from this source; `ask` is the reader's own question."""
    if code == "unreadable" and source in _TABLES:
        return _COLUMNS
    return _MENDS.get(code) or Mend(ask, "")
