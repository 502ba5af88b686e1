import assert from "node:assert/strict";
import { test } from "node:test";
import { marked } from "../src/editor/stances.ts";

function put(line: string, word: string): string {
  const { from, to, insert } = marked(line, word);
  return line.slice(0, from) + insert + line.slice(to);
}

test("the mark opens the line, behind what makes it a list or a quotation", () => {
  assert.equal(put("It was slow.", "fact"), "[fact] It was slow.");
  assert.equal(put("- 遅かった。", "事実"), "- [事実] 遅かった。");
  assert.equal(put("  2. > x", "opinion"), "  2. > [opinion] x");
  assert.equal(put("- [ ] ask", "opinion"), "- [ ] [opinion] ask");
});

test("another mark takes the place of the first, the same one goes", () => {
  assert.equal(put("[fact] x", "inference"), "[inference] x");
  assert.equal(put("[事実] x", "opinion"), "[opinion] x");
  assert.equal(put("- [fact] x", "fact"), "- x");
});

test("a link is no mark", () => {
  assert.equal(put("[facts](https://example.org)", "fact"), "[fact] [facts](https://example.org)");
});
