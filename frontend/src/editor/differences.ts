/** What changed between two texts: a few replacements, line by line, trimmed to the characters that differ. */

import { splits } from "./spans.ts";

export interface Replacement {
  from: number;
  to: number;
  insert: string;
}

/** Past this many lines on either side the middle is taken as one replacement: nobody waits for a finer answer. */
const MOST_LINES = 2000;

/** Replacements in `before`, in order and apart, that make it `after`. */
export function replacements(before: string, after: string): Replacement[] {
  const old = lines(before);
  const now = lines(after);
  let head = 0;
  while (head < old.length && head < now.length && old[head] === now[head]) head += 1;
  let tail = 0;
  while (tail < old.length - head && tail < now.length - head && old.at(-1 - tail) === now.at(-1 - tail)) tail += 1;
  const oldMiddle = old.slice(head, old.length - tail);
  const nowMiddle = now.slice(head, now.length - tail);
  let at = old.slice(0, head).join("").length;
  const found: Replacement[] = [];
  for (const [gone, come] of hunks(oldMiddle, nowMiddle)) {
    if (gone === come) {
      at += gone.length;
      continue;
    }
    found.push(trimmed(at, gone, come));
    at += gone.length;
  }
  return found;
}

/** Lines with their ends. */
function lines(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** Pairs of old and new text in order; equal pairs stayed. */
function hunks(old: readonly string[], now: readonly string[]): [string, string][] {
  if (old.length > MOST_LINES || now.length > MOST_LINES) return [[old.join(""), now.join("")]];
  // longest common subsequence: table[i][j] for the rest of both from i and j
  const width = now.length + 1;
  const table = new Uint16Array((old.length + 1) * width);
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = now.length - 1; j >= 0; j -= 1) {
      const [skipOld, skipNow] = [table[(i + 1) * width + j] as number, table[i * width + j + 1] as number];
      table[i * width + j] = old[i] === now[j] ? (table[(i + 1) * width + j + 1] as number) + 1 : Math.max(skipOld, skipNow);
    }
  }
  const pairs: [string, string][] = [];
  let [i, j, gone, come] = [0, 0, "", ""];
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && old[i] === now[j]) {
      if (gone || come) pairs.push([gone, come]);
      [gone, come] = ["", ""];
      pairs.push([old[i] as string, now[j] as string]);
      i += 1;
      j += 1;
    } else if (j >= now.length || (i < old.length && (table[(i + 1) * width + j] as number) >= (table[i * width + j + 1] as number))) {
      gone += old[i] as string;
      i += 1;
    } else {
      come += now[j] as string;
      j += 1;
    }
  }
  if (gone || come) pairs.push([gone, come]);
  return pairs;
}

/** The replacement without what both sides share at their ends; no character is cut in half. */
function trimmed(at: number, gone: string, come: string): Replacement {
  const most = Math.min(gone.length, come.length);
  let head = 0;
  while (head < most && gone[head] === come[head]) head += 1;
  while (splits(gone, head) || splits(come, head)) head -= 1;
  let tail = 0;
  while (tail < most - head && gone.at(-1 - tail) === come.at(-1 - tail)) tail += 1;
  while (tail > 0 && (splits(gone, gone.length - tail) || splits(come, come.length - tail))) tail -= 1;
  return { from: at + head, to: at + gone.length - tail, insert: come.slice(head, come.length - tail) };
}
