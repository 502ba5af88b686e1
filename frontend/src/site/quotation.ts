/** What is kept of chosen words, so that they are found again. */

const AROUND = 32;
const MOST = 2000;

export interface Quote {
  quote: string;
  before: string;
  after: string;
}

/** The words chosen and a little of what stands around them, so that they are found again in an edited text. */
export function quoted(before: string, quote: string, after: string): Quote {
  return { quote: quote.trim().slice(0, MOST), before: whole(before.slice(-AROUND)), after: whole(after.slice(0, AROUND)) };
}

/** Without half a character at either end. */
function whole(text: string): string {
  return text.replace(/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/g, "");
}
