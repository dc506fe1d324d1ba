// @ts-check
import { fill, keep, make, setAttribute, setText } from "./markup.js";

/** Before the opening, in recess, after the end: what is, when it goes on, what follows. Property `still` (`stillOf` in lib/views.js). */
export class StillScreen extends HTMLElement {
  #parts = /** @type {Record<string, any>} */ ({});

  connectedCallback() {
    this.#parts = fill(this, "still-screen");
  }

  /** @param {NonNullable<ReturnType<typeof import("../lib/views.js").stillOf>> & {note: string}} still */
  set still({ phase, title, heading, count, lead, more, note, after, items }) {
    const parts = this.#parts;
    setAttribute(this, "data-phase", phase);
    setText(parts.title, title);
    setText(parts.heading, heading);
    parts.count.hidden = !count;
    setText(parts.count, count);
    setText(parts.lead, lead);
    setText(parts.more, more);
    parts.more.hidden = !more;
    parts.lock.toggleAttribute("hidden", phase !== "shut");
    setText(parts.note, note);
    setText(parts.after, after);
    parts.side.hidden = items.length === 0;
    keep(parts.items, items, (item) => item.id, () => {
      const row = make("li"), words = make("div");
      words.append(make("p"), make("span"));
      row.append(make("b", "", "figures"), words);
      return row;
    }, (row, item) => {
      setText(row.children[0], item.number);
      setText(row.children[1].children[0], item.title);
      setText(row.children[1].children[1], item.detail);
    });
  }
}

customElements.define("still-screen", StillScreen);
