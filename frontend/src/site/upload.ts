/** Upload zones: drop files (or folders), choose them, or paste a screenshot; each is sent by itself, with its progress.
 *
 * `<div class="upload-zone" data-drop>` around `<form method="post" enctype="multipart/form-data" action="...">` with
 * `<input type="file" name="..." multiple>`. Without script that form sends everything at once.
 *   data-drop="page"        takes what is dropped anywhere on the page, and pasted pictures
 *   data-drop-into="#list"  where the answer (a piece of HTML) of each file goes, by data-drop-swap (default afterbegin)
 * Sent with each file: the form's other fields, and `path` with the path inside a dropped folder. Header HX-Request: true.
 * Refused with 4xx: the answer is JSON {"message"} or plain text for the person. */

import { button, changing, make, within } from "../page.ts";
import { onArrival, refusal, swapIn } from "./requests.ts";
import { filesOf, type Dropped } from "./dropped.ts";
import { bytes } from "./sizes.ts";
import { say } from "./words.ts";

const AT_ONCE = 2;

interface Job {
  dropped: Dropped;
  item: HTMLLIElement;
  bar: HTMLProgressElement;
  says: HTMLElement;
  acts: HTMLElement;
}

const going = new Set<Job>();

export function uploads(): void {
  onArrival((root) => {
    for (const zone of within(root, "[data-drop]")) new Zone(zone);
  });
  addEventListener("beforeunload", (event) => {
    if (going.size) event.preventDefault();
  });
}

class Zone {
  readonly #zone: HTMLElement;
  readonly #form: HTMLFormElement;
  readonly #input: HTMLInputElement;
  readonly #list = make("ul", { class: "upload-list", "aria-live": "polite" });
  readonly #queue: Job[] = [];
  #busy = 0;

