/** Comments that the linter's notes put into the text, in the forms that the linter reads. */

import type { Replacement } from "./differences.ts";

const LONGEST_REASON = 300;

/** The question, as a comment behind the passage: `<!-- ? question -->`. */
export function askInText(text: string, end: number, question: string): Replacement {
  return behind(text, end, `<!-- ? ${oneLine(question)} -->`);
}

/** Leaves the words as they are and says why: `<!-- furikaeri: ok RULE: reason -->`. */
export function leaveInText(text: string, end: number, rule: string, reason: string): Replacement {
  return behind(text, end, `<!-- furikaeri: ok ${rule}: ${oneLine(reason).slice(0, LONGEST_REASON)} -->`);
}

/** One line that cannot end its comment early. */
function oneLine(words: string): string {
  return words.replace(/--+/g, "–").replace(/\s+/g, " ").replace(/>/g, "›").trim();
}

/** At the end of the line, or of the table cell: before white space and the mark of a hard break. */
function behind(text: string, end: number, comment: string): Replacement {
  const last = Math.max(end - 1, 0); // the passage's last unit: a line end belongs to the line it ends
  const lineStart = last === 0 ? 0 : text.lastIndexOf("\n", last - 1) + 1;
  const newline = text.indexOf("\n", last);
  let stop = newline < 0 ? text.length : newline;
  if (/^\s*\|/.test(text.slice(lineStart, stop))) {
    const bar = /(?<!\\)\|/g;
    bar.lastIndex = end;
    const found = bar.exec(text.slice(0, stop));
    if (found) stop = found.index;
  }
  const at = lineStart + text.slice(lineStart, stop).trimEnd().replace(/\\$/, "").trimEnd().length;
  const gap = at === lineStart ? "" : " ";
  return { from: at, to: at, insert: gap + comment };
}
