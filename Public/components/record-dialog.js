// @ts-check
import { make, setText } from "./markup.js";
import { say } from "../lib/words.js";

/**
 * @typedef {object} Field
 * @property {string} key a path such as `title.vi`
 * @property {string} label the key of its words
 * @property {"text" | "area" | "number" | "date" | "time" | "select" | "lines" | "many" | "person"} [kind]
 * @property {[string, string][]} [options] value and words
 * @property {boolean} [isNeeded]
 */

/** A form for one record in a dialog. `ask({…})` fills it; `save(values)` and `remove()` say what to do, and may throw a refusal. */
export class RecordDialog extends HTMLElement {
  #dialog = document.createElement("dialog");
  /** @type {any} */
  #asked = null;
  /** @type {Record<string, any>} */
  #inputs = {};
  /** @type {(query: string) => Promise<{id: string, name: string, words: string}[]>} */
  search = async () => [];
  /** What a failure is in words. @type {(error: unknown) => string} */
  words = String;

  connectedCallback() {
    this.#dialog.className = "record";
    this.append(this.#dialog);
  }

  get isOpen() {
    return this.#dialog.open;
  }

  /**
   * @param {{title: string, fields: Field[], value: Record<string, any>, names?: Record<string, string>,
   *   text?: string, act?: string, save: (value: Record<string, any>) => Promise<void>, remove?: () => Promise<void>}} asked
   */
  ask(asked) {
    this.#asked = asked;
    this.#inputs = {};
    const form = document.createElement("form");
    form.method = "dialog";
    const heading = make("h2", asked.title);
    heading.id = "record-title";
    this.#dialog.setAttribute("aria-labelledby", heading.id);
    const fields = make("div", undefined, "fields");
    for (const field of asked.fields) fields.append(this.#field(field, valueAt(asked.value, field.key)));
    const trouble = make("p", undefined, "trouble");
    trouble.setAttribute("role", "alert");
    const acts = make("div", undefined, "acts");
    if (asked.remove) acts.append(this.#button("prepare.remove", "button danger", () => this.#run(asked.remove)));
    acts.append(make("span", undefined, "gap"));
    acts.append(this.#button("prepare.cancel", "button quiet", () => this.close()));
    const save = make("button", asked.act ?? say("prepare.save"), "button primary");
    acts.append(save);
    // What is amiss stands beside the button, in sight however long the form is.
    const foot = make("div", undefined, "foot");
    foot.append(trouble, acts);
    form.append(heading, ...(asked.text ? [make("p", asked.text)] : []), fields, foot);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (form.reportValidity()) this.#run(() => asked.save(this.value));
    });
    this.#dialog.replaceChildren(form);
    if (!this.#dialog.open) this.#dialog.showModal();
    /** @type {HTMLElement | null} */ (fields.querySelector("input, select, textarea"))?.focus();
  }

  close() {
    this.#dialog.close();
    this.#dialog.replaceChildren();
  }

  /** The record with what the form says; what it does not speak of stays. `null` before anything was asked. */
  get value() {
    if (!this.#asked) return null;
    const value = structuredClone(this.#asked.value);
    for (const field of this.#asked.fields) put(value, field.key, this.#inputs[field.key].read());
    return value;
  }

  /**
   * Shows what somebody else has changed since; the form keeps what was typed, and the next save is over it.
   * @param {string} words @param {{field: Field, now: any}[]} changes
   */
  showChanges(words, changes) {
    this.#say(words);
    for (const old of this.#dialog.querySelectorAll(".theirs")) old.remove();
    for (const { field, now } of changes) {
      const input = this.#inputs[field.key];
      if (!input) continue;
      const note = make("p", undefined, "theirs");
      note.append(make("span", say("prepare.theirs", { value: input.words(now) })));
      const take = make("button", say("prepare.takeTheirs"), "button quiet");
      /** @type {HTMLButtonElement} */ (take).type = "button";
      take.addEventListener("click", () => {
        input.write(now);
        note.remove();
      });
      note.append(take);
      input.element.after(note);
    }
  }

  /** @param {(() => Promise<void>) | undefined} act */
  async #run(act) {
    this.#say("");
    try {
      await act?.();
    } catch (error) {
      this.#say(this.words(error));
    }
  }

  /** @param {string} words */
  #say(words) {
    const place = this.#dialog.querySelector(".trouble");
    if (place) setText(place, words);
  }

  /** @param {string} label @param {string} className @param {() => void} act */
  #button(label, className, act) {
    const button = /** @type {HTMLButtonElement} */ (make("button", say(label), className));
    button.type = "button";
    button.addEventListener("click", act);
    return button;
  }

  /** @param {Field} field @param {any} value */
  #field(field, value) {
    const box = make(field.kind === "many" ? "fieldset" : "div", undefined, "field");
    const id = `record-${field.key.replaceAll(".", "-")}`;
    const label = make(field.kind === "many" ? "legend" : "label", say(field.label));
    if (label instanceof HTMLLabelElement) label.htmlFor = id;
    const input = this.#input(field, id);
    input.write(value ?? null);
    this.#inputs[field.key] = input;
    box.append(label, input.element);
    return box;
  }

  /** @param {Field} field @param {string} id @returns {{element: HTMLElement, read: () => any, write: (value: any) => void, words: (value: any) => string}} */
  #input(field, id) {
    const words = (/** @type {any} */ value) => value === null || value === "" ? say("prepare.nothing") : Array.isArray(value) ? value.join(", ") : String(value);
    switch (field.kind) {
      case "select": {
        const element = /** @type {HTMLSelectElement} */ (make("select", undefined, "select"));
        element.id = id;
        for (const [value, text] of field.options ?? []) element.append(new Option(text, value));
        return { element, read: () => element.value || null, write: (value) => { element.value = value ?? ""; }, words: (value) => field.options?.find(([key]) => key === (value ?? ""))?.[1] ?? words(value) };
      }
      case "many": {
        const element = make("div", undefined, "many");
        for (const [value, text] of field.options ?? []) {
          const label = make("label");
          const box = document.createElement("input");
          box.type = "checkbox";
          box.value = value;
          label.append(box, text);
          element.append(label);
        }
        const boxes = () => /** @type {HTMLInputElement[]} */ (Array.from(element.querySelectorAll("input")));
        return {
          element, words,
          read: () => { const chosen = boxes().filter((box) => box.checked).map((box) => box.value); return chosen.length ? chosen : null; },
          write: (value) => { for (const box of boxes()) box.checked = (value ?? []).includes(box.value); },
        };
      }
      case "person": return this.#person(field, id, words);
      case "area": case "lines": {
        const element = document.createElement("textarea");
        element.id = id;
        element.rows = field.kind === "lines" ? 3 : 8;
        element.required = field.isNeeded ?? false;
        const isLines = field.kind === "lines";
        return {
          element, words,
          read: () => isLines ? element.value.split("\n").map((line) => line.trim()).filter(Boolean) : element.value.trim() || null,
          write: (value) => { element.value = isLines ? (value ?? []).join("\n") : value ?? ""; },
        };
      }
      default: {
        const element = document.createElement("input");
        element.id = id;
        element.type = field.kind ?? "text";
        element.required = field.isNeeded ?? false;
        if (field.kind === "number") element.min = "1";
        return {
          element, words,
          read: () => field.kind === "number" ? (element.value === "" ? null : Number(element.value)) : element.value.trim() || (field.key.endsWith(".en") ? "" : null),
          write: (value) => { element.value = value ?? ""; },
        };
      }
    }
  }

  /** Finds a person as one types. @param {Field} field @param {string} id @param {(value: any) => string} words */
  #person(field, id, words) {
    const element = make("div", undefined, "person-search");
    const input = document.createElement("input");
    input.id = id;
    input.type = "search";
    input.autocomplete = "off";
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-expanded", "false");
    const list = make("ul");
    list.setAttribute("role", "listbox");
    list.id = `${id}-list`;
    list.hidden = true;
    input.setAttribute("aria-controls", list.id);
    element.append(input, list);
    /** @type {string | null} */
    let chosen = null;
    const names = this.#asked.names ?? {};
    const choose = (/** @type {string | null} */ person, /** @type {string} */ name) => {
      chosen = person;
      input.value = name;
      list.hidden = true;
      input.setAttribute("aria-expanded", "false");
    };
    let asked = 0;
    input.addEventListener("input", async () => {
      chosen = null;
      const turn = ++asked;
      const found = input.value.trim() === "" ? [] : await this.search(input.value).catch(() => []);
      if (turn !== asked) return;
      list.replaceChildren(...found.slice(0, 8).map(({ id: person, name, words: more }) => {
        const option = make("li");
        option.setAttribute("role", "option");
        const button = make("button");
        /** @type {HTMLButtonElement} */ (button).type = "button";
        button.append(make("b", name), make("span", more));
        button.addEventListener("click", () => choose(person, name));
        option.append(button);
        return option;
      }));
      list.hidden = found.length === 0;
      input.setAttribute("aria-expanded", String(found.length > 0));
    });
    return {
      element, words: (/** @type {any} */ value) => value ? names[value] ?? value : words(value),
      read: () => chosen,
      write: (/** @type {any} */ value) => choose(value, value ? names[value] ?? value : ""),
    };
  }
}

/** @param {Record<string, any>} value @param {string} path */
export function valueAt(value, path) {
  return path.split(".").reduce((/** @type {any} */ part, key) => part?.[key], value);
}

/** @param {Record<string, any>} value @param {string} path @param {any} part */
function put(value, path, part) {
  const keys = path.split(".");
  const last = /** @type {string} */ (keys.pop());
  let place = value;
  for (const key of keys) place = place[key] ??= {};
  if (part === null) delete place[last];
  else place[last] = part;
}

customElements.define("record-dialog", RecordDialog);
