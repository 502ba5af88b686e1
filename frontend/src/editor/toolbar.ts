/** The writing tools above the text: a few, and in words. */

import type { ChangeSpec } from "@codemirror/state";
import { EditorSelection } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import { button, make } from "../page.ts";
import type { Lang } from "../language.ts";
import type { Snippets } from "./snippets.ts";
import { stances } from "./stances.ts";
import { say } from "./words.ts";

export function toolbar(view: EditorView, lang: Lang, snippets: Snippets | undefined, save: () => void): HTMLElement {
  const bar = make("div", { class: "bar", role: "toolbar", "aria-label": say("tools") });
  const bold = button("", "text", () => surround(view, "**", "**"));
  bold.append(make("b", { "aria-hidden": true }, "B"), make("span", { class: "sr" }, say("bold")));
  bar.append(bold, button(say("link"), "text", () => surround(view, "[", "](https://)")));
  if (snippets) {
    bar.append(opener(say("event"), "@", () => snippets.open(view, "@")), opener(say("block"), "/", () => snippets.open(view, "/")));
  }
  bar.append(stances(view, lang));
  const now = button(say("save"), "text", save);
  now.classList.add("push");
  bar.append(now);
  return bar;
}

function opener(words: string, sign: string, act: () => void): HTMLButtonElement {
  const made = button(words, "text", act);
  made.append(" ", make("kbd", {}, sign));
  return made;
}

/** Puts marks around what is selected; takes them away where they already stand. */
export function surround(view: EditorView, before: string, after: string): boolean {
  view.dispatch(
    view.state.changeByRange(({ from, to }) => {
      const inner = view.state.sliceDoc(from, to);
      const around = view.state.sliceDoc(from - before.length, from) === before && view.state.sliceDoc(to, to + after.length) === after;
      const changes: ChangeSpec = around
        ? { from: from - before.length, to: to + after.length, insert: inner }
        : [
            { from, insert: before },
            { from: to, insert: after },
          ];
      const shift = around ? -before.length : before.length;
      return { changes, range: EditorSelection.range(from + shift, to + shift) };
    }),
    { userEvent: "input" },
  );
  view.focus();
  return true;
}
