/** Words that the server has not acknowledged, kept in the browser until it has. */

import { meta } from "../page.ts";

export interface Kept {
  text: string;
  /** The version that the words were written upon. */
  base: string | number;
  /** When, in milliseconds since 1970. */
  at: number;
}

const PREFIX = "furikaeri:unsaved:";

/** Kept words of one address and one person (`<meta name="user">`): nobody is offered what another one wrote. */
export class Keeper {
  readonly #key: string;

  constructor(address: string) {
    this.#key = `${PREFIX}${meta("user")}:${address}`;
  }

  keep(kept: Kept): void {
    try {
      localStorage.setItem(this.#key, JSON.stringify(kept));
    } catch {
      // the storage is full or forbidden: the guard at leaving still stands
    }
  }

  /** The server has the words. */
  release(): void {
    this.#remove(this.#key);
  }

  /** Words that an earlier visit left. From now on `keep` does not write over them: they are set aside until `decided`. */
  left(): Kept | undefined {
    const aside = this.#find(this.#aside);
    if (aside) return aside;
    const found = this.#find(this.#key);
    if (!found) return undefined;
    try {
      localStorage.setItem(this.#aside, JSON.stringify(found));
      localStorage.removeItem(this.#key);
    } catch {
      // no room for a second copy: the first stays where it is
    }
    return found;
  }

  /** The person has put the words back, or let them go. */
  decided(): void {
    this.#remove(this.#aside);
  }

  get #aside(): string {
    return `${this.#key}:left`;
  }

  #remove(key: string): void {
    try {
      localStorage.removeItem(key);
    } catch {
      // forbidden, so there was nothing
    }
  }

  #find(key: string): Kept | undefined {
    try {
      const found = JSON.parse(localStorage.getItem(key) ?? "null") as Partial<Kept> | null;
      if (typeof found?.text !== "string" || typeof found.at !== "number" || found.base === undefined) return undefined;
      return { text: found.text, base: found.base, at: found.at };
    } catch {
      return undefined;
    }
  }
}
