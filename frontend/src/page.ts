/** What a page says about itself in its head, and making elements without markup in strings. */

/** The content of `<meta name="...">`, or "" where the page has none. */
export function meta(name: string): string {
  return document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? "";
}

/** Headers for a request that changes something.
 *
 * The cookie knows the token of a session that was opened again in another tab; the page knows it where scripts may not
 * read the cookie. */
export function changing(): Record<string, string> {
  const cookie = /(?:^|; )(?:__Host-|__Secure-)?csrftoken=([^;]+)/.exec(document.cookie)?.[1];
  return { "X-CSRFToken": cookie ? decodeURIComponent(cookie) : meta("csrf-token") };
}

type Child = Node | string | undefined | false;
type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/** An element: attributes that are false or undefined are left out, true ones are empty. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.filter((child): child is Node | string => child !== undefined && child !== false));
  return element;
}

/** A quiet button; `kind` is the modifier of `.btn` ("go", "text", "grave"). */
export function button(words: string, kind: "" | "go" | "text" | "grave", act?: (event: MouseEvent) => void): HTMLButtonElement {
  const made = make("button", { type: "button", class: kind ? `btn btn--${kind}` : "btn" }, words);
  if (act) made.addEventListener("click", act);
  return made;
}

/** All elements that match, in `root` or `root` itself. */
export function within<E extends Element = HTMLElement>(root: ParentNode, selector: string): E[] {
  const found = [...root.querySelectorAll<E>(selector)];
  return root instanceof Element && root.matches(selector) ? [root as unknown as E, ...found] : found;
}
