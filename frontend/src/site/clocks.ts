/** `<time datetime="..." data-local="time|date|datetime|ago">`: the moment in the reader's own zone and language.
 *
 * The zone is `<meta name="time-zone">` where the reader has chosen one, else the browser's. Times of a chronology are
 * evidence and stay as the server wrote them: they carry no data-local. */

import { meta, within } from "../page.ts";
import { pageLang, type Lang } from "../language.ts";
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

/** A moment in words: "time" 14:02, "date" 15 Oct, "ago" 3 hours ago (a date when it is long past), else date and time. */
export function written(moment: Date, how: string, lang: Lang, zone: string | undefined, now: Date): string {
  const locale = lang === "ja" ? "ja-JP" : "en-GB";
  const format = (options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(locale, { ...options, ...(zone ? { timeZone: zone } : {}) }).format(moment);
  const time = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
  const thisYear = moment.getUTCFullYear() === now.getUTCFullYear();
  const date = { day: "numeric", month: "short", ...(thisYear ? {} : { year: "numeric" }) } as const;
  if (how === "time") return format(time);
  if (how === "date") return format(date);
  if (how === "whole") return format({ dateStyle: "full", timeStyle: "long" });
  if (how === "ago") return ago(moment, now, locale) ?? format(date);
  return format({ ...date, ...time });
}

function ago(moment: Date, now: Date, locale: string): string | undefined {
  const minutes = Math.round((moment.getTime() - now.getTime()) / MINUTE_MS);
  const words = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  if (Math.abs(minutes) < 60) return words.format(minutes, "minute");
  if (Math.abs(minutes) < 24 * 60) return words.format(Math.round(minutes / 60), "hour");
  if (Math.abs(minutes) < 7 * 24 * 60) return words.format(Math.round(minutes / 60 / 24), "day");
  return undefined;
}
