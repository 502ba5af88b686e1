/** Toasts: what was done, said once, with the way back.
 *
 * The server sends `HX-Trigger: {"toast": {"text": "...", "undo": "/address", "trouble": false}}` (or only the text);
 * messages that come with a page stand in `<div class="toasts" role="status">`. */

import { button, make } from "../page.ts";
import { onArrival } from "./requests.ts";
import { say } from "./words.ts";

export interface Toast {
  text: string;
  /** Address that takes it back by POST. */
  undo?: string | undefined;
  /** Something needs the person: stays until it is closed, and is read out at once. */
  trouble?: boolean | undefined;
}

const SHOWN_MS = 8000;

export function toasts(): void {
  document.addEventListener("toast", (event) => {
    const detail: unknown = (event as CustomEvent).detail;
    if (typeof detail !== "object" || detail === null) return;
    const { text, value, undo, trouble } = detail as Record<string, unknown>;
    const words = typeof text === "string" ? text : value; // htmx wraps a bare text as {value}
    if (typeof words !== "string" || !words) return;
    toast({ text: words, undo: typeof undo === "string" ? undo : undefined, trouble: trouble === true });
  });
  onArrival((root) => {
    for (const element of root.querySelectorAll<HTMLElement>(".toasts > .toast")) live(element);
  });
}

/** Shows a toast. */
export function toast({ text, undo, trouble }: Toast): void {
  const element = make("div", { class: trouble ? "toast trouble" : "toast" }, make("span", {}, text));
  if (trouble) element.setAttribute("role", "alert");
  if (undo) element.append(make("a", { href: undo, "data-undo": true, "data-key": "u" }, say("undo")));
  place().append(element);
  live(element);
}

function place(): HTMLElement {
  const found = document.querySelector<HTMLElement>(".toasts");
  if (found) return found;
  const made = make("div", { class: "toasts", role: "status", "aria-live": "polite" });
  document.body.append(made);
  return made;
}

/** Gives a toast its way out: it goes by itself, but never while someone reads it, holds a way back or tells of trouble. */
function live(element: HTMLElement): void {
  if (element.dataset["livened"] !== undefined) return;
  element.dataset["livened"] = "";
  const close = button("×", "", () => element.remove());
  close.className = "close";
  close.setAttribute("aria-label", say("close"));
  element.append(close);
  if (element.matches(".toast.trouble") || element.querySelector("[data-undo]")) return;
  let timer = 0;
  const start = (): void => {
    clearTimeout(timer);
    timer = window.setTimeout(() => element.remove(), SHOWN_MS);
  };
  const hold = (): void => clearTimeout(timer);
  element.addEventListener("pointerenter", hold);
  element.addEventListener("focusin", hold);
  element.addEventListener("pointerleave", start);
  element.addEventListener("focusout", start);
  start();
}
