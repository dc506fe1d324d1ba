// @ts-check
import { keep, make, setText } from "./markup.js";
import { say } from "../lib/words.js";

/** A list that was pasted or chosen as a file, shown before it counts. Emits `text` when there is one to look at, and `take`. */
export class ListPreview extends HTMLElement {
  #area = document.createElement("textarea");
  #file = document.createElement("input");
  #trouble = make("p", undefined, "trouble");
  #summary = make("p", undefined, "summary");
  #body = make("tbody");
  #table = make("table", undefined, "found");
  #take = /** @type {HTMLButtonElement} */ (make("button", "", "button primary"));
  /** @type {File | null} */
  file = null;

  connectedCallback() {
    const label = make("label", say("prepare.list.paste"));
    this.#area.id = "list-text";
    this.#area.spellcheck = false;
    this.#area.rows = 8;
    label.setAttribute("for", this.#area.id);
    const chosen = make("label", undefined, "button");
    chosen.append(say("prepare.list.file"), this.#file);
    this.#file.type = "file";
    this.#file.accept = ".csv,.txt,.tsv,text/csv,text/plain";
    this.#file.className = "visually-hidden";
    this.#trouble.setAttribute("role", "alert");
    this.#summary.setAttribute("role", "status");
    const head = make("thead"), row = make("tr");
    for (const words of ["prepare.list.line", "prepare.list.name", "prepare.list.titles", "prepare.list.will"]) {
      const cell = make("th", say(words));
      cell.setAttribute("scope", "col");
      row.append(cell);
    }
    head.append(row);
    this.#table.append(head, this.#body);
    this.#table.hidden = true;
    this.#take.hidden = true;
    this.append(label, this.#area, chosen, this.#trouble, this.#summary, this.#table, this.#take);
    let timer = 0;
    this.#area.addEventListener("input", () => {
      this.file = null;
      clearTimeout(timer);
      timer = window.setTimeout(() => this.#emit("text"), 300);
    });
    this.#file.addEventListener("change", () => {
      this.file = this.#file.files?.[0] ?? null;
      this.#file.value = "";
      if (this.file) this.#emit("text");
    });
    this.#take.addEventListener("click", () => this.#emit("take"));
  }

  get text() {
    return this.#area.value;
  }

  clear() {
    this.#area.value = "";
    this.file = null;
    this.preview = null;
  }

  /** @param {string} words */
  set trouble(words) {
    setText(this.#trouble, words);
    if (words) this.preview = null;
  }

  /** @param {{rows: any[], new: number, changed: number, same: number, bad: number, unread: string[]} | null} preview */
  set preview(preview) {
    this.#table.hidden = !preview?.rows.length;
    const count = preview ? preview.new + preview.changed : 0;
    this.#take.hidden = count === 0;
    setText(this.#take, say("prepare.list.take", { count }));
    setText(this.#summary, preview ? [
      say("prepare.list.summary", { new: preview.new, changed: preview.changed, same: preview.same, bad: preview.bad }),
      preview.unread.length ? say("prepare.list.unread", { names: preview.unread.join(", ") }) : "",
    ].filter(Boolean).join(" ") : "");
    if (preview) setText(this.#trouble, "");
    // What cannot be used comes first: somebody has to do something about it.
    const rows = [...(preview?.rows ?? [])].sort((left, right) => Number(right.action === "bad") - Number(left.action === "bad")).slice(0, 500);
    keep(this.#body, rows, ({ line }) => String(line), () => {
      const row = make("tr");
      for (let cell = 0; cell < 4; cell += 1) row.append(make("td"));
      return row;
    }, (row, { line, name, titles, action, problems, isNamesake }) => {
      row.className = action === "bad" ? "ask" : "";
      const words = action === "bad" ? problems.join("; ") : say(`prepare.list.${action}`) + (isNamesake ? `. ${say("prepare.list.namesake")}` : "");
      [String(line), name, titles, words].forEach((text, index) => setText(row.children[index], text));
    });
  }

  /** @param {string} name */
  #emit(name) {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true }));
  }
}

customElements.define("list-preview", ListPreview);
