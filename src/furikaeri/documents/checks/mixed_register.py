"""A Japanese message to those affected whose polite form slips into the plain one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from furikaeri.documents.check import Check, Noticed
from furikaeri.documents.messages import external_messages
from furikaeri.markup.sentences import sentences
from furikaeri.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from furikaeri.documents.checked import Checked

_POLITE = re.compile(
    r"(?:です|ます|ました|ません|でした|ください|ございます|ましょう|でしょう|たします|致します)[。！」）)]*\s*$"
)
_PLAIN = re.compile(
    r"(?:だ|である|だった|であった|[いきぎしちにびみりっん]た|んだ|べた|[いきしちりえけせてねめれべげ]た|する|なる|いる|ある|ない|なかった|れる|せる)。[」）)]*\s*$"
)


def _look(document: Checked) -> Iterator[Noticed]:
    for message in external_messages(document):
        prose = [document.plain(b) for b in message if b.kind == "paragraph"]
        told = [(p, s) for p in prose for s in sentences(p.text)]
        if not any(_POLITE.search(p.text[slice(*s)]) for p, s in told):
            continue
        for p, s in told:
            words = p.text[slice(*s)]
            if _PLAIN.search(words) and not _POLITE.search(words):
                yield Noticed(p.source_span(*s))


CHECK = Check(
    name="mixed-register",
    message=Text(
        "In a polite message, this Japanese sentence ends in the plain form.",
        "敬体の文面のなかで、この文だけが常体で終わっています。",
    ),
    question=Text(
        "How would you say it to a customer in front of you?",
        "目の前のお客様に話すとしたら、どう言いますか？",
    ),
    source="furikaeri: the register of messages to those affected",
    look=_look,
)
