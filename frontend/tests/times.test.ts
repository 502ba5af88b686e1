import assert from "node:assert/strict";
import { test } from "node:test";
import { written } from "../src/site/moments.ts";
import { bytes } from "../src/site/sizes.ts";
import { quoted } from "../src/site/quotation.ts";

const moment = new Date("2026-10-14T20:05:00Z");
const at = (iso: string): Date => new Date(iso);

test("a moment is written in the reader's zone and language", () => {
  const now = at("2026-10-15T00:00:00Z");
  assert.equal(written(moment, "time", "en", "Asia/Tokyo", now), "05:05");
  assert.equal(written(moment, "date", "en", "Asia/Tokyo", now), "15 Oct");
  assert.equal(written(moment, "date", "ja", "UTC", now), "10月14日");
  assert.match(written(moment, "date", "en", "UTC", at("2027-01-01T00:00:00Z")), /2026/);
});

test("what was a moment ago is said so, what is long past has its date", () => {
  assert.equal(written(moment, "ago", "en", "UTC", at("2026-10-14T20:08:00Z")), "3 minutes ago");
  assert.equal(written(moment, "ago", "ja", "UTC", at("2026-10-14T23:05:00Z")), "3 時間前");
  assert.equal(written(moment, "ago", "en", "UTC", at("2026-12-14T23:05:00Z")), "14 Oct");
});

test("sizes as a person writes them", () => {
  assert.deepEqual([12, 4_200, 1_540_000, 48_000_000].map(bytes), ["12 B", "4 kB", "1.5 MB", "48 MB"]);
});

test("a quotation keeps a little of what stands around it, and no half characters", () => {
  const { quote, before, after } = quoted(`${"a".repeat(40)}𠮷${"b".repeat(31)}`, "  the words ", `${"c".repeat(31)}𠮷`);
  assert.equal(quote, "the words");
  assert.equal(before, "b".repeat(31));
  assert.equal(after, "c".repeat(31));
});
