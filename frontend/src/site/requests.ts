/** htmx, set so that it needs nothing a strict content security policy forbids, and kind words when a request fails. */

import htmx from "htmx.org";
import { changing } from "../page.ts";
import { toast } from "./toasts.ts";
import { say } from "./words.ts";

interface Failed extends Event {
  detail: { xhr: XMLHttpRequest };
}

interface Configured extends Event {
  detail: { verb: string; headers: Record<string, string> };
}

/** Calls `each` with the page at first and with everything that is swapped in later. */
export function onArrival(each: (root: HTMLElement) => void): void {
  htmx.onLoad((arrived) => {
    if (arrived instanceof HTMLElement) each(arrived);
  });
}

/** Puts an answer of the server into the page. */
export function swapIn(target: Element, html: string, swapStyle: "beforeend" | "afterbegin" | "innerHTML" | "outerHTML"): void {
  htmx.swap(target, html, { swapStyle, swapDelay: 0, settleDelay: 0 });
}

/** Sends a change and swaps what is answered. */
export function send(verb: "post" | "delete", address: string, source: Element, target: Element, swap: string): void {
  // htmx types its swap as a literal union; templates may write any of them
  void htmx.ajax(verb, address, { source, target, swap: swap as "outerHTML" });
}

export function requests(): void {
  Object.assign(htmx.config, {
    allowEval: false,
    allowScriptTags: false,
    includeIndicatorStyles: false,
    selfRequestsOnly: true,
    historyCacheSize: 0, // private pages do not belong in the browser's storage
    refreshOnHistoryMiss: true,
    scrollBehavior: "instant",
    timeout: 60_000,
    responseHandling: [
      { code: "204", swap: false },
      { code: "[23]..", swap: true },
      { code: "422", swap: true }, // a form that asks again
      { code: "[45]..", swap: false, error: true },
    ],
  });
  document.addEventListener("htmx:configRequest", (event) => {
    const { verb, headers } = (event as Configured).detail;
    if (verb !== "get") Object.assign(headers, changing());
  });
  document.addEventListener("htmx:sendError", () => toast({ text: say("lost"), trouble: true }));
  document.addEventListener("htmx:timeout", () => toast({ text: say("slow"), trouble: true }));
  document.addEventListener("htmx:responseError", (event) => {
    const { xhr } = (event as Failed).detail;
    // where the server says itself what is the matter, its words are better than ours
    if (!xhr.getResponseHeader("HX-Trigger")?.includes("toast")) toast({ text: refusal(xhr.status), trouble: true });
  });
}

/** What an error status means for the person who asked. */
export function refusal(status: number): string {
  if (status === 401) return say("signedOut");
  if (status === 403 || status === 404) return say("notYours");
  if (status === 409 || status === 412) return say("meanwhile");
  return say("broken", { status });
}
