// @ts-check
// The form at the side of a page of the follow-up: one at a time, with labels, and the first field in focus.
import { make, setAttribute } from "../components/markup.js";
import { say } from "../lib/words.js";
import { button, side, tell } from "./followup-page.js";

/**
 * @typedef {{name: string, label: string, hint?: string, kind?: "text" | "area" | "number" | "date" | "choice" | "checks" | "agency" | "part",
 *   value?: string, values?: string[], options?: {value: string, words: string}[], part?: HTMLElement, isRequired?: boolean, min?: number, max?: number}} Field
 */

/** What had the focus before. @type {Element | null} */
let opener = null;

/**
 * Opens a form; `send` gets the fields' values and answers whether it may close.
 * @param {{title: string, lead?: string, fields: Field[], send: string, onSend: (values: Record<string, any>) => Promise<boolean>}} form
 */
export function openForm({ title, lead = "", fields, send, onSend }) {
  const header = make("header"), form = /** @type {HTMLFormElement} */ (make("form")), foot = make("div", undefined, "foot");
  header.append(make("h2", title), make("p", lead));
  form.noValidate = true;
  for (const field of fields) form.append(drawn(field));
  const submit = button(send, () => form.requestSubmit(), "primary");
  foot.append(button(say("report.cancel"), closeForm, "quiet"), submit);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const wrong = Array.from(form.querySelectorAll(":invalid"))[0];
    if (wrong) {
      /** @type {any} */ (wrong).reportValidity();
      return;
    }
    submit.disabled = true;
    try {
      if (await onSend(valuesOf(form))) closeForm();
    } catch (error) {
      tell(/** @type {any} */ (error).message, true);
    } finally {
      submit.disabled = false;
    }
  });
  if (side.hidden) opener = document.activeElement;
  side.replaceChildren(header, form, foot);
  side.hidden = false;
  side.setAttribute("aria-label", title);
  /** @type {any} */ (form.querySelector("input, textarea, select"))?.focus();
}

export function closeForm() {
  side.hidden = true;
  side.replaceChildren();
  // Whoever closes it with the keyboard goes on where they were.
  if (opener?.isConnected) /** @type {HTMLElement} */ (opener).focus();
}

/** @param {Field} field */
function drawn(field) {
  const row = make("div", undefined, "labelled-row");
  if (field.kind === "part") {
    row.append(make("span", field.label, "label"), /** @type {HTMLElement} */ (field.part));
    return row;
  }
  if (field.kind === "checks") {
    const set = make("fieldset");
    set.append(make("legend", field.label));
    for (const { value, words } of field.options ?? []) {
      const label = make("label"), box = /** @type {HTMLInputElement} */ (make("input"));
      box.type = "checkbox";
      box.name = field.name;
      box.value = value;
      box.checked = field.values?.includes(value) ?? false;
      label.append(box, make("span", words));
      set.append(label);
    }
    row.append(set);
    return row;
  }
  const id = `field-${field.name}`;
  const label = make("label", field.label);
  label.setAttribute("for", id);
  if (field.hint) label.append(" ", make("span", field.hint, "hint"));
  row.append(label, input(field, id));
  return row;
}

/** @param {Field} field @param {string} id */
function input(field, id) {
  const tag = field.kind === "area" ? "textarea" : field.kind === "choice" ? "select" : "input";
  const made = /** @type {any} */ (make(tag, undefined, field.kind === "choice" ? "select" : "field"));
  made.id = id;
  made.name = field.name;
  made.required = field.isRequired ?? false;
  if (field.kind === "area") made.rows = 5;
  if (field.kind === "number" || field.kind === "date") made.type = field.kind;
  if (field.kind === "agency") setAttribute(made, "list", "agencies");
  if (field.min !== undefined) made.min = String(field.min);
  if (field.max !== undefined) made.max = String(field.max);
  for (const { value, words } of field.options ?? []) {
    const option = /** @type {HTMLOptionElement} */ (make("option", words));
    option.value = value;
    made.append(option);
  }
  made.value = field.value ?? field.options?.[0]?.value ?? "";
  return made;
}

/** @param {HTMLFormElement} form */
function valuesOf(form) {
  /** @type {Record<string, any>} */
  const values = {};
  for (const control of /** @type {Iterable<any>} */ (form.elements)) {
    if (!control.name) continue;
    if (control.type === "checkbox") {
      values[control.name] ??= [];
      if (control.checked) values[control.name].push(control.value);
    } else {
      values[control.name] = control.value.trim();
    }
  }
  return values;
}
