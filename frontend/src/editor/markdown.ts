/** Markdown as a language of the editor, and the class names by which review.css sets it. */

import { markdownKeymap, markdownLanguage } from "@codemirror/lang-markdown";
import { LanguageSupport, syntaxHighlighting } from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import { keymap } from "@codemirror/view";
import { tagHighlighter, tags } from "@lezer/highlight";

const set = tagHighlighter([
  { tag: [tags.heading1, tags.heading2], class: "md-heading" },
  { tag: [tags.heading3, tags.heading4, tags.heading5, tags.heading6], class: "md-heading-small" },
  { tag: tags.strong, class: "md-strong" },
  { tag: tags.emphasis, class: "md-emphasis" },
  { tag: tags.strikethrough, class: "md-struck" },
  { tag: [tags.link, tags.labelName], class: "md-link" },
  { tag: tags.url, class: "md-address" },
  { tag: tags.monospace, class: "md-code" },
  { tag: tags.quote, class: "md-quote" },
  { tag: tags.comment, class: "md-comment" },
  { tag: [tags.processingInstruction, tags.contentSeparator], class: "md-mark" },
]);

/** Lists and quotations go on at Enter; HTML inside is left as it is, so that its parser need not be fetched. */
export function markdown(): Extension {
  return [new LanguageSupport(markdownLanguage), syntaxHighlighting(set), keymap.of(markdownKeymap)];
}
