/** Margin notes stand beside the passage they speak of.
 *
 * `<aside class="margin" data-margin-notes>` holds `<div class="margin-note" data-for="id of the passage">`. Wide pages
 * set each beside its passage, none over another; narrow ones put it under the block that holds the passage. Notes of
 * the editor carry `data-beside`, a distance in pixels from the top of the document, and stay where the editor puts them. */

import { within } from "../page.ts";
import { onArrival } from "./requests.ts";

const WIDE = "(min-width: 1101px)";
const GAP_PX = 22;
const BLOCK = ".factor-pair, .section-editor, li, tr, p, blockquote, section";

export function margins(): void {
  const wide = matchMedia(WIDE);
  const all = (): void => {
    for (const margin of document.querySelectorAll<HTMLElement>("[data-margin-notes]")) place(margin, wide.matches);
  };
  let frame = 0;
  const soon = (): void => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(all);
  };
  const watch = new ResizeObserver(soon);
  onArrival((root) => {
    for (const margin of within(root, "[data-margin-notes]")) watch.observe(margin.parentElement ?? margin);
    soon();
  });
  addEventListener("resize", soon);
  document.addEventListener("furikaeri:notes", soon);
  document.fonts?.ready.then(soon);
  for (const kind of ["pointerover", "focusin"] as const) document.addEventListener(kind, light);
  document.addEventListener("click", go);
}

function place(margin: HTMLElement, wide: boolean): void {
  const notes = [...document.querySelectorAll<HTMLElement>(".margin-note[data-for], [data-margin-notes] > .margin-note[data-beside]")];
  margin.classList.toggle("is-placed", wide);
  if (!wide) {
    // last first, so that two notes on one block come in the order of their passages
    for (const note of notes.reverse()) if (note.parentElement === margin) passage(note)?.closest(BLOCK)?.after(note);
    margin.style.minHeight = "";
    return;
  }
  const top = margin.getBoundingClientRect().top + scrollY;
  const wanted: { note: HTMLElement; at: number }[] = [];
  for (const note of notes) {
    const at = beside(note);
    if (at === undefined) continue;
    const broad = passage(note)?.closest(".wide"); // it reaches into the margin: the note stands beneath it
    note.classList.toggle("is-inline", Boolean(broad));
    if (broad) {
      if (note.parentElement !== broad) broad.append(note);
      continue;
    }
    if (note.dataset["for"] && note.parentElement !== margin) margin.append(note);
    if (note.parentElement === margin) wanted.push({ note, at: at - top });
  }
  wanted.sort((a, b) => a.at - b.at);
  let free = 0;
  for (const { note, at } of wanted) {
    const y = Math.max(at, free);
    note.style.top = `${y}px`;
    free = y + note.offsetHeight + GAP_PX;
  }
  margin.style.minHeight = `${free}px`;
}

function beside(note: HTMLElement): number | undefined {
  const told = Number.parseFloat(note.dataset["beside"] ?? "");
  if (!Number.isNaN(told)) return told;
  const rect = passage(note)?.getBoundingClientRect();
  return rect && rect.height > 0 ? rect.top + scrollY - 8 : undefined;
}

function passage(note: HTMLElement): HTMLElement | null {
  return document.getElementById(note.dataset["for"] ?? "");
}

/** Looking at a note or its passage lights up both. */
function light(event: Event): void {
  if (!(event.target instanceof Element)) return;
  const note = event.target.closest<HTMLElement>(".margin-note[data-for]");
  const mark = note ? passage(note) : event.target.closest<HTMLElement>(".lint-mark[id], .comment-mark[id]");
  if (!mark && !document.querySelector(".comment-mark.is-on, span.lint-mark.is-on")) return;
  for (const one of document.querySelectorAll(".comment-mark.is-on, .lint-mark[id].is-on, .margin-note[data-for].is-on")) one.classList.remove("is-on");
  if (!mark) return;
  mark.classList.add("is-on");
  document.querySelector(`.margin-note[data-for="${CSS.escape(mark.id)}"]`)?.classList.add("is-on");
}

/** A click on a passage goes to its note. */
function go(event: MouseEvent): void {
  const mark = event.target instanceof Element ? event.target.closest(".comment-mark[id], .lint-mark[id]") : null;
  const note = mark && document.querySelector<HTMLElement>(`.margin-note[data-for="${CSS.escape(mark.id)}"]`);
  if (!note) return;
  note.scrollIntoView({ block: "nearest" });
  note.querySelector<HTMLElement>("a, button, textarea, input")?.focus({ preventScroll: true });
}
