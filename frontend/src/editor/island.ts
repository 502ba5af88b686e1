/** One section in the making: text, notes, saving.
 *
 * `<div class="section-editor" data-editor data-lint-url data-save-url data-version data-lang data-blocks-url>` around
 * `<textarea name="text">`, which stays the field of the form for whoever has no script. */

import { ChangeSet, Transaction } from "@codemirror/state";
import type { EditorView, ViewUpdate } from "@codemirror/view";
import { button, make } from "../page.ts";
import { pageLang } from "../language.ts";
import { Keeper, type Kept } from "./keeper.ts";
import { incoming } from "./merge.ts";
import { Noticing } from "./noticing.ts";
import { Notes } from "./notes.ts";
import { Saving, type Acknowledged, type Failure, type Version } from "./saving.ts";
import { Snippets } from "./snippets.ts";
import { oneUnitLines } from "./spans.ts";
import { toolbar } from "./toolbar.ts";
import { say } from "./words.ts";
import { writing } from "./writing.ts";

const KEEP_MS = 300;

export class Island {
  readonly #field: HTMLTextAreaElement;
  readonly #view: EditorView;
  readonly #notes: Notes;
  readonly #noticing: Noticing | undefined;
  readonly #saving: Saving | undefined;
  readonly #keeper: Keeper | undefined;
  readonly #status = make("span", { class: "save-status", role: "status" });
  readonly #count = make("span", { class: "questions", "aria-live": "polite" });
  readonly #away = new AbortController();
  /** What was typed since the last save was sent; undefined while all is acknowledged. */
  #since: ChangeSet | undefined;
  #unsaved = false;
  #keepTimer = 0;

