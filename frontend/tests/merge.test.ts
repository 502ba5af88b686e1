import assert from "node:assert/strict";
import { test } from "node:test";
import { ChangeSet, EditorSelection, EditorState, Text } from "@codemirror/state";
import { replacements } from "../src/editor/differences.ts";
import { incoming } from "../src/editor/merge.ts";
import { Chance } from "./chance.ts";

const doc = (text: string): Text => Text.of(text.split("\n"));
const typed = (sent: string, now: string): ChangeSet => ChangeSet.of(replacements(sent, now), sent.length);
const merged = (sent: string, answered: string, now: string): string =>
  incoming(sent, answered, typed(sent, now)).apply(doc(now)).toString();

test("nothing typed meanwhile: the answer as it is", () => {
  assert.equal(merged("a\nb\n", "a\nB\nc\n", "a\nb\n"), "a\nB\nc\n");
});

test("nothing came from others: what was typed as it is", () => {
  assert.equal(merged("a\nb\n", "a\nb\n", "a\nb and more\n"), "a\nb and more\n");
});

test("both sides in different lines: both are there", () => {
  const sent = "第一段落。\n\n第二段落。\n";
  assert.equal(merged(sent, "第一段落、直した。\n\n第二段落。\n", "第一段落。\n\n第二段落。続き。\n"), "第一段落、直した。\n\n第二段落。続き。\n");
});

test("both added at the same place: both are there", () => {
  const both = merged("end\n", "end\ntheirs\n", "end\nmine\n");
  assert.match(both, /theirs/);
  assert.match(both, /mine/);
});

test("what one typed inside a passage that others took away stays", () => {
  assert.match(merged("one\ntwo\nthree\n", "one\nthree\n", "one\ntwo MINE\nthree\n"), /MINE/);
});

test("nothing inserted on either side is ever lost", () => {
  const chance = new Chance(11);
  for (let i = 0; i < 400; i += 1) {
    const sent = chance.text(30);
    const put = (mark: string): string => {
      const points = [...sent];
      points.splice(chance.below(points.length + 1), chance.below(4), mark);
      return points.join("");
    };
    const both = merged(sent, put("＜theirs＞"), put("＜mine＞"));
    assert.ok(both.includes("theirs") && both.includes("mine"), `${JSON.stringify(sent)} became ${JSON.stringify(both)}`);
  }
});

test("the cursor stays in the words where it was", () => {
  const sent = "one\ntwo\n";
  const state = EditorState.create({ doc: sent, selection: EditorSelection.cursor(6) }); // tw|o
  const changes = incoming(sent, "zero\none\ntwo\n", ChangeSet.empty(sent.length));
  const after = state.update({ changes }).state;
  assert.equal(after.sliceDoc(0, after.selection.main.head), "zero\none\ntw");
});
