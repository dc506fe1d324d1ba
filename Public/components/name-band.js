// @ts-check
import { fill, make, setAttribute, setMeasure, setText } from "./markup.js";
import { say } from "../lib/words.js";

/**
 * The band under the stage: who speaks, how long still, who is next. Always in the same place, always opaque.
 * Property `band` (`bandOf` in lib/views.js).
 */
export class NameBand extends HTMLElement {
  #parts = /** @type {Record<string, any>} */ ({});

  connectedCallback() {
    this.#parts = fill(this, "name-band");
    new ResizeObserver(() => this.#fit()).observe(this);
  }

  /** Titles are never dropped: more than two lines of them are set smaller, so that all stand in the band. */
  #fit() {
    const { titles } = this.#parts;
    this.removeAttribute("data-long");
    const lines = Math.round(titles.offsetHeight / Number.parseFloat(getComputedStyle(titles).lineHeight));
    this.toggleAttribute("data-long", lines > 2);
  }

  /** @param {ReturnType<typeof import("../lib/views.js").bandOf>} band */
  set band({ people, isPointOfOrder, timer, clock, next, nextLabel: nextWords }) {
    const { drain, left, point, people: list, titles, timing, label, of, digits, nextLabel, nextName, nextSite } = this.#parts;
    setAttribute(this, "data-people", String(people.length));
    this.#people(list, people);
    point.hidden = !isPointOfOrder;
    const shown = people.length === 1 ? people[0].titles : [];
    if (titles.textContent !== shown.join("")) {
      titles.replaceChildren(...shown.map((title) => make("span", title)));
      this.#fit();
    }
    const tone = timer?.tone ?? null;
    for (const element of [drain, timing, digits]) setAttribute(element, "data-tone", tone);
    drain.hidden = !timer;
    setMeasure(left, "--left", timer ? timer.share.toFixed(2) : 0);
    setText(label, timer?.label ?? say("timer.now"));
    setText(of, timer?.of ?? "");
    setText(digits, timer?.digits ?? clock);
    setText(nextLabel, nextWords);
    setText(nextName, next?.name ?? "");
    setText(nextSite, next?.site ?? "");
  }

  /** @param {HTMLElement} list @param {{name: string, site: string}[]} people */
  #people(list, people) {
    while (list.children.length > people.length) list.lastElementChild?.remove();
    people.forEach(({ name, site }, index) => {
      if (!list.children[index]) {
        const line = make("div", undefined, "line");
        line.append(make(index === 0 ? "h1" : "h2", "", "name"), make("p", "", "place"));
        list.append(line);
      }
      setText(list.children[index].children[0], name);
      setText(list.children[index].children[1], site);
    });
  }
}

customElements.define("name-band", NameBand);
