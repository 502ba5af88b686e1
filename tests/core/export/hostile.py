"""Words that try to run, to turn the page around, or to break it."""

from __future__ import annotations

from furikaeri.model.chronology import (
    Account,
    Belief,
    Chronology,
    Contest,
    Decision,
    Fault,
    KeyMoment,
    Relation,
    SeveritySpan,
)
from furikaeri.model.event import Event, InView
from furikaeri.model.review import Review
from furikaeri.model.timespan import MINUTE, TimeSpan
from furikaeri.text import Text

RUN = "parent.ran=(parent.ran||0)+1"
ATTACKS = (
    f"<script>{RUN}</script>",
    f"</script><script>{RUN}</script>",
    f"</style><script>{RUN}</script>",
    f"<img src=x onerror='{RUN}'>",
    f"<svg onload='{RUN}'><use href='data:image/svg+xml,x#y'/></svg>",
    f"\"'><details open ontoggle='{RUN}'>",
    f"--><iframe srcdoc='&lt;script&gt;{RUN}&lt;/script&gt;'></iframe>",
    f"javascript:{RUN}",
    "<base href=https://evil.example/><meta http-equiv=refresh content='0;url=https://evil.example/'>",
    "\u202egnp.exe\u202c \u2066turned\u2069 \u200f",
    "\x00\x07\x1b[31mred\x7f\x85 \ud83d half \ufffe",
    "]]> <!-- &amp; &#60;script&#62; &lt;b&gt;",
    "x" * 40_000,
    "{0} {name} %s {{}}",
)


def incident() -> Chronology:
    """Every attack in every place that takes words."""
    events = tuple(
        Event(
            id=f"{attack[:300]}:{n}", source=attack[:300], span=TimeSpan(n * MINUTE, n * MINUTE, 1, stated=attack[:300]), lane=f"people{n % 9}",
            text=attack, actor=attack[:300], link=("javascript:" + RUN, attack[:300], "https://example.org/'\"><script>x</script>", "data:text/html,<script>1</script>")[n % 4],
            locator=attack[:300], facts={attack[:300]: attack[:300]}, also=(attack[:300],), evidence=attack[:300],
            in_view=(InView(attack[:300], n * MINUTE, n * MINUTE, "voiced"),), marks=("failed",), deleted=bool(n % 2),
        )
        for n, attack in enumerate(ATTACKS)
    )  # fmt: skip
    ids = [event.id for event in events]
    texts = [Text(a, a) for a in ATTACKS]
    pairs = list(zip(ids, ATTACKS, texts, strict=True))
    return Chronology(
        events=events,
        relations=tuple(Relation(a=id_, b=ids[0], type="supports", reason=t, by=a, status="accepted" if n % 2 else "proposed")
                        for n, (id_, a, t) in enumerate(pairs)),
        key_moments=tuple(KeyMoment(name="action", event=id_, alternatives=(ids[1],), reason=t, by=a) for id_, a, t in pairs),
        accounts=tuple(Account(event=id_, by=a, text=a, given_at=0) for id_, a, _ in pairs),
        beliefs=tuple(Belief(event=id_, group=a, text=a + "!", span=TimeSpan(0, MINUTE, shape="interval"), outcome="refuted", refuted_by=ids[2]) for id_, a, _ in pairs),
        decisions=tuple(Decision(event=id_, chosen=a, options=(a,), cues=a) for id_, a, _ in pairs),
        contests=tuple(Contest(event=id_, by=a, text=a, at=0) for id_, a, _ in pairs),
        severities=tuple(SeveritySpan(severity=a[:40], lo=n * MINUTE, hi=(n + 1) * MINUTE, basis=a) for n, a in enumerate(ATTACKS)),
        faults=tuple(Fault(code=a, message=t, ask=t, events=(id_,)) for id_, a, t in pairs),
        lanes=tuple(a[:40] for a in ATTACKS),
    )  # fmt: skip


def review() -> Review:
    lines = [
        f"# {ATTACKS[0]}",
        *(f"## {a}\n\n{a}\n\n| {a} |\n|---|\n| {a} |\n\n- `{a}`\n\n```{a}\n{a}\n```\n" for a in ATTACKS),
    ]
    lines += [f"[go]({scheme})" for scheme in (
        f"javascript:{RUN}", f"JaVaScRiPt:{RUN}", f"java&#x0A;script:{RUN}", "data:text/html,x", "vbscript:x", "//evil.example", "file:///etc/passwd",
        "event:nowhere", "https://example.org/a", "notes/next.md", "#asks", "mailto:a@example.org", "\\\\evil.example",
    )]  # fmt: skip
    lines += [
        f"![pic](https://evil.example/x.png '{RUN}')",
        f"<https://example.org/><script>{RUN}</script>",
        "<b onclick=x>bold</b>",
    ]
    return Review(title=ATTACKS[0], lang="ja", markdown="\n\n".join(lines), owner=ATTACKS[3])
