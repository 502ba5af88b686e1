/** An answer that holds other people's words, laid over what was typed while it was under way. */

import { ChangeSet } from "@codemirror/state";
import { replacements } from "./differences.ts";

/** Changes to the present text that bring in what the server added to the text it was sent.
 *
 * `since`: what was typed after sending. Nothing typed is lost: where both changed the same words, both stay. */
export function incoming(sent: string, answered: string, since: ChangeSet): ChangeSet {
  return ChangeSet.of(replacements(sent, answered), sent.length).map(since, true);
}
