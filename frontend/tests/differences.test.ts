import assert from "node:assert/strict";
import { test } from "node:test";
import { replacements, type Replacement } from "../src/editor/differences.ts";
import { splits } from "../src/editor/spans.ts";
import { Chance } from "./chance.ts";

function applied(text: string, changes: readonly Replacement[]): string {
  return changes.toReversed().reduce((now, { from, to, insert }) => now.slice(0, from) + insert + now.slice(to), text);
}

test("equal texts have no differences", () => {
  assert.deepEqual(replacements("a\nb\n", "a\nb\n"), []);
  assert.deepEqual(replacements("", ""), []);
});

test("only what differs is replaced", () => {
  assert.deepEqual(replacements("one\ntwo\nthree\n", "one\ntwo and more\nthree\n"), [{ from: 7, to: 7, insert: " and more" }]);
  assert.deepEqual(replacements("a\nb\nc\nd\n", "A\nb\nc\nD\n"), [
    { from: 0, to: 1, insert: "A" },
    { from: 6, to: 7, insert: "D" },
  ]);
});

test("a character of two units is replaced whole", () => {
  const [change] = replacements("𠮷\n", "𠮸\n"); // their first halves are the same unit
  assert.deepEqual(change, { from: 0, to: 2, insert: "𠮸" });
});

test("the replacements make one text the other, whatever the texts", () => {
  const chance = new Chance(7);
  for (let i = 0; i < 600; i += 1) {
    const before = chance.text(40);
    const after = chance.below(2) ? chance.text(40) : before.slice(0, chance.below(before.length + 1)) + chance.text(6) + before;
    const changes = replacements(before, after);
    assert.equal(applied(before, changes), after);
    for (const [n, { from, to }] of changes.entries()) {
      assert.ok(from <= to && (n === 0 || from >= (changes[n - 1] as Replacement).to), "in order and apart");
      const cut = splits(before, from) || splits(before, to);
      // a text that was itself cut inside a character cannot be mended here
      assert.ok(!cut || /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/.test(after));
    }
  }
});

test("a very long text is answered in a moment", () => {
  const before = Array.from({ length: 30_000 }, (_, i) => `line ${i}\n`).join("");
  const started = performance.now();
  const after = before.replaceAll("line 1", "Zeile 1");
  assert.equal(applied(before, replacements(before, after)), after);
  assert.ok(performance.now() - started < 1000);
});
