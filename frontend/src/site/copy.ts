/** `<button data-copy="text">`, or `data-copy="#id"` for the text of an element: puts it on the clipboard. */

import { toast } from "./toasts.ts";
import { say } from "./words.ts";

export function copying(): void {
  document.addEventListener("click", (event) => {
    const asked = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-copy]") : null;
    const what = asked?.dataset["copy"];
    if (!what) return;
    const text = what.startsWith("#") ? document.querySelector(what)?.textContent?.trim() : what;
    if (!text) return;
    // plain http has no clipboard: then the words are at least selected
    if (navigator.clipboard) void navigator.clipboard.writeText(text).then(() => toast({ text: say("copied") }));
    else if (what.startsWith("#")) getSelection()?.selectAllChildren(document.querySelector(what) as Element);
  });
}
