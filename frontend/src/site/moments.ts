/** Moments in words. */

import type { Lang } from "../language.ts";

const MINUTE_MS = 60_000;

/** A moment in words: "time" 14:02, "date" 15 Oct, "ago" 3 hours ago (a date when it is long past), else date and time. */
export function written(moment: Date, how: string, lang: Lang, zone: string | undefined, now: Date): string {
  const locale = lang === "ja" ? "ja-JP" : "en-GB";
  const format = (options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(locale, { ...options, ...(zone ? { timeZone: zone } : {}) }).format(moment);
  const time = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
  const thisYear = moment.getUTCFullYear() === now.getUTCFullYear();
  const date: Intl.DateTimeFormatOptions = { day: "numeric", month: "short" };
  if (!thisYear) date.year = "numeric";
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
