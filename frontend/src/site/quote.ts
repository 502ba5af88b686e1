/** Comment on any passage: choosing words in a `data-quotable` text offers to speak about them.
 *
 * `<article data-quotable="#form">`: the form (in a dialog, or hidden) is shown, and its fields `quote`, `before` and
 * `after` (32 characters each) and `block` (the id of the nearest element that has one) are filled. */

import { button } from "../page.ts";
import { quoted } from "./quotation.ts";
import { say } from "./words.ts";

export function quoting(): void {
  let offer: HTMLButtonElement | undefined;
  const withdraw = (): void => {
    offer?.remove();
    offer = undefined;
  };
  let timer = 0;
  document.addEventListener("selectionchange", () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => {
      withdraw();
      const chosen = selected();
      if (!chosen) return;
      const rect = chosen.range.getBoundingClientRect();
      offer = button(say("quoteOffer"), "", () => {
        withdraw();
        open(chosen);
      });
      offer.classList.add("quote-offer");
      offer.dataset["key"] = "c";
      offer.addEventListener("pointerdown", (event) => event.preventDefault()); // keep what is selected
      document.body.append(offer);
      const half = offer.offsetWidth / 2;
      const middle = Math.min(Math.max(rect.left + rect.width / 2, half + 8), innerWidth - half - 8);
      offer.style.left = `${middle + scrollX}px`;
      offer.style.top = `${rect.bottom + scrollY + 6}px`;
    }, 200);
  });
}

interface Chosen {
  range: Range;
  root: HTMLElement;
}

function selected(): Chosen | undefined {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return undefined;
  const range = selection.getRangeAt(0);
  const at = range.commonAncestorContainer;
  const element = at instanceof Element ? at : at.parentElement;
  const root = element?.closest<HTMLElement>("[data-quotable]");
  if (!root || element?.closest("textarea, input, .cm-editor, .margin-note") || !range.toString().trim()) return undefined;
  return { range, root };
}

function open({ range, root }: Chosen): void {
  const form = document.querySelector<HTMLFormElement>(root.dataset["quotable"] || ":not(*)");
  if (!form) return;
  const start = range.startContainer instanceof Element ? range.startContainer : range.startContainer.parentElement;
  const block = start?.closest<HTMLElement>("[id]") ?? root;
  const lead = document.createRange();
  lead.selectNodeContents(block);
  lead.setEnd(range.startContainer, range.startOffset);
  const rest = document.createRange();
  rest.selectNodeContents(block.contains(range.endContainer) ? block : root);
  rest.setStart(range.endContainer, range.endOffset);
  const filled = { ...quoted(lead.toString(), range.toString(), rest.toString()), block: block.id };
  for (const [name, value] of Object.entries(filled)) {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) field.value = value;
  }
  for (const shown of form.querySelectorAll("[data-quote]")) shown.textContent = filled.quote;
  const dialog = form.closest("dialog");
  if (dialog) dialog.showModal();
  form.hidden = false;
  form.querySelector<HTMLElement>("textarea:not([hidden])")?.focus();
}
