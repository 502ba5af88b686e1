"""A new rule's file to begin from: whole, working, with blanks that say what belongs there."""

from __future__ import annotations

import re

from furikaeri.lint.diagnostic import Trap
from furikaeri.text import FurikaeriError, Text

_ID = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+){0,6}")


def skeleton(ident: str, trap: Trap) -> str:
    """The TOML text of a rule that already passes its own examples. Raises FurikaeriError where the id can't be one."""
    if not _ID.fullmatch(ident):
        raise FurikaeriError(
            Text(
                f"{ident!r} can't be a rule's id: small letters, digits, dots and hyphens, such as normative.too-late.",
                f"「{ident}」はルール id にできません。英小文字、数字、ドット、ハイフンで書きます（例: normative.too-late）。",
            )
        )
    return _SKELETON.replace("ID", ident).replace("TRAP", trap)


_SKELETON = """id = "ID"
trap = "TRAP"
severity = "note" # note, warning or error
source = "where the idea comes from / 考え方の出どころ"
# sections = ["actions"] # only there; without it, everywhere

[en]
# Words as they are; (a|b) one of them; [maybe] optional; ~3 up to three words between; {PERSON} a class of the lexicon.
any = ["words to (find|notice)"]
message = "What is lost with these words, in one kind sentence."
question = "How, or what, would you ask instead?"
bad = ["Here stand words to find.", "And here are words to notice."]
good = ["Here stands nothing of the kind.", "The disk was full at 14:05."]

[ja]
any = ["(見つけたい|気づきたい)言葉"]
message = "この言葉で何が見えなくなるか、やさしい一文で。"
question = "代わりに、どのように、何を尋ねますか。"
bad = ["ここに見つけたい言葉があります。", "ここに気づきたい言葉があります。"]
good = ["ここには何もありません。", "14:05 にディスクの空きがなくなりました。"]
"""
