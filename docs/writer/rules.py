"""One page a rule of the linter, and a page that lists them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from docs.writer.markdown import code, page, table

from furikaeri.lint.diagnostic import TRAPS
from furikaeri.lint.patterns import Node, parse
from furikaeri.lint.rule import Rule
from furikaeri.lint.shipped import HERE, rules_in, shipped_lexicon
from furikaeri.lint.traps import TRAP_ABOUT, TRAP_NAMES
from furikaeri.text import LANGS, Lang, Text

_TITLE = Text("Rules of the linter", "リンターのルール")
_ABOUT = Text(
    "One page a rule: what it notices, what it asks, examples, and where the idea comes from. The [linter's "
    "page](../linter.md) tells why it asks at all.",
    "ルールごとに 1 ページあります。何に気づき、何を問うか、例、考え方の出どころ。そもそもなぜ問うのかは"
    "[リンターのページ](../linter.md)をご覧ください。",
)
_LEGEND = Text(
    "How the patterns are written: *a / b* either of them; *(a)* may be missing; *a…* any word that begins so; *…* a few "
    "words between; *‹a, b, c …›* a class of words, shown by its first ones. A match alone is not yet a finding: its "
    "surroundings are weighed too (section, quotation, person or machine, past or plan).",
    "パターンの読み方: *a / b* はどちらか、*(a)* はなくてもよい、*…* は間に何文字か、*‹a, b, c …›* は語の仲間（はじめのいくつか）。"
    "当てはまっただけでは気づきになりません。節、引用、人か機械か、過去か計画か、といった周りの様子も合わせて量ります。",
)
_HEADS = {"en": ("Rule", "What it asks"), "ja": ("ルール", "問い")}
_SIDE: dict[Lang, Text] = {
    "en": Text("In English texts", "英語の文では"),
    "ja": Text("In Japanese texts", "日本語の文では"),
}
_BAD = Text("Noticed", "気づく例")
_GOOD = Text("Left alone", "気づかない例")
_PATTERNS = Text("What it looks for", "手がかり")
_ASKS = Text("It says", "かける言葉")
_SOURCE = Text("The idea comes from: {source}", "考え方の出どころ: {source}")
_SECTIONS = Text("Only in sections about: {roles}", "見るのはこの節だけ: {roles}")
_FACTS = Text("Severity: {severity}", "重さ: {severity}")
_SEVERITY = {
    "note": Text("note", "note（ひとこと）"),
    "warning": Text("warning", "warning（注意）"),
    "error": Text("error", "error（重大）"),
}
_QUIET = Text(
    "Quiet it here with a reason: `<!-- furikaeri: ok {rule}: the reason -->`",
    "理由を添えて除外する: `<!-- furikaeri: ok {rule}: 理由 -->`",
)
_FIRST = 3  # words of a class that stand for it
_NOT = Text("(not before: {options})", "（「{options}」が続くときを除く）")
_START = Text("(at the beginning)", "（文頭）")
_END = Text("(at the end)", "（文末）")


def rule_pages(lang: Lang) -> Mapping[str, str]:
    """The pages in one language by file name without ending."""
    rules = rules_in(HERE / "rules", own=False)
    found = {rule.id: _page(rule, lang) for rule in rules}
    found.update(_suppression(lang))
    return {"index": _index(rules, lang), **found}


def _index(rules: Sequence[Rule], lang: Lang) -> str:
    parts = []
    for trap in TRAPS:
        rows = [(f"[{r.id}]({r.id}.md)", r.question[lang]) for r in rules if r.trap == trap]
        parts += [f"## {TRAP_NAMES[trap][lang]}", TRAP_ABOUT[trap][lang], table(_HEADS[lang], rows)]
    rows = [(f"[{name}]({name}.md)", question[lang]) for name, (_, question) in _COMMENTS.items()]
    parts += [f"## {TRAP_NAMES['suppression'][lang]}", table(_HEADS[lang], rows)]
    return page(lang, f"# {_TITLE[lang]}", _ABOUT[lang], _LEGEND[lang], *parts)


def _page(rule: Rule, lang: Lang) -> str:
    sections = ", ".join(map(code, rule.sections))
    return page(
        lang,
        f"# {rule.id}",
        f"**{TRAP_NAMES[rule.trap][lang]}** · {_FACTS.fill(severity=_SEVERITY[rule.severity])[lang]}",
        TRAP_ABOUT[rule.trap][lang],
        _SECTIONS.fill(roles=sections)[lang] if sections else "",
        f"## {_ASKS[lang]}",
        f"{rule.message[lang]}\n\n> {rule.question[lang]}",
        *(part for side in sorted(LANGS, key=lambda x: x != lang) for part in _side(rule, side, lang)),
        _QUIET.fill(rule=rule.id)[lang],
        _SOURCE.fill(source=rule.source)[lang] if rule.source else "",
        f"[{_TITLE[lang]}](index.md)",
    )


def _side(rule: Rule, side: Lang, lang: Lang) -> Iterable[str]:
    """What a rule does in texts of one language, told in another."""
    if not rule.any[side]:
        return ()
    patterns = "\n".join(f"- {in_words(parse(p), side, lang)}" for p in rule.any[side])
    return (
        f"## {_SIDE[side][lang]}",
        f"**{_BAD[lang]}**\n\n" + "\n".join(f"- {x}" for x in rule.bad[side]) if rule.bad[side] else "",
        f"**{_GOOD[lang]}**\n\n" + "\n".join(f"- {x}" for x in rule.good[side]) if rule.good[side] else "",
        f"**{_PATTERNS[lang]}**\n\n{patterns}",
    )


def in_words(nodes: Sequence[Node], side: Lang, lang: Lang) -> str:
    """A parsed pattern for texts of one language, told in another."""
    return (" " if side == "en" else "").join(_node(node, side, lang) for node in nodes)


def _node(node: Node, side: Lang, lang: Lang) -> str:
    if node.kind == "class":
        return "‹" + ", ".join(_members(node.text, side, lang)) + " …›"
    if node.kind in {"any", "not"}:
        options = " / ".join(in_words(option, side, lang) for option in node.options)
        if node.kind == "not":
            return _NOT.fill(options=options)[lang]
        return f"({options})" if node.optional else f"‹{options}›" if len(node.options) > 1 else options
    return {
        "word": node.text.replace("*", "\\*"),
        "stem": node.text + "…",
        "gap": "…",
        "start": _START[lang],
        "end": _END[lang],
        "regex": f"`{node.text}`",
    }[node.kind]


def _members(name: str, side: Lang, lang: Lang, depth: int = 0) -> list[str]:
    """The first words of a class."""
    found: list[str] = []
    for item in shipped_lexicon(side).classes.get(name, ()):
        nodes = parse(item)
        if len(nodes) == 1 and nodes[0].kind == "class" and depth < 4:
            found += _members(nodes[0].text, side, lang, depth + 1)[:1]
        elif nodes[0].kind != "regex":
            found.append(in_words(nodes, side, lang))
        if len(found) >= _FIRST:
            break
    return found


_COMMENTS = {
    "suppression.reason": (
        Text("A comment silences a rule and gives no reason.", "理由を書かずにルールを除外しているコメントです。"),
        Text(
            "What should the next reader know about this choice?", "次に読む人に、この判断の何を伝えておきたいですか。"
        ),
    ),
    "suppression.unknown": (
        Text(
            "A comment names neither a rule nor a trap that exists.",
            "どのルールにも種類にも当たらない名前を挙げているコメントです。",
        ),
        Text("Which rule is meant?", "どのルールを指していますか。"),
    ),
}


def _suppression(lang: Lang) -> Mapping[str, str]:
    quiet = _QUIET.fill(rule="counterfactual")[lang]
    return {
        name: page(lang, f"# {name}", f"{message[lang]}\n\n> {question[lang]}", quiet, f"[{_TITLE[lang]}](index.md)")
        for name, (message, question) in _COMMENTS.items()
    }
