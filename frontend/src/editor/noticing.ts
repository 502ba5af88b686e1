/** Asks the linter what it notices, while the writer rests, and marks it in the text. */

import { forEachDiagnostic, linter, setDiagnostics, type Diagnostic } from "@codemirror/lint";
import { ChangeSet, StateEffect, StateField, type EditorState, type Extension } from "@codemirror/state";
import { Decoration, EditorView, type DecorationSet, type ViewUpdate } from "@codemirror/view";
import { changing } from "../page.ts";
import { spanWithin, type Span } from "./spans.ts";

/** One diagnostic, as the server tells it. */
export interface Noticed extends Span {
  trap: string;
  rule: string;
  title: string;
  message: string;
  question: string;
  severity: "note" | "warning" | "error";
  url: string;
  /** Language of the question, where it is not the page's. */
  lang?: string;
}

/** A diagnostic at its present place. */
export interface Question extends Span {
  noticed: Noticed;
}

interface Marked extends Diagnostic {
  noticed: Noticed;
}

const REST_MS = 700;

/** Marks in the text; what they say stands in the margin, so that no bubble covers the words. */
export function marking(): Extension {
  return [linter(null, { tooltipFilter: () => [] }), lit];
}

/** The questions open now, in the order of the text. */
export function questions(state: EditorState): Question[] {
  const found: Question[] = [];
  forEachDiagnostic(state, (diagnostic, from, to) => found.push({ from, to, noticed: (diagnostic as Marked).noticed }));
  return found.sort((a, b) => a.from - b.from);
}

/** Lights up the passage of one question, or none. */
export const light = StateEffect.define<Span | null>();

const lit = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    let now = marks.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (!effect.is(light)) continue;
      const span = effect.value;
      const inside = span && span.from < span.to && span.to <= transaction.newDoc.length;
      now = inside ? Decoration.set(Decoration.mark({ class: "lint-mark is-on" }).range(span.from, span.to)) : Decoration.none;
    }
    return now;
  },
  provide: (field) => EditorView.decorations.from(field),
});

export class Noticing {
  readonly #address: string;
  readonly #lang: string;
  readonly #noticed: () => void;
  #timer = 0;
  #asked: { stop: AbortController; since: ChangeSet } | undefined;

  /** `noticed` is called when the marks in the text are new. */
  constructor(address: string, lang: string, noticed: () => void) {
    this.#address = address;
    this.#lang = lang;
    this.#noticed = noticed;
  }

  /** To be told of each change: an answer that is under way is laid over what was typed since. */
  changed(update: ViewUpdate): void {
    if (!update.docChanged) return;
    if (this.#asked) this.#asked.since = this.#asked.since.compose(update.changes);
    this.soon(update.view);
  }

  soon(view: EditorView, wait = REST_MS): void {
    clearTimeout(this.#timer);
    // an input method's half-made words are not yet anybody's words
    this.#timer = window.setTimeout(() => (view.composing ? this.soon(view) : void this.#ask(view)), wait);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#asked?.stop.abort();
  }

  async #ask(view: EditorView): Promise<void> {
    this.#asked?.stop.abort();
    const text = view.state.doc.toString();
    const asked = { stop: new AbortController(), since: ChangeSet.empty(text.length) };
    this.#asked = asked;
    let told: readonly Noticed[];
    try {
      const response = await fetch(this.#address, {
        method: "POST",
        body: JSON.stringify({ text, lang: this.#lang }),
        headers: { "Content-Type": "application/json", Accept: "application/json", ...changing() },
        credentials: "same-origin",
        signal: asked.stop.signal,
      });
      if (!response.ok) return;
      told = ((await response.json()) as { diagnostics: Noticed[] }).diagnostics;
    } catch {
      return; // the marks of the last answer stay; the next change asks again
    }
    if (this.#asked !== asked) return;
    this.#asked = undefined;
    const marks = told.flatMap((noticed) => mark(text, noticed, asked.since));
    view.dispatch(setDiagnostics(view.state, marks));
    this.#noticed();
  }
}

function mark(text: string, noticed: Noticed, since: ChangeSet): Marked[] {
  const span = spanWithin(text, noticed.from, noticed.to);
  if (!span) return [];
  const [from, to] = [since.mapPos(span.from, 1), since.mapPos(span.to, -1)];
  if (from >= to) return [];
  const severity = noticed.severity === "note" ? "info" : noticed.severity;
  return [{ from, to, severity, source: noticed.rule, message: noticed.question || noticed.message, markClass: "lint-mark", noticed }];
}
