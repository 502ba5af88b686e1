/** Repeatable chance, for tests that try many inputs. */

export class Chance {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** A whole number from 0 up to, not including, `below`. */
  below(below: number): number {
    this.#state = (Math.imul(this.#state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((this.#state / 2 ** 32) * below);
  }

  one<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)] as T;
  }

  /** A text of up to `most` short lines in two languages, with characters of two units among them. */
  text(most: number): string {
    const words = ["key", "鍵", "𠮷野家", "🚉", "gate ", "改札", "が", "\n", "\n", "\n\n", "é", " "];
    return Array.from({ length: this.below(most) }, () => this.one(words)).join("");
  }
}
