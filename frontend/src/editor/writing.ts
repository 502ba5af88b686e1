/** The CodeMirror view: a page of text that wraps, is safe for input methods, and lets Tab go on its way. */

import { completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { nextDiagnostic, previousDiagnostic } from "@codemirror/lint";
import { highlightSelectionMatches, searchKeymap } from "@codemirror/search";
import { EditorState, type Extension } from "@codemirror/state";
import { EditorView, drawSelection, dropCursor, highlightSpecialChars, keymap, placeholder, type ViewUpdate } from "@codemirror/view";
import { meta } from "../page.ts";
import { markdown } from "./markdown.ts";
import { marking } from "./noticing.ts";
import { stanceMarks } from "./stances.ts";
import { surround } from "./toolbar.ts";
import { say } from "./words.ts";

export interface WritingOptions {
  text: string;
  lang: string;
  label: string;
  hint: string;
  readOnly: boolean;
  snippets: Extension;
  update: (update: ViewUpdate) => void;
  blur: () => void;
  save: () => void;
  enterNote: () => boolean;
}

const STATUS_BAR_PX = 72;

/** How much of the text's foot the page's status bar lies over: the cursor keeps clear of it.
 *
 * No more than that: what is told here as covered is also where no list of events is shown. */
function covered(view: EditorView): number {
  const under = view.dom.getBoundingClientRect().bottom - (innerHeight - STATUS_BAR_PX);
  return Math.min(Math.max(under, 0), STATUS_BAR_PX);
}

export function writing(options: WritingOptions): EditorView {
  const nonce = meta("csp-nonce");
  const keys = [
    { key: "Mod-s", preventDefault: true, run: () => (options.save(), true) },
    { key: "Mod-b", run: (view: EditorView) => surround(view, "**", "**") },
    { key: "F8", run: nextDiagnostic },
    { key: "Shift-F8", run: previousDiagnostic },
    { key: "Mod-.", run: options.enterNote },
  ];
  return new EditorView({
    state: EditorState.create({
      doc: options.text,
      extensions: [
        nonce ? EditorView.cspNonce.of(nonce) : [],
        EditorView.lineWrapping,
        EditorState.allowMultipleSelections.of(true),
        options.readOnly ? [EditorState.readOnly.of(true), EditorView.editable.of(false)] : [],
        EditorView.contentAttributes.of({
          lang: options.lang,
          "aria-label": options.label || say("editing"),
          spellcheck: "true",
          autocapitalize: "sentences",
        }),
        EditorView.scrollMargins.of((view) => ({ bottom: covered(view) })),
        placeholder(options.hint),
        history(),
        drawSelection(),
        dropCursor(),
        highlightSpecialChars(),
        highlightSelectionMatches(),
        markdown(),
        marking(),
        stanceMarks,
        options.snippets,
        // no indentWithTab: Tab leaves the editor
        keymap.of([...keys, ...completionKeymap, ...searchKeymap, ...historyKeymap, ...defaultKeymap]),
        EditorView.updateListener.of(options.update),
        EditorView.domEventHandlers({ blur: options.blur }),
      ],
    }),
  });
}
