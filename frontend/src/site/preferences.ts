/** Theme and language at once, where the plain forms would load the page anew.
 *
 * `<form class="choice" data-theme-choice method="post"><button name="theme" value="paper|ink" aria-pressed>`: pressing
 * the chosen one again goes back to what the system says, as "auto" does;
 * `<form data-lang-choice method="post">` gets the present address, with its place, as field `next`.
 * `<form data-autosubmit>` is sent when a choice in it changes (filter bars). */

const YEAR_S = 31_536_000;

export function preferences(): void {
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    const { submitter } = event;
    if (form.matches("[data-theme-choice]") && submitter instanceof HTMLButtonElement) {
      event.preventDefault();
      choose(form, submitter);
    }
    if (form.matches("[data-lang-choice]")) {
      const next = form.elements.namedItem("next");
      if (next instanceof HTMLInputElement) next.value = location.pathname + location.search + location.hash;
    }
  });
  document.addEventListener("change", (event) => {
    const field = event.target;
    if (!(field instanceof HTMLSelectElement || (field instanceof HTMLInputElement && /^(checkbox|radio|date)$/.test(field.type)))) return;
    if (field.form?.matches("[data-autosubmit]")) field.form.requestSubmit();
  });
}

function choose(form: HTMLFormElement, pressed: HTMLButtonElement): void {
  const auto = pressed.value === "auto" || pressed.getAttribute("aria-pressed") === "true";
  const secure = location.protocol === "https:" ? ";secure" : "";
  const cookie = (value: string, age: number): string => `theme=${value};path=/;max-age=${age};samesite=lax${secure}`;
  if (auto) {
    delete document.documentElement.dataset["theme"];
    document.cookie = cookie("", 0);
  } else {
    document.documentElement.dataset["theme"] = pressed.value;
    document.cookie = cookie(encodeURIComponent(pressed.value), YEAR_S);
  }
  for (const one of form.querySelectorAll("button")) {
    one.setAttribute("aria-pressed", String(auto ? one.value === "auto" : one === pressed));
  }
}
