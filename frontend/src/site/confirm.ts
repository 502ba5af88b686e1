/** Asks before what cannot easily be taken back, in a `<dialog>`.
 *
 * On a form, a submit button, a link or a button that htmx sends:
 *   data-confirm="what will happen"          the question; needed
 *   data-confirm-title, data-confirm-yes     words for the heading and the button
 *   data-confirm-grave                       destroys something: the button is vermilion
 *   data-confirm-reason="field name"         also asks for a reason and sends it in that field (forms only)
 *   data-confirm-reason-label="..."          how it asks */

import { button, make } from "../page.ts";
import { say } from "./words.ts";

const agreed = new WeakSet<Element>();
const SENDS = "[hx-post], [hx-delete], [hx-put], [hx-patch], [hx-get]";

export function confirmations(): void {
  document.addEventListener("submit", onSubmit, true);
  document.addEventListener("click", onClick, true);
}

function onSubmit(event: SubmitEvent): void {
  const form = event.target;
  if (!(form instanceof HTMLFormElement)) return;
  const { submitter } = event;
  const asked = submitter?.matches("[data-confirm]") ? submitter : form;
  if (!(asked instanceof HTMLElement) || asked.dataset["confirm"] === undefined || agreed.delete(form)) return;
  hold(event);
  void ask(asked).then((answer) => {
    if (answer === undefined) return;
    const field = asked.dataset["confirmReason"];
    if (field) setHidden(form, field, answer);
    agreed.add(form);
    form.requestSubmit(submitter instanceof HTMLElement && submitter.isConnected ? submitter : undefined);
  });
}

function onClick(event: MouseEvent): void {
  const asked = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-confirm]") : null;
  if (!asked || asked instanceof HTMLFormElement || agreed.delete(asked)) return;
  const submits = asked instanceof HTMLButtonElement && asked.type === "submit" && asked.form && !asked.matches(SENDS);
  if (submits) return; // the submit event knows more
  hold(event);
  void ask(asked).then((answer) => {
    if (answer === undefined || !asked.isConnected) return;
    agreed.add(asked);
    asked.click();
  });
}

function hold(event: Event): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}

function setHidden(form: HTMLFormElement, name: string, value: string): void {
  const there = form.elements.namedItem(name);
  if (there instanceof HTMLInputElement || there instanceof HTMLTextAreaElement) there.value = value;
  else form.append(make("input", { type: "hidden", name, value }));
}

/** The reason given ("" where none was asked for), or undefined where the person thought better of it. */
function ask(asked: HTMLElement): Promise<string | undefined> {
  const { confirm, confirmTitle, confirmYes, confirmGrave, confirmReason, confirmReasonLabel } = asked.dataset;
  const dialog = make("dialog", { "aria-labelledby": "confirm-title" });
  const form = make("form", { method: "dialog" });
  form.append(make("h2", { id: "confirm-title" }, confirmTitle ?? say("sure")));
  if (confirm) form.append(make("p", {}, confirm));
  const reason = make("textarea", { class: "field", id: "confirm-reason", rows: 3, required: true });
  if (confirmReason) form.append(make("label", { for: "confirm-reason" }, confirmReasonLabel ?? say("reason")), reason);
  const yes = make("button", { class: `btn btn--${confirmGrave === undefined ? "go" : "grave"}`, value: "yes" }, confirmYes ?? say("yes"));
  form.append(make("div", { class: "acts" }, button(say("cancel"), "", () => dialog.close()), yes));
  dialog.append(form);
  document.body.append(dialog);
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      asked.focus();
      resolve(dialog.returnValue === "yes" ? reason.value.trim() : undefined);
    });
    dialog.showModal();
    (confirmReason ? reason : yes).focus();
  });
}
