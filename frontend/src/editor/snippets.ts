/** `@` offers events to link, `/` at the start of a line offers live blocks. */

import { autocompletion, startCompletion, type Completion, type CompletionContext, type CompletionResult } from "@codemirror/autocomplete";
import type { Extension } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";

export interface Snippet {
  label: string;
  insert: string;
  /** "event" stands behind `@`, all others behind `/`; told apart by the link where it is left out. */
  kind?: "event" | "block";
  detail?: string;
}

const FRESH_MS = 60_000;
const EVENT = /(?<![\w.])@[^\s@]{0,40}$/;
const BLOCK = /^\s*\/[^\s/]{0,30}$/;

export class Snippets {
  readonly #address: string;
  #read = 0;
  #found: Promise<readonly Snippet[]> = Promise.resolve([]);

  constructor(address: string) {
    this.#address = address;
  }

  readonly extension: Extension = autocompletion({
    override: [(context) => this.#complete(context)],
    icons: false,
    maxRenderedOptions: 60,
  });

  /** Writes the sign that opens a list, on a line of its own for `/`, and opens it. */
  open(view: EditorView, sign: "@" | "/"): void {
    const at = view.state.selection.main.to;
    const line = view.state.doc.lineAt(at);
    const insert = sign === "/" && line.text.trim() ? `\n\n${sign}` : sign;
    const from = sign === "/" ? line.to : at;
    view.dispatch({ changes: { from, insert }, selection: { anchor: from + insert.length }, userEvent: "input" });
    view.focus();
    startCompletion(view);
  }

  async #complete(context: CompletionContext): Promise<CompletionResult | null> {
    const line = context.state.doc.lineAt(context.pos);
    const before = line.text.slice(0, context.pos - line.from);
    const event = EVENT.exec(before);
    const block = event ? null : BLOCK.exec(before);
    const typed = event?.[0] ?? block?.[0].trimStart();
    if (typed === undefined) return null;
    const offered = (await this.#all()).filter((snippet) => (isEvent(snippet) ? event : block));
    const start = context.pos - typed.length;
    return { from: start + 1, options: offered.map((snippet) => completion(snippet, start)), validFor: /^[^\s@/]*$/ };
  }

  #all(): Promise<readonly Snippet[]> {
    if (Date.now() - this.#read > FRESH_MS) {
      this.#read = Date.now();
      this.#found = fetch(this.#address, { headers: { Accept: "application/json" }, credentials: "same-origin" })
        .then(async (response) => (response.ok ? ((await response.json()) as Snippet[]) : []))
        .catch(() => {
          this.#read = 0; // ask again next time
          return [];
        });
    }
    return this.#found;
  }
}

function isEvent(snippet: Snippet): boolean {
  return snippet.kind ? snippet.kind === "event" : snippet.insert.includes("](event:");
}

function completion(snippet: Snippet, start: number): Completion {
  return {
    label: snippet.label,
    ...(snippet.detail ? { detail: snippet.detail } : {}),
    apply: (view, _completion, _from, to) => {
      view.dispatch({
        changes: { from: start, to, insert: snippet.insert },
        selection: { anchor: start + snippet.insert.length },
        userEvent: "input.complete",
      });
    },
  };
}
