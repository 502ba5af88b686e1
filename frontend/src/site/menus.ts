/** `<details class="menu">` closes when one looks elsewhere, and gives the focus back on Escape.
 *
 * `<button type="button" data-close>` closes the dialog in which it stands. */

export function menus(): void {
  document.addEventListener("click", (event) => {
    if (event.target instanceof Element) event.target.closest("[data-close]")?.closest("dialog")?.close();
    for (const menu of document.querySelectorAll<HTMLDetailsElement>("details.menu[open]")) {
      if (!(event.target instanceof Node) || !menu.contains(event.target)) menu.open = false;
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = document.querySelector<HTMLDetailsElement>("details.menu[open]");
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary")?.focus();
  });
}
