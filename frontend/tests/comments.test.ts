import assert from "node:assert/strict";
import { test } from "node:test";
import { askInText, leaveInText } from "../src/editor/comments.ts";
import type { Replacement } from "../src/editor/differences.ts";

const put = (text: string, { from, to, insert }: Replacement): string => text.slice(0, from) + insert + text.slice(to);

test("the question stands behind its line", () => {
  const text = "It was careless.\nNext.\n";
  assert.equal(put(text, askInText(text, 15, "What did they see?")), "It was careless. <!-- ? What did they see? -->\nNext.\n");
});

test("the reason names its rule in the form that the linter reads", () => {
  const text = "不注意だった。";
  const after = put(text, leaveInText(text, text.length, "human-error.carelessness", "本人の言葉の引用"));
  assert.equal(after, "不注意だった。 <!-- furikaeri: ok human-error.carelessness: 本人の言葉の引用 -->");
});

test("in a table the comment stays inside its cell", () => {
  const text = "| a | be careful | c |\n";
  assert.equal(put(text, askInText(text, 16, "How?")), "| a | be careful <!-- ? How? --> | c |\n");
});

test("it stands before a hard break, whichever kind", () => {
  assert.equal(put("words\\\nmore", askInText("words\\\nmore", 5, "How?")), "words <!-- ? How? -->\\\nmore");
  assert.equal(put("words  \nmore", askInText("words  \nmore", 5, "How?")), "words <!-- ? How? -->  \nmore");
});

test("a span that ends with its line end belongs to that line", () => {
  assert.equal(put("one\ntwo\n", askInText("one\ntwo\n", 4, "How?")), "one <!-- ? How? -->\ntwo\n");
});

test("no reason can end the comment early or leave its line", () => {
  const { insert } = leaveInText("x", 1, "r", "a --> b\n<script> -- c".repeat(40));
  assert.equal(insert.match(/-->/g)?.length, 1);
  assert.ok(!insert.includes("\n") && insert.endsWith(" -->") && insert.length < 400);
});
