/** Keys. `data-key="n"` on a link, button or field: that key clicks or focuses it; `data-key="g h"` is one after the other.
 *
 * `?` shows them all, named by `data-key-name` or the element's own words. In a list marked `data-walk`, j and k move
 * the focus among its `data-walk-item` entries. Single keys can be turned off in the dialog (WCAG 2.1.4). */

import { button, make } from "../page.ts";
import { say } from "./words.ts";

const OFF = "furikaeri:single-keys";
const PAUSE_MS = 1200;

export function keys(): void {
  let before = "";
  let timer = 0;
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (writing(event.target) || document.querySelector("dialog[open]")) return;
    if (event.key === "?") return handled(event, help);
    if (localStorage.getItem(OFF) === "off") return;
    const sequence = before ? `${before} ${event.key}` : event.key;
    clearTimeout(timer);
    before = "";
    const target = find(sequence) ?? find(event.key);
    if (target) return handled(event, () => use(target));
    if (event.key === "j" || event.key === "k") return walk(event, event.key === "j" ? 1 : -1);
    if (document.querySelector(`[data-key^="${CSS.escape(event.key)} "]`)) {
      before = event.key;
      timer = window.setTimeout(() => (before = ""), PAUSE_MS);
    }
  });
  document.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("[data-key-help]")) handled(event, help);
  });
}

function handled(event: Event, act: () => void): void {
  event.preventDefault();
  act();
}

function writing(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches("input:not([type='checkbox'], [type='radio'], [type='button'], [type='submit']), textarea, select");
}

function find(key: string): HTMLElement | undefined {
  const found = document.querySelectorAll<HTMLElement>(`[data-key="${CSS.escape(key)}"]`);
  return [...found].reverse().find((element) => element.checkVisibility()); // the newest: a toast, a swapped part
}

function use(target: HTMLElement): void {
  if (target.matches("input, textarea, select")) target.focus();
  else target.click();
}

function walk(event: KeyboardEvent, step: 1 | -1): void {
  const lists = document.querySelectorAll("[data-walk]");
  const list = document.activeElement?.closest("[data-walk]") ?? lists[0];
  if (!list) return;
  event.preventDefault();
  const items = [...list.querySelectorAll<HTMLElement>("[data-walk-item]")].filter((item) => item.checkVisibility());
  const here = items.findIndex((item) => item.contains(document.activeElement));
  items[here < 0 ? (step > 0 ? 0 : items.length - 1) : Math.min(Math.max(here + step, 0), items.length - 1)]?.focus();
}

function help(): void {
  const rows = (pairs: [string, string][]): HTMLElement =>
    make("dl", {}, ...pairs.flatMap(([key, words]) => [make("dt", {}, ...shown(key)), make("dd", {}, words)]));
  const here = new Map<string, string>();
  for (const element of document.querySelectorAll<HTMLElement>("[data-key]")) {
    const key = element.dataset["key"];
    if (key && element.checkVisibility()) here.set(key, name(element, key));
  }
  if (document.querySelector("[data-walk]")) here.set("j k", say("keysMove"));
  here.set("?", say("keysShow"));
  const single = make("input", { type: "checkbox", checked: localStorage.getItem(OFF) !== "off" });
  single.addEventListener("change", () => (single.checked ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, "off")));
  const dialog = make("dialog", { class: "key-help", "aria-labelledby": "key-help-title" }, make("h2", { id: "key-help-title" }, say("keys")));
  dialog.append(make("h3", {}, say("keysHere")), rows([...here]));
  if (document.querySelector("[data-editor]")) {
    dialog.append(
      make("h3", {}, say("keysEditor")),
      rows([
        ["Ctrl+S", say("keysSave")],
        ["@", say("keysEvent")],
        ["/", say("keysBlock")],
        ["F8 Ctrl+.", say("keysNote")],
        ["Tab", say("keysLeave")],
      ]),
    );
  }
  dialog.append(make("label", {}, single, say("keysUse")), make("div", { class: "acts" }, button(say("close"), "", () => dialog.close())));
  document.body.append(dialog);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.showModal();
}

function shown(key: string): Node[] {
  return key.split(" ").flatMap((one, i) => [...(i ? [document.createTextNode(" ")] : []), make("kbd", {}, one)]);
}

function name(element: HTMLElement, key: string): string {
  const words = element.dataset["keyName"] ?? element.getAttribute("aria-label") ?? element.getAttribute("placeholder");
  if (words) return words;
  const copy = element.cloneNode(true) as HTMLElement;
  for (const hint of copy.querySelectorAll("kbd")) hint.remove();
  return copy.textContent?.trim().replace(/\s+/g, " ") || key;
}
