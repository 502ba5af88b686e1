/** `<a data-undo href="/address">`: takes something back by POST. Without script the address answers GET with a form. */

import { send } from "./requests.ts";

export function undoing(): void {
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[data-undo]") : null;
    if (!link || event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey) return;
    event.preventDefault();
    const target = link.dataset["target"] ? document.querySelector(link.dataset["target"]) : link.closest("[data-undo-into]");
    send("post", link.href, document.body, target ?? document.body, link.dataset["swap"] ?? (target ? "outerHTML" : "none"));
    link.closest(".toast")?.remove();
  });
}
