import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { fill, LANGS, type Words } from "../src/language.ts";
import { words as editor } from "../src/editor/words.ts";
import { words as site } from "../src/site/words.ts";

const named = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as string).sort();

for (const [part, words] of Object.entries({ site, editor } as Record<string, Words>)) {
  test(`${part}: every word is there in both languages, with the same values`, () => {
    for (const [key, text] of Object.entries(words)) {
      assert.deepEqual(Object.keys(text).sort(), [...LANGS].sort(), key);
      for (const lang of LANGS) assert.ok(text[lang].trim() === text[lang] && text[lang], `${key} in ${lang}`);
      assert.deepEqual(named(text.ja), named(text.en), key);
      assert.ok(!/[぀-ヿ一-鿿]/.test(text.en), `${key}: Japanese in English`);
      assert.ok(/[぀-ヿ一-鿿]/.test(text.ja) || !/[A-Za-z]{2}/.test(text.ja.replace(/\{\w+\}/g, "")), `${key}: English in Japanese`);
    }
  });

  test(`${part}: every word is said somewhere`, () => {
    const folder = new URL(`../src/${part}/`, import.meta.url);
    const source = readdirSync(folder)
      .filter((name) => name !== "words.ts")
      .map((name) => readFileSync(new URL(name, folder), "utf8"))
      .join("\n");
    for (const key of Object.keys(words)) {
      // a failure's kind is the key of its words
      assert.ok(source.includes(`"${key}"`), `${key} is never said`);
    }
  });
}

test("values are put in, a missing one shows its name", () => {
  assert.equal(fill("Saved {time}", { time: "14:31" }), "Saved 14:31");
  assert.equal(fill("{a} and {b}", { a: 0 }), "0 and {b}");
});