  constructor(root: HTMLElement) {
    this.#field = root.querySelector("textarea") as HTMLTextAreaElement;
    const { lintUrl, saveUrl, version, lang, blocksUrl, notes } = root.dataset;
    const snippets = blocksUrl ? new Snippets(blocksUrl) : undefined;
    this.#view = writing({
      text: oneUnitLines(this.#field.value),
      lang: lang ?? pageLang(),
      label: this.#field.getAttribute("aria-label") ?? this.#field.labels?.[0]?.textContent?.trim() ?? "",
      hint: this.#field.placeholder,
      readOnly: this.#field.readOnly || this.#field.disabled,
      snippets: snippets?.extension ?? [],
      update: (update) => this.#updated(update),
      blur: () => this.#unsaved && this.#saving?.soon(0),
      save: () => void this.#saving?.now(),
      enterNote: () => this.#notes.enter(),
    });
    const margin = notes ? document.querySelector<HTMLElement>(notes) : document.querySelector<HTMLElement>("[data-margin-notes]");
    const beneath = make("div", { class: "notes-beneath", hidden: true });
    this.#notes = new Notes(this.#view, margin, beneath, () => this.#noticing?.soon(this.#view, 0));
    if (lintUrl) this.#noticing = new Noticing(lintUrl, lang ?? pageLang(), () => this.#showQuestions());
    if (saveUrl) {
      this.#keeper = new Keeper(saveUrl);
      this.#saving = new Saving(saveUrl, versionOf(version), {
        text: () => (this.#view.composing ? undefined : this.#text),
        changedSinceSent: () => this.#unsaved,
        sending: () => this.#send(),
        acknowledged: (sent, answer) => this.#acknowledged(sent, answer),
        failed: (failure) => this.#failed(failure),
      });
    }
    root.classList.add("is-live");
    root.append(toolbar(this.#view, lang === "ja" || lang === "en" ? lang : pageLang(), snippets, () => void this.#saving?.now()), this.#view.dom);
    root.append(make("div", { class: "foot" }, this.#status, this.#count), beneath);
    this.#offerKept();
    this.#guard();
    this.#noticing?.soon(this.#view, 0);
    if (root.dataset["editor"] === "focus") this.#view.focus();
  }

  /** Lets go of the page: the section was closed or swapped away. */
  close(): void {
    this.#leave();
    this.#away.abort();
    this.#noticing?.stop();
    this.#notes.remove();
    this.#view.destroy();
  }

  get #text(): string {
    return this.#view.state.doc.toString();
  }

  #updated(update: ViewUpdate): void {
    this.#noticing?.changed(update);
    if (update.docChanged && !update.transactions.every((one) => one.annotation(Transaction.remote))) {
      this.#since = this.#since?.compose(update.changes);
      this.#changed();
    }
    if (update.docChanged || update.geometryChanged) requestAnimationFrame(() => !this.#away.signal.aborted && this.#notes.place());
    if (update.selectionSet || update.focusChanged) this.#notes.follow();
  }

  #changed(): void {
    this.#unsaved = true;
    this.#say(say("changed"), false);
    clearTimeout(this.#keepTimer);
    this.#keepTimer = window.setTimeout(() => this.#keep(), KEEP_MS);
    this.#saving?.soon();
  }

  #keep(): void {
    if (this.#unsaved && this.#saving) this.#keeper?.keep({ text: this.#text, base: this.#saving.base, at: Date.now() });
  }

  #send(): void {
    this.#since = ChangeSet.empty(this.#view.state.doc.length);
    this.#say(say("saving"), false);
  }

  async #acknowledged(sent: string, answer: Acknowledged): Promise<void> {
    await this.#composed();
    const since = this.#since ?? ChangeSet.empty(this.#view.state.doc.length);
    const text = oneUnitLines(answer.text);
    if (text !== sent) {
      this.#view.dispatch({
        changes: incoming(sent, text, since),
        annotations: [Transaction.remote.of(true), Transaction.addToHistory.of(false)],
      });
    }
    this.#unsaved = !since.empty;
    this.#since = undefined;
    clearTimeout(this.#keepTimer);
    if (this.#unsaved) this.#keep();
    else this.#keeper?.release();
    const said = say(answer.merged ? "savedTogether" : "saved", { time: clock(new Date()) });
    this.#say(answer.note ? `${said}${pageLang() === "ja" ? "。" : ". "}${answer.note}` : said, false);
  }

  #failed(failure: Failure): void {
    this.#since = undefined;
    this.#unsaved = true;
    this.#keep();
    if (failure.kind === "offline") this.#say(say("offline"), true);
    else if (failure.kind === "signed-out") this.#say(say("signedOut"), true);
    else this.#say(say(failure.kind, { status: failure.status }), true);
  }

  /** Resolves once no input method is composing: other people's words must not break into a half-made one. */
  #composed(): Promise<void> {
    if (!this.#view.composing) return Promise.resolve();
    return new Promise((resolve) => {
      this.#view.contentDOM.addEventListener("compositionend", () => setTimeout(resolve), { once: true });
    });
  }

  #say(words: string, trouble: boolean): void {
    for (const place of [this.#status, ...document.querySelectorAll("[data-save-status]")]) {
      place.textContent = words;
      place.classList.toggle("attn", trouble);
    }
  }

  #showQuestions(): void {
    this.#notes.show();
    const n = this.#notes.count;
    const words = n === 0 ? say("noQuestions") : n === 1 ? say("question") : say("questions", { n });
    for (const place of [this.#count, ...document.querySelectorAll("[data-question-count]")]) {
      if (place.textContent !== words) place.textContent = words; // a live region speaks only when it changes
      place.classList.toggle("attn", n > 0);
    }
  }

  /** Words that a crash, a closed lid or a lost connection left behind. */
  #offerKept(): void {
    const kept = this.#field.readOnly ? undefined : this.#keeper?.left();
    if (!kept) return;
    if (oneUnitLines(kept.text) === this.#text) return this.#decided();
    const offer = make("div", { class: "notice kept-words" }, make("p", {}, say("kept", { time: clock(new Date(kept.at), true) })));
    const words = make("pre", {}, kept.text);
    offer.append(
      make("details", {}, make("summary", {}, say("keptShow")), words),
      make(
        "div",
        { class: "acts" },
        button(say("keptBack"), "go", () => {
          offer.remove();
          this.#putBack(kept);
          this.#decided();
        }),
        button(say("keptDrop"), "", () => {
          offer.remove();
          this.#decided();
        }),
      ),
    );
    this.#view.dom.before(offer);
  }

  /** The kept words as they were, upon the version they were written on: the server lays them over what came since. */
  #putBack(kept: Kept): void {
    if (this.#saving) this.#saving.base = kept.base;
    this.#view.dispatch({ changes: { from: 0, to: this.#view.state.doc.length, insert: oneUnitLines(kept.text) }, userEvent: "input" });
    this.#keep();
    void this.#saving?.now();
  }

  /** Nothing is set aside any more; should a second visit have left words too, they are offered next. */
  #decided(): void {
    this.#keeper?.decided();
    this.#view.focus();
    if (!this.#unsaved) this.#offerKept();
  }

  #guard(): void {
    const { signal } = this.#away;
    addEventListener("beforeunload", (event) => this.#unsaved && this.#saving && event.preventDefault(), { signal });
    addEventListener("pagehide", () => this.#leave(), { signal });
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && this.#hide(), { signal });
    // the form that stands around the field, where there is one, sends what is in the editor
    const form = this.#field.form;
    form?.addEventListener(
      "submit",
      (event) => {
        if (!(event.target instanceof Element) || event.target !== form) return;
        this.#field.value = this.#text;
        const base = form.elements.namedItem("base");
        if (base instanceof HTMLInputElement && this.#saving) base.value = String(this.#saving.base);
        this.#keep();
        this.#unsaved = false; // the words are on their way, and kept until the next page says that they came
      },
      { signal, capture: true },
    );
    this.#view.contentDOM.addEventListener("compositionend", () => this.#noticing?.soon(this.#view), { signal });
  }

  #hide(): void {
    if (!this.#unsaved) return;
    this.#keep();
    void this.#saving?.now();
  }

  #leave(): void {
    if (!this.#unsaved || !this.#saving) return;
    this.#keep();
    this.#saving.leave(this.#text);
  }
}

function versionOf(told: string | undefined): Version {
  return told !== undefined && /^\d+$/.test(told) ? Number(told) : (told ?? "");
}

function clock(moment: Date, dated = false): string {
  const locale = pageLang() === "ja" ? "ja-JP" : "en-GB";
  const today = moment.toDateString() === new Date().toDateString();
  const date: Intl.DateTimeFormatOptions = dated && !today ? { day: "numeric", month: "short" } : {};
  return new Intl.DateTimeFormat(locale, { ...date, hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(moment);
}
