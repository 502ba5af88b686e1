"""A why-question put to people, asked again as What or How: offered, never put in behind the writer's back."""

from __future__ import annotations

import re
from collections.abc import Callable

from furikaeri.lint.diagnostic import Trap
from furikaeri.text import LANGS, Lang

_OBJECT = {"i": "me", "we": "us", "he": "him", "she": "her", "they": "them"}
_DONE = {"let": "let", "broke": "broken", "did": "done", "wrote": "written", "chose": "chosen"}
_DID = r"allowed|approved|merged|deployed|decided|signed|authori[sz]ed|changed|caused|" + "|".join(_DONE)
_WHO = r"(?P<who>you|we|i|he|she|they|anyone|someone|(?:the|our) (?:[\w'-]{1,20} )?[\w'-]{1,20})"
_WHY = r"(?:なぜ|何故|どうして)[、,]?"
_ASKED = r"(?:の|ん)?(?:です|でしょう|だろう)?か?"


def _led(m: re.Match[str]) -> str:
    who = m["who"].lower()
    return f"What led {_OBJECT.get(who, who)} to {m['did']}?"


def _usually(m: re.Match[str]) -> str:
    be = "is" if m["be"].lower() == "was" else "are"
    return f"How {be} {m['what']} usually {m['done']}, and what was different this time?"


def _came_to_be(m: re.Match[str]) -> str:
    did = m["did"].lower()
    return f"How did {m['what']} come to be {_DONE.get(did, did)}?"


def _way(m: re.Match[str]) -> str:
    return f"どのような経緯で{m['rest']}"


def _usual_way(m: re.Match[str]) -> str:
    return f"普段はどのように{m['what'] or ''}{m['act']}していて、今回は何が違いましたか"


_IN_VIEW = {"en": "What was in view at that moment?", "ja": "そのとき、何が見えていましたか"}
_Form = tuple[str, Callable[[re.Match[str]], str]]
# A way of asking and how it is asked again; the first that fits. What was not done has no “what led to it”.
_FORMS: dict[Lang, tuple[_Form, ...]] = {
    "en": (
        (rf"\bwhy did {_WHO} (?!not\b|never\b)(?P<did>[a-z][^?]{{1,120}}?)\s*\?+", _led),
        (
            (
                r"\bwhy (?P<be>was|were)(?:n't| not)? (?P<what>(?:the|this|that|these|those|our) [\w' -]{1,60}?)"
                r"(?: not)? (?P<done>[a-z]{3,20}(?:ed|wn|en))\s*\?+"
            ),
            _usually,
        ),
        (rf"\bwho (?P<did>{_DID}) (?P<what>[^?]{{2,80}}?)\s*\?+", _came_to_be),
        (r"\b(?:why|how could) [^?]{2,160}\?+", lambda _: _IN_VIEW["en"]),
    ),
    "ja": (
        (rf"{_WHY}[^。？?]{{0,60}}?(?:気[づ付]|見落と|見逃)[^。？?]{{0,30}}", lambda _: _IN_VIEW["ja"]),
        (
            rf"{_WHY}(?P<what>[^。？?]{{1,40}}?を)?(?P<act>[一-鿿]{{2,6}})(?:し|でき|してい)(?:なかった|ませんでした){_ASKED}(?=[。？?]|\s*$)",
            _usual_way,
        ),
        (rf"{_WHY}(?P<rest>[^。？?]{{2,100}}?(?<!なかっ)た{_ASKED})(?=[。？?]|\s*$)", _way),
    ),
}
_COMPILED = {lang: tuple((re.compile(form, re.IGNORECASE), put) for form, put in _FORMS[lang]) for lang in LANGS}


def rewrites(trap: Trap | str, sentence: str, lang: Lang) -> tuple[str, ...]:
    """Other ways to put a sentence in which the linter noticed a trap; empty where there is none to offer.

    >>> rewrites("why-question", "Why did you push on Friday?", "en")
    ('What led you to push on Friday?', 'What was in view at that moment?')
    """
    if trap != "why-question":
        return ()
    for form, put in _COMPILED[lang]:
        if m := form.search(sentence):
            said = dict.fromkeys((put(m), _IN_VIEW[lang]))
            if any(c.isalnum() for c in sentence[: m.start()]):
                said = dict.fromkeys(words[0].lower() + words[1:] for words in said)
            return tuple(sentence[: m.start()] + words + sentence[m.end() :] for words in said)
    return ()
