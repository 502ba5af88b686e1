"""`furikaeri rule`: look at the linter's rules, begin one, try it, measure it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from furikaeri.cli.verb import Options, Verb
from furikaeri.text import FurikaeriError, Text

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator

    from furikaeri.cli.console import Console
    from furikaeri.lint.rule import Rule
    from furikaeri.lint.settings import Settings

_SHOWN = 12


def _options(options: Options) -> None:
    options.put(
        "do",
        choices=("list", "show", "new", "test", "bench"),
        says=Text("what to do with the rules", "ルールに対して何をするか"),
    )
    options.put(
        "rule",
        nargs="?",
        default="",
        metavar="ID|FILE",
        says=Text("a rule by its id, or by its file", "ルールの id、またはそのファイル"),
    )
    options.put(
        "--config",
        type=Path,
        default=None,
        metavar="FILE",
        says=Text("a furikaeri.toml; else the nearest one above", "furikaeri.toml（なければ上のフォルダから探します）"),
    )
    options.put(
        "--into",
        type=Path,
        default=None,
        metavar="DIR",
        says=Text("new: the folder of your own rules", "new: 自分たちのルールを置くフォルダ"),
    )
    options.put("--trap", default=None, says=Text("new: the trap it belongs to", "new: どの罠のルールか"))
    options.put(
        "--corpus",
        type=Path,
        default=None,
        metavar="PATH",
        says=Text("bench: documents to run it over", "bench: 試す文書、またはそのフォルダ"),
    )
    options.put(
        "--labels",
        type=Path,
        default=None,
        metavar="TSV",
        says=Text(
            "bench: document, line and trap, with tabs between", "bench: 文書、行番号、種類をタブで区切ったファイル"
        ),
    )


def _run(args: Namespace, console: Console) -> int:
    settings = _settings(args)
    if args.do == "list":
        return _list(settings, console)
    if not args.rule:
        raise FurikaeriError(
            Text("Which rule? Give its id or its file.", "どのルールですか？　id かファイルを指定してください。")
        )
    if args.do == "new":
        return _new(args, settings, console)
    rule, settings = _rule(args.rule, settings)
    return {"show": _show, "test": _test, "bench": _bench}[args.do](rule, settings, args, console)


def _settings(args: Namespace) -> Settings:
    from furikaeri.cli.settings import nearest_settings
    from furikaeri.lint.settings import read_settings

    return nearest_settings(Path.cwd()) if args.config is None else read_settings(args.config)


def _known(settings: Settings) -> Iterator[Rule]:
    from furikaeri.lint.shipped import rules, rules_in

    yield from rules().values()
    if settings.rules is not None:
        yield from rules_in(settings.rules, own=True)


def _rule(asked: str, settings: Settings) -> tuple[Rule, Settings]:
    """The rule, with the settings under which it speaks: a file's folder stands in for the own rules."""
    from dataclasses import replace

    if asked.endswith(".toml"):
        path = Path(asked)
        if not path.is_file():
            raise FurikaeriError(
                Text("{path}: there is no such file.", "{path}: ファイルがありません。").fill(path=asked)
            )
        from furikaeri.lint.shipped import HERE

        if path.resolve().parent != (HERE / "rules").resolve():
            settings = replace(settings, rules=path.parent)
        asked = path.name.removesuffix(".toml")
    found = next((rule for rule in _known(settings) if rule.id == asked), None)
    if found is None:
        raise FurikaeriError(
            Text(
                "No rule is called {id}. See: furikaeri rule list",
                "「{id}」というルールはありません。一覧: furikaeri rule list",
            ).fill(id=asked)
        )
    return found, settings


def _list(settings: Settings, console: Console) -> int:
    for rule in _known(settings):
        off = bool(settings.off & {rule.id, rule.trap})
        mark = console.words(Text(" (off)", "（停止中）")) if off else ""
        console.say(f"{console.bold(f'{rule.id:<34}')} {rule.severity:<8}{mark} {console.words(rule.message)}")
    return 0


def _show(rule: Rule, _settings: Settings, _args: Namespace, console: Console) -> int:
    from furikaeri.text import LANGS

    console.say(console.bold(rule.id), f"{rule.trap}, {rule.severity}")
    console.say(rule.message)
    console.say("→", rule.question)
    if rule.source:
        console.say(console.dim(rule.source))
    for lang in LANGS:
        for mark, texts in (("✗", rule.bad.get(lang, ())), ("✓", rule.good.get(lang, ()))):
            for text in texts:
                console.say(f"  {mark} {text}")
    return 0


