/** Turns every `[data-editor]` of the page, now and when one arrives later, from a plain field into a page that answers. */

import { Island } from "./editor/island.ts";

const islands = new WeakMap<Element, Island>();

function open(root: ParentNode): void {
  for (const element of root.querySelectorAll<HTMLElement>("[data-editor]")) {
    if (!islands.has(element)) islands.set(element, new Island(element));
  }
}

open(document);
document.addEventListener("htmx:load", (event) => {
  if (event.target instanceof Element) open(event.target.parentElement ?? event.target);
});
document.addEventListener("htmx:beforeCleanupElement", (event) => {
  if (event.target instanceof Element) islands.get(event.target)?.close();
});