  constructor(zone: HTMLElement) {
    this.#zone = zone;
    this.#form = zone.querySelector("form") as HTMLFormElement;
    this.#input = zone.querySelector("input[type='file']") as HTMLInputElement;
    if (!this.#form || !this.#input || zone.classList.contains("is-live")) return;
    zone.classList.add("is-live");
    zone.append(this.#list);
    this.#input.addEventListener("change", () => {
      this.#add([...(this.#input.files ?? [])].map((file) => ({ file, path: file.webkitRelativePath || file.name })));
      this.#input.value = "";
    });
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#input.click();
    });
    this.#listen(zone.dataset["drop"] === "page" ? document.body : zone);
  }

  #listen(area: HTMLElement): void {
    const files = (event: DragEvent): boolean => this.#zone.isConnected && (event.dataTransfer?.types.includes("Files") ?? false);
    const over = (on: boolean): boolean => this.#zone.classList.toggle("is-over", on);
    area.addEventListener("dragover", (event) => {
      if (!files(event)) return;
      event.preventDefault();
      over(true);
    });
    area.addEventListener("dragleave", (event) => {
      if (!(event.relatedTarget instanceof Node) || !area.contains(event.relatedTarget)) over(false);
    });
    area.addEventListener("drop", (event) => {
      over(false);
      if (!files(event) || !event.dataTransfer) return;
      event.preventDefault();
      void filesOf(event.dataTransfer).then((dropped) => this.#add(dropped));
    });
    if (area !== document.body) return;
    document.addEventListener("paste", (event) => {
      const pasted = [...(event.clipboardData?.files ?? [])];
      if (!pasted.length || !this.#zone.isConnected || (event.target instanceof Element && event.target.closest(".cm-editor"))) return;
      event.preventDefault();
      this.#add(pasted.map((file) => ({ file, path: file.name })));
    });
  }

  #add(dropped: readonly Dropped[]): void {
    for (const one of dropped) {
      const bar = make("progress", { max: 100, value: 0, "aria-label": one.path });
      const says = make("span", { class: "says" }, say("uploadWaiting"));
      const acts = make("span", { class: "acts" });
      const name = make("span", {}, one.path, make("span", { class: "size" }, bytes(one.file.size)));
      const item = make("li", {}, name, bar, says, acts);
      this.#list.append(item);
      const job: Job = { dropped: one, item, bar, says, acts };
      this.#wait(job);
    }
    this.#next();
  }

  #wait(job: Job): void {
    going.add(job);
    job.item.classList.remove("is-trouble");
    job.says.textContent = say("uploadWaiting");
    const stop = (): void => {
      const at = this.#queue.indexOf(job);
      if (at >= 0) this.#queue.splice(at, 1);
      this.#fail(job, say("uploadStopped"));
    };
    job.acts.replaceChildren(button(say("uploadStop"), "text", stop));
    this.#queue.push(job);
  }

  #next(): void {
    while (this.#busy < AT_ONCE) {
      const job = this.#queue.shift();
      if (!job) return;
      this.#busy += 1;
      this.#send(job);
    }
  }

  #send(job: Job): void {
    const { file, path } = job.dropped;
    const data = new FormData(this.#form);
    data.delete(this.#input.name);
    data.append(this.#input.name, file, file.name);
    data.set("path", path);
    const request = new XMLHttpRequest();
    request.open("POST", this.#form.action);
    request.setRequestHeader("HX-Request", "true");
    for (const [name, value] of Object.entries(changing())) request.setRequestHeader(name, value);
    request.upload.addEventListener("progress", (event) => {
      if (!event.lengthComputable || !event.total) return;
      const percent = Math.round((100 * event.loaded) / event.total);
      job.bar.value = percent;
      job.says.textContent = percent < 100 ? say("uploadGoing", { percent }) : say("uploadReading");
    });
    request.addEventListener("load", () => (request.status < 300 ? this.#kept(job, request) : this.#fail(job, refused(request))));
    request.addEventListener("error", () => this.#fail(job, say("uploadLost")));
    request.addEventListener("abort", () => this.#fail(job, say("uploadStopped")));
    request.addEventListener("loadend", () => {
      this.#busy -= 1;
      this.#next();
    });
    job.acts.replaceChildren(button(say("uploadStop"), "text", () => request.abort()));
    request.send(data);
  }

  #kept(job: Job, request: XMLHttpRequest): void {
    going.delete(job);
    job.bar.value = 100;
    job.says.textContent = say("uploadKept");
    job.acts.replaceChildren();
    const into = document.querySelector(this.#zone.dataset["dropInto"] ?? ":not(*)");
    if (into && request.responseText.trim()) {
      swapIn(into, request.responseText, (this.#zone.dataset["dropSwap"] ?? "afterbegin") as "afterbegin");
      job.item.remove(); // the answer says the same, and more
    }
    trigger(request.getResponseHeader("HX-Trigger"));
  }

  #fail(job: Job, words: string): void {
    going.delete(job);
    job.item.classList.add("is-trouble");
    job.says.textContent = words;
    const again = button(say("uploadAgain"), "text", () => {
      this.#wait(job);
      this.#next();
    });
    job.acts.replaceChildren(again);
  }
}

/** The events that a server asks for in HX-Trigger, for an answer that htmx did not fetch. */
function trigger(header: string | null): void {
  if (!header) return;
  try {
    for (const [name, detail] of Object.entries(JSON.parse(header) as Record<string, unknown>)) {
      const told = typeof detail === "object" && detail !== null ? detail : { value: detail };
      document.body.dispatchEvent(new CustomEvent(name, { detail: told, bubbles: true }));
    }
  } catch {
    // not JSON: names alone, which tell nothing that we show
    for (const name of header.split(",")) document.body.dispatchEvent(new CustomEvent(name.trim(), { bubbles: true }));
  }
}

function refused(request: XMLHttpRequest): string {
  const kind = request.getResponseHeader("Content-Type") ?? "";
  if (kind.includes("json")) {
    try {
      const { message } = JSON.parse(request.responseText) as { message?: unknown };
      if (typeof message === "string" && message) return message;
    } catch {
      // a broken answer: fall through to our own words
    }
  }
  if (kind.includes("text/plain") && request.responseText) return request.responseText;
  if (request.status === 413) return say("uploadLarge");
  return request.status < 500 && request.status !== 400 ? refusal(request.status) : say("uploadRefused", { status: request.status });
}
