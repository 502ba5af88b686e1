"""`furikaeri completion`: shell completion."""

from __future__ import annotations

from typing import TYPE_CHECKING

from furikaeri.cli.verb import Options, Verb
from furikaeri.text import Text

if TYPE_CHECKING:
    from argparse import Namespace

    from furikaeri.cli.console import Console

_BASH = """_furikaeri() {{
  local word="${{COMP_WORDS[COMP_CWORD]}}"
  if [ "$COMP_CWORD" -eq 1 ]; then COMPREPLY=($(compgen -W "{verbs}" -- "$word")); return; fi
  case "${{COMP_WORDS[1]}}" in
{cases}
  esac
  if [[ "$word" == -* ]]; then COMPREPLY=($(compgen -W "$opts" -- "$word")); else COMPREPLY=($(compgen -f -- "$word")); fi
}}
complete -o filenames -F _furikaeri furikaeri
"""
_ZSH = "autoload -U +X bashcompinit && bashcompinit\n"


def _options(options: Options) -> None:
    options.put("shell", choices=("bash", "zsh", "fish"), says=Text("the shell to complete in", "補完を使うシェル"))


def _run(args: Namespace, console: Console) -> int:
    from furikaeri.cli.verb import names, verb

    known = {}
    for name in names():
        options = Options(prog=name)
        verb(name).options(options)
        known[name] = sorted(s for a in options._actions for s in a.option_strings if s.startswith("--"))  # noqa: SLF001  # argparse lists them nowhere else
    if args.shell == "fish":
        for name, flags in known.items():
            console.say(
                f"complete -c furikaeri -n __fish_use_subcommand -a {name} -d '{verb(name).says[console.lang]}'"
            )
            for flag in flags:
                console.say(f"complete -c furikaeri -n '__fish_seen_subcommand_from {name}' -l {flag[2:]}")
        return 0
    cases = "\n".join(f'    {name}) opts="{" ".join(flags)}";;' for name, flags in known.items())
    console.say((_ZSH if args.shell == "zsh" else "") + _BASH.format(verbs=" ".join(known), cases=cases))
    return 0


VERB = Verb(
    name="completion", step=25, says=Text("print shell completion", "シェル補完を出力する"), options=_options, run=_run
)
