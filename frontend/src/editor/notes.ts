/** The linter's notes beside the text: the question large, and what one may do about it. */

import type { EditorView } from "@codemirror/view";
import { button, make } from "../page.ts";
import { askInText, leaveInText } from "./comments.ts";
import type { Replacement } from "./differences.ts";
import { light, questions, type Question } from "./noticing.ts";
import { say } from "./words.ts";

const WIDE = matchMedia("(min-width: 1101px)");

let reasons = 0; // so that each field of a reason has an id of its own

interface Note {
  element: HTMLElement;
  question: Question;
}

export class Notes {
  readonly #view: EditorView;
  readonly #margin: HTMLElement | null;
  readonly #beneath: HTMLElement;
  readonly #changed: () => void;
  #notes = new Map<string, Note>();

  /** `changed` is called when a note has put something into the text. */
  constructor(view: EditorView, margin: HTMLElement | null, beneath: HTMLElement, changed: () => void) {
    this.#view = view;
    this.#margin = margin;
    this.#beneath = beneath;
    this.#changed = changed;
  }

  /** One note for each question of the text; a note in which someone writes a reason stays the same element. */
  show(): void {
    const { state } = this.#view;
    const now = new Map<string, Note>();
    const met = new Map<string, number>();
    for (const question of questions(state)) {
      const words = `${question.noticed.rule} ${state.sliceDoc(question.from, question.to)}`;
      const nth = (met.get(words) ?? 0) + 1;
      met.set(words, nth);
      const key = `${words} ${nth}`;
      const note = this.#notes.get(key) ?? this.#write(question);
      note.question = question;
      now.set(key, note);
    }
    for (const [key, note] of this.#notes) if (!now.has(key)) note.element.remove();
    this.#notes = now;
    this.place();
  }

  /** Follows the passages through what was typed since the linter spoke; a passage that is gone takes its note along. */
  #refresh(): void {
    const now = new Map(questions(this.#view.state).map((question) => [question.noticed, question]));
    for (const [key, note] of this.#notes) {
      const question = now.get(note.question.noticed);
      if (question) note.question = question;
      else {
        note.element.remove();
        this.#notes.delete(key);
      }
    }
  }

  /** Beside the passages on wide pages (the site's margin keeps them apart), else in order beneath the text. */
  place(): void {
    this.#refresh();
    const host = WIDE.matches && this.#margin ? this.#margin : this.#beneath;
    for (const { element, question } of this.#notes.values()) {
      if (element.parentElement !== host || host === this.#beneath) host.append(element);
      element.dataset["beside"] = String(Math.round(this.#top(question.from)));
    }
    this.#beneath.hidden = host !== this.#beneath || !this.#notes.size;
    document.dispatchEvent(new CustomEvent("furikaeri:notes"));
  }

  /** Lights up the note of the passage in which the cursor stands. */
  follow(): void {
    this.#refresh();
    const at = this.#view.state.selection.main.head;
    for (const { element, question } of this.#notes.values()) {
      element.classList.toggle("is-on", question.from <= at && at <= question.to && this.#view.hasFocus);
    }
  }

  /** From the passage at the cursor, or the next one, to its note. */
  enter(): boolean {
    this.#refresh();
    const at = this.#view.state.selection.main.head;
    const all = [...this.#notes.values()];
    const note = all.find(({ question }) => question.to >= at) ?? all[0];
    note?.element.querySelector<HTMLElement>("button")?.focus();
    return note !== undefined;
  }

  get count(): number {
    return this.#notes.size;
  }

  remove(): void {
    for (const { element } of this.#notes.values()) element.remove();
    this.#notes.clear();
  }

  #top(from: number): number {
    const exact = this.#view.coordsAtPos(from)?.top;
    return (exact ?? this.#view.documentTop + this.#view.lineBlockAt(from).top) + scrollY - 8;
  }

  #write(question: Question): Note {
    const { noticed } = question;
    const element = make("div", { class: "margin-note lint", role: "group", "aria-label": noticed.title });
    const note: Note = { element, question };
    const reason = this.#reason(note);
    element.append(
      make("p", { class: "head" }, make("b", {}, noticed.title), make("span", {}, noticed.trap)),
      make("p", { class: "question", lang: noticed.lang }, noticed.question || noticed.message),
      make(
        "div",
        { class: "acts" },
        noticed.question && button(say("insertQuestion"), "text", () => this.#put(note, (text, end) => askInText(text, end, noticed.question))),
        button(say("leave"), "text", () => {
          reason.hidden = !reason.hidden;
          reason.querySelector("input")?.focus();
          this.place();
        }),
        noticed.url && make("a", { class: "btn btn--text", href: noticed.url, target: "_blank", rel: "noopener" }, say("why")),
      ),
      reason,
    );
    element.addEventListener("pointerenter", () => this.#light(note));
    element.addEventListener("focusin", () => this.#light(note));
    element.addEventListener("pointerleave", () => this.#view.dispatch({ effects: light.of(null) }));
    element.addEventListener("focusout", () => this.#view.dispatch({ effects: light.of(null) }));
    element.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      this.#back(note);
    });
    return note;
  }

  #reason(note: Note): HTMLFormElement {
    const label = make("label", {}, say("leaveReason"));
    const field = make("input", { class: "field", required: true, maxlength: 300 });
    label.htmlFor = field.id = `reason-${(reasons += 1)}`;
    const form = make("form", { class: "reason", hidden: true }, label, field, make("button", { class: "btn" }, say("leaveKeep")));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      event.stopPropagation();
      this.#put(note, (text, end) => leaveInText(text, end, note.question.noticed.rule, field.value));
    });
    return form;
  }

  #put(note: Note, written: (text: string, end: number) => Replacement): void {
    this.#refresh();
    const changes = written(this.#view.state.doc.toString(), note.question.to);
    this.#view.dispatch({ changes, userEvent: "input.note" });
    this.#back(note);
    this.#changed();
  }

  #back({ question }: Note): void {
    this.#view.dispatch({ selection: { anchor: Math.min(question.to, this.#view.state.doc.length) }, scrollIntoView: true });
    this.#view.focus();
  }

  #light(note: Note): void {
    this.#refresh();
    this.#view.dispatch({ effects: light.of({ from: note.question.from, to: note.question.to }) });
  }
}
