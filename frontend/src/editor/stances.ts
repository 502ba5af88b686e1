/** What kind of statement a line makes, said before it: `[fact] `, `[inference] `, `[opinion] `, in either language. */

import { Decoration, MatchDecorator, ViewPlugin, type EditorView } from "@codemirror/view";
import { button, make } from "../page.ts";
import type { Lang, Text } from "../language.ts";
import type { Replacement } from "./differences.ts";
import { say } from "./words.ts";

/** The words that the server reads; they are part of the text, so they follow its language, not the interface's. */
export const STANCES: readonly Text[] = [
  { en: "fact", ja: "事実" },
  { en: "inference", ja: "推測" },
  { en: "opinion", ja: "意見" },
];

const OPENING = /^\s*(?:(?:[-*+>]|\d+[.)]|#{1,6})\s+(?:\[[ xX]\]\s+)?)*/;
const WORDS = STANCES.flatMap(({ en, ja }) => [en, ja]).join("|");
const MARK = new RegExp(`^\\[(?:${WORDS})\\][ \\t]?`);

const decorator = new MatchDecorator({
  regexp: new RegExp(`(?<=^|[\\s.!?。！？）>*+-])\\[(?:${WORDS})\\](?![(\\[:])`, "g"),
  decoration: Decoration.mark({ class: "md-stance" }),
});

/** Sets the marks apart from the words they speak of. */
export const stanceMarks = ViewPlugin.define(
  (view) => {
    let found = decorator.createDeco(view);
    return {
      get found() {
        return found;
      },
      update(update) {
        found = decorator.updateDeco(update, found);
      },
    };
  },
  { decorations: (plugin) => plugin.found },
);

/** The mark at the beginning of a line, behind bullets and numbers, in the place of one that is there. */
export function marked(line: string, word: string): Replacement {
  const from = OPENING.exec(line)?.[0].length ?? 0;
  const there = MARK.exec(line.slice(from))?.[0] ?? "";
  return { from, to: from + there.length, insert: there.startsWith(`[${word}]`) ? "" : `[${word}] ` };
}

/** A menu that marks the line in which the cursor stands; the same choice again takes the mark away. */
export function stances(view: EditorView, lang: Lang): HTMLElement {
  const choose = (word: string): void => {
    const line = view.state.doc.lineAt(view.state.selection.main.head);
    const { from, to, insert } = marked(line.text, word);
    view.dispatch({ changes: { from: line.from + from, to: line.from + to, insert }, userEvent: "input" });
    view.focus();
  };
  const menu = make("details", { class: "menu" }, make("summary", { class: "btn btn--text" }, say("stance")));
  const items = STANCES.map((stance) => {
    const item = button(stance[lang], "", () => {
      menu.open = false;
      choose(stance[lang]);
    });
    item.className = "";
    return make("li", {}, item);
  });
  menu.append(make("ul", {}, ...items));
  return menu;
}
