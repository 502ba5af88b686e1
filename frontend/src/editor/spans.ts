/** Spans of text as the server tells them: UTF-16 code units, as the browser counts. */

export interface Span {
  from: number;
  to: number;
}

/** The span inside the text, never through the middle of a character; undefined where nothing of it is left. */
export function spanWithin(text: string, from: number, to: number): Span | undefined {
  if (!Number.isFinite(from) || !Number.isFinite(to)) return undefined;
  let start = Math.min(Math.max(Math.trunc(from), 0), text.length);
  let end = Math.min(Math.max(Math.trunc(to), 0), text.length);
  if (splits(text, start)) start -= 1;
  if (splits(text, end)) end += 1;
  return start < end ? { from: start, to: end } : undefined;
}

/** Whether a position stands between the two halves of one character. */
export function splits(text: string, at: number): boolean {
  return at > 0 && at < text.length && /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(text.slice(at - 1, at + 1));
}

/** Line ends as the editor counts them: one unit each. */
export function oneUnitLines(text: string): string {
  return text.replace(/\r\n?/g, "\n");
}
