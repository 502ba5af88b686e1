/** Saves by itself: a moment after the last word, at leaving, and again until the server says that it has it. */

import { changing } from "../page.ts";

export type Version = string | number;

/** What PUT answers: the text as it now stands, with other people's words where `merged`. */
export interface Acknowledged {
  version: Version;
  text: string;
  merged: boolean;
  note: string;
}

export type Failure = { kind: "offline" } | { kind: "signed-out" } | { kind: "busy" | "refused"; status: number };

export interface SavingHost {
  /** The text to send now; undefined while an input method is composing, and it is asked again soon. */
  text(): string | undefined;
  changedSinceSent(): boolean;
  sending(): void;
  acknowledged(sent: string, answer: Acknowledged): Promise<void>;
  failed(failure: Failure): void;
}

const REST_MS = 1200;
const COMPOSING_MS = 300;
const RETRY_MS = [2000, 5000, 15_000, 30_000];

export class Saving {
  base: Version;
  readonly #address: string;
  readonly #host: SavingHost;
  #timer = 0;
  #tries = 0;
  #under: Promise<void> | undefined;

  constructor(address: string, base: Version, host: SavingHost) {
    this.#address = address;
    this.base = base;
    this.#host = host;
    addEventListener("online", () => this.#host.changedSinceSent() && void this.now());
  }

  /** Saves once the writer rests. */
  soon(wait = REST_MS): void {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.now(), wait);
  }

  /** Saves at once; after the save that is under way, if there is one. */
  async now(): Promise<void> {
    clearTimeout(this.#timer);
    while (this.#under) await this.#under;
    const text = this.#host.text();
    if (text === undefined) return this.soon(COMPOSING_MS);
    this.#under = this.#send(text).finally(() => (this.#under = undefined));
    await this.#under;
    if (this.#tries === 0 && this.#host.changedSinceSent()) this.soon();
  }

  /** The last chance: the page goes away. The answer comes too late to be read, so the words stay kept. */
  leave(text: string): void {
    if (new Blob([text]).size > 60_000) return; // browsers refuse more than 64 kB here
    void fetch(this.#address, this.#request(text, true)).catch(() => undefined);
  }

  async #send(text: string): Promise<void> {
    this.#host.sending();
    let response: Response;
    try {
      response = await fetch(this.#address, this.#request(text, false));
    } catch {
      return this.#fail({ kind: "offline" });
    }
    const { status } = response;
    if (response.redirected || status === 401 || status === 403) return this.#fail({ kind: "signed-out" });
    if (status >= 500 || status === 429 || status === 408) return this.#fail({ kind: "busy", status });
    if (!response.ok) return this.#fail({ kind: "refused", status });
    const answer = read(await response.json().catch(() => undefined));
    if (!answer) return this.#fail({ kind: "refused", status });
    this.#tries = 0;
    this.base = answer.version;
    await this.#host.acknowledged(text, answer);
  }

  #request(text: string, keepalive: boolean): RequestInit {
    return {
      method: "PUT",
      body: JSON.stringify({ text, base: this.base }),
      headers: { "Content-Type": "application/json", Accept: "application/json", ...changing() },
      credentials: "same-origin",
      keepalive,
    };
  }

  #fail(failure: Failure): void {
    this.#tries += 1;
    this.#host.failed(failure);
    if (failure.kind === "offline" || failure.kind === "busy") this.soon(RETRY_MS[Math.min(this.#tries, RETRY_MS.length) - 1]);
  }
}

function read(answer: unknown): Acknowledged | undefined {
  if (typeof answer !== "object" || answer === null) return undefined;
  const { version, text, merged, note } = answer as Record<string, unknown>;
  if ((typeof version !== "number" && typeof version !== "string") || typeof text !== "string") return undefined;
  return { version, text, merged: merged === true, note: typeof note === "string" ? note : "" };
}
