// @ts-check
import { icon } from "./icon.js";
import { clone, keep, make, partsOf, setAttribute, setText } from "./markup.js";
import { say } from "../lib/words.js";

/** Sites in trouble, the worst first, each with whom to phone. Property `troubles` (`troublesOf` in lib/wall.js); emits `site` with `detail.site`. */
export class TroubleList extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => {
      const target = /** @type {Element} */ (event.target);
      const site = target.closest("button")?.closest("[data-key]")?.getAttribute("data-key");
      if (site) this.dispatchEvent(new CustomEvent("site", { bubbles: true, detail: { site } }));
    });
  }

  /** @param {ReturnType<typeof import("../lib/wall.js").troublesOf>} troubles */
  set troubles({ groups }) {
    keep(this, groups, (group) => group.kind, () => {
      const section = make("section"), heading = make("h3");
      heading.append(make("span", "", "state"), make("span", "", "count figures"));
      section.append(heading, make("ol"));
      return section;
    }, (section, { heading, severity, rows }) => {
      section.firstElementChild.firstElementChild.className = `state ${severity}`;
      setText(section.firstElementChild.firstElementChild, heading);
      setText(section.firstElementChild.lastElementChild, String(rows.length));
      keep(section.lastElementChild, rows, (/** @type {any} */ row) => row.site, () => {
        const row = /** @type {Element} */ (clone("trouble-row").firstElementChild);
        partsOf(row).call.prepend(icon("phone"));
        return row;
      }, (element, row) => {
        const { name, what, more, since, call, who, phone, nobody } = partsOf(element);
        setText(name, row.name);
        setText(what, row.what);
        setText(more, row.more);
        setText(since, row.since);
        call.hidden = !row.contact;
        nobody.hidden = row.contact !== null;
        setText(nobody, say("trouble.nobody"));
        if (!row.contact) return;
        setText(who, row.contact.name);
        setText(phone, row.contact.phone);
        setAttribute(call, "href", `tel:${row.contact.phone.replace(/[^+\d]/g, "")}`);
        setAttribute(call, "aria-label", say("trouble.call", row.contact));
      });
    });
  }
}

customElements.define("trouble-list", TroubleList);