def _new(args: Namespace, settings: Settings, console: Console) -> int:
    from furikaeri.lint.diagnostic import TRAPS
    from furikaeri.lint.skeleton import skeleton

    wanted = args.trap or args.rule.split(".")[0]
    trap = next((t for t in TRAPS if t == wanted), None)
    if trap is None:
        raise FurikaeriError(
            Text(
                "Which trap is it about? Give --trap: {all}.",
                "どの罠のルールですか？　--trap で指定してください: {all}。",
            ).fill(all=", ".join(TRAPS))
        )
    folder = args.into or settings.rules
    if folder is None:
        raise FurikaeriError(
            Text(
                'Where do your own rules live? Give --into DIR, or write rules = "DIR" under [lint] in furikaeri.toml.',
                '自分たちのルールはどこに置きますか？　--into DIR を付けるか、furikaeri.toml の [lint] に rules = "DIR" と書いてください。',
            )
        )
    text = skeleton(args.rule, trap)
    path = folder / f"{args.rule}.toml"
    if path.exists():
        raise FurikaeriError(Text("{path} is there already.", "{path} はすでにあります。").fill(path=path))
    folder.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    console.say(
        Text(
            "{path} is begun. Write its words and examples, then: furikaeri rule test {path}",
            "{path} を用意しました。言葉と例を書いたら: furikaeri rule test {path}",
        ).fill(path=path)
    )
    return 0


def _test(rule: Rule, settings: Settings, _args: Namespace, console: Console) -> int:
    """The examples, which must come out right, and what each turns into said otherwise, which the author judges."""
    from furikaeri.lint.mutants import CHANGES
    from furikaeri.lint.trial import trial

    wrong = 0
    for tried in trial(rule, settings):
        found = ", ".join(tried.found) or console.words(Text("left alone", "何も言わない"))
        if tried.change is not None:
            mark = "~" if tried.trap_found else "·"
            console.say(console.dim(f"     {mark} {console.words(CHANGES[tried.change])}: {tried.text}  [{found}]"))
            continue
        wrong += not tried.right
        console.say(f"  {'✓' if tried.right else '✗'} {tried.text}  [{found}]")
    console.say(
        Text(
            "{n} examples came out otherwise than the rule says.", "例 {n} 件が、ルールの言うとおりになりませんでした。"
        ).fill(n=wrong)
        if wrong
        else Text("Every example comes out as the rule says.", "どの例も、ルールの言うとおりになりました。")
    )
    console.say(
        console.dim(
            console.words(
                Text(
                    "~ still found, · no longer found, after a change of tense, negation or form: is that what you want?",
                    "時制・否定・文体を変えても ~ は見つかり、· は見つかりません。それでよいでしょうか？",
                )
            )
        )
    )
    return 1 if wrong else 0


def _bench(rule: Rule, settings: Settings, args: Namespace, console: Console) -> int:
    from furikaeri.lint.yardstick import agreement, hits_of, read_labels

    if args.corpus is None:
        raise FurikaeriError(
            Text("Which documents? Give --corpus PATH.", "どの文書で試しますか？　--corpus PATH を付けてください。")
        )
    hits = list(hits_of(rule.id, _documents(args.corpus, console), settings))
    for hit in hits[:_SHOWN]:
        console.say(f"{hit.document}:{hit.line}  {' '.join(hit.words.split())[:100]}")
    console.say(
        Text("{n} hits in {d} documents.", "{d} 件の文書に {n} か所。").fill(
            n=len(hits), d=len({hit.document for hit in hits})
        )
    )
    if args.labels is not None:
        agreed = agreement(rule.trap, hits, read_labels(args.labels.read_text("utf-8")))
        console.say(
            Text(
                "Over the labelled documents: precision {p} ({right} of {hits}), recall of the trap by this rule alone {r} "
                "({found} of {all}).",
                "ラベルのある文書では: 適合率 {p}（{hits} 件中 {right} 件）、このルールだけでの再現率 {r}（{all} 件中 {found} 件）。",
            ).fill(
                p=_share(agreed.precision),
                r=_share(agreed.recall),
                right=agreed.right,
                hits=agreed.hits,
                found=agreed.found,
                all=agreed.labelled,
            )
        )
    return 0


def _documents(corpus: Path, console: Console) -> Iterator[tuple[str, str]]:
    """Each document's text, by its path from the corpus, or by its name where the corpus is one document."""
    from furikaeri.cli.paths import documents
    from furikaeri.evidence.decode import decode

    for n, path in enumerate(documents([corpus])):
        console.progress(path.name, n)
        name = path.relative_to(corpus).as_posix() if corpus.is_dir() else path.name
        yield name, decode(path.read_bytes()).text
    console.clear()


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


VERB = Verb(
    name="rule",
    step=21,
    says=Text("look at the linter's rules, begin one, try it, measure it", "気づきのルールを見る、作る、試す、測る"),
    options=_options,
    run=_run,
)
