// @ts-check
// What the tables of the administration share.
import { make } from "../components/markup.js";
import { say } from "../lib/words.js";
import { busyWhile, element } from "./account-form.js";

/** @param {(Node | string)[]} cells the first is the row's head */
export function row(cells) {
  const line = make("tr");
  line.append(...cells.map((content, index) => {
    const cell = make(index === 0 ? "th" : "td");
    if (index === 0) cell.setAttribute("scope", "row");
    cell.append(content);
    return cell;
  }));
  return line;
}

/** Two lines of one cell. @param {string} first @param {string} second */
export function pair(first, second) {
  const both = document.createDocumentFragment();
  both.append(make("strong", first), make("span", second, "soft"));
  return both;
}

/** @param {string} words @param {string} about what it is done to, for whoever does not see the row @param {() => Promise<void>} work @param {string} [className] */
export function act(words, about, work, className = "button quiet") {
  const button = make("button", words, className);
  button.setAttribute("type", "button");
  button.setAttribute("aria-label", `${words}: ${about}`);
  button.addEventListener("click", (event) => busyWhile(event, work));
  return button;
}

/** A table without rows says so. @param {string} table @param {Node[]} rows */
export function fillTable(table, rows) {
  element(`${table} tbody`).replaceChildren(...(rows.length ? rows : [empty(element(`${table} thead tr`).children.length)]));
}

/** @param {number} columns */
function empty(columns) {
  const line = make("tr"), cell = /** @type {HTMLTableCellElement} */ (make("td", say("admin.nothing"), "soft"));
  cell.colSpan = columns;
  line.append(cell);
  return line;
}
