/** `<time datetime="..." data-local="time|date|datetime|ago">`: the moment in the reader's own zone and language.
 *
 * The zone is `<meta name="time-zone">` where the reader has chosen one, else the browser's. Times of a chronology are
 * evidence and stay as the server wrote them: they carry no data-local. */

import { meta, within } from "../page.ts";
import { pageLang } from "../language.ts";
import { written } from "./moments.ts";
import { onArrival } from "./requests.ts";

const MINUTE_MS = 60_000;

export function clocks(): void {
  onArrival(localise);
  setInterval(() => localise(document.body, "[data-local='ago']"), MINUTE_MS);
}

function localise(root: HTMLElement, selector = "time[data-local]"): void {
  const zone = meta("time-zone") || undefined;
  for (const element of within<HTMLTimeElement>(root, selector)) {
    const moment = new Date(element.dateTime);
    if (Number.isNaN(moment.getTime())) continue;
    element.textContent = written(moment, element.dataset["local"] ?? "", pageLang(), zone, new Date());
    element.title = written(moment, "whole", pageLang(), zone, new Date());
  }
}
