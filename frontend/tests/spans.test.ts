import assert from "node:assert/strict";
import { test } from "node:test";
import { oneUnitLines, spanWithin } from "../src/editor/spans.ts";
import { Chance } from "./chance.ts";

test("a span inside the text stays as it is", () => {
  assert.deepEqual(spanWithin("改札が拒否した。", 3, 7), { from: 3, to: 7 });
});

test("a span past the end is cut, one outside is none", () => {
  assert.deepEqual(spanWithin("abc", 1, 99), { from: 1, to: 3 });
  assert.deepEqual(spanWithin("abc", -5, 2), { from: 0, to: 2 });
  assert.equal(spanWithin("abc", 7, 9), undefined);
  assert.equal(spanWithin("abc", 2, 2), undefined);
  assert.equal(spanWithin("abc", 3, 1), undefined);
  assert.equal(spanWithin("abc", Number.NaN, 2), undefined);
});

test("half a character is taken whole", () => {
  assert.deepEqual(spanWithin("a𠮷b", 2, 3), { from: 1, to: 3 });
  assert.deepEqual(spanWithin("a𠮷b", 0, 2), { from: 0, to: 3 });
});

test("code points of the core and units of the browser name the same words", () => {
  const chance = new Chance(3);
  for (let i = 0; i < 300; i += 1) {
    const points = [...chance.text(30)];
    if (!points.length) continue;
    const start = chance.below(points.length);
    const end = start + 1 + chance.below(points.length - start);
    const units = (n: number): number => points.slice(0, n).join("").length;
    const text = points.join("");
    const span = spanWithin(text, units(start), units(end));
    assert.equal(text.slice(span?.from, span?.to), points.slice(start, end).join(""));
  }
});

test("line ends count one unit", () => {
  assert.equal(oneUnitLines("a\r\nb\rc\nd"), "a\nb\nc\nd");
});
