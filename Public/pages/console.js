// @ts-check
// What every console does: says commands and what came of them, asks before what cannot be taken back, draws its head and its map.

import "../components/question-box.js";
import { setText } from "../components/markup.js";
import { admittedSites, inLanguage } from "../lib/conference.js";
import { mapOn } from "../lib/country.js";
import { figuresOf } from "../lib/desk.js";
import { countryOf } from "../lib/wall.js";
import { currentLanguage, dayInWords, say, span, timeOfDay } from "../lib/words.js";

const element = (/** @type {string} */ selector) => /** @type {any} */ (document.querySelector(selector));

export class Console {
  #saidTimer = 0;
  #said = element(".said");
  #map = element("tile-map");

  /** @param {import("./page.js").Page} page @param {import("../lib/media.js").Media | null} media */
  constructor(page, media) {
    this.page = page;
    this.media = media;
    this.session = page.session;
    fetch("/public/data/tilemap.json").then((response) => response.json()).then(({ maps }) => {
      if (this.#map) this.#map.map = mapOn(maps, this.session.state.conference.day);
      page.draw();
    });
    // Of two windows with the same console, the one that is used has the pictures.
    if (media) window.addEventListener("focus", () => media.takeOver());
  }

  /** Says a command; its refusal stands on the page. @param {string} type @param {Record<string, unknown>} [fields] @returns {Promise<boolean>} */
  async tell(type, fields) {
    try {
      await this.session.command(type, fields);
      this.show("");
      return true;
    } catch (error) {
      this.show(this.page.words(error));
      return false;
    }
  }

  /** @param {string} words */
  show(words) {
    this.#said.hidden = !words;
    setText(this.#said, words);
    clearTimeout(this.#saidTimer);
    if (words) this.#saidTimer = window.setTimeout(() => this.show(""), 8_000);
  }

  /**
   * Asks in a dialog; answers the text of its field (empty when it has none), or null when somebody thought better of it.
   * @param {Parameters<import("../components/question-box.js").QuestionBox["ask"]>[0]} question
   * @returns {Promise<string | null>}
   */
  ask(question) {
    return element("question-box").ask(question);
  }

  /** The title, the day and the figures at the head. @param {string} [role] what kind of desk it is, in words */
  drawHead(role = "") {
    const { state } = this.session;
    const language = currentLanguage();
    setText(element("#title"), inLanguage(state.conference.title, language));
    setText(element("#day"), [role || inLanguage(state.conference.host, language), dayInWords(state.conference.day)].join(", "));
    const figures = figuresOf(state, this.page.connected);
    setText(element("#sites"), figures.sites);
    setText(element("#people"), figures.people);
    const quorum = element("#quorum");
    quorum.hidden = !figures.quorum;
    setText(quorum, figures.quorum);
    quorum.className = figures.isShort ? "state warning" : "state plain";
  }

  /** The clock and the line. */
  drawLine() {
    const { state, clock } = this.session;
    setText(element("#now"), timeOfDay(clock.now, true));
    const line = element("#line");
    const isLost = this.session.line !== "open", isWaiting = this.media !== null && this.media.state !== "connected";
    setText(line, isLost ? say("chair.line.lost", { span: span((Date.now() - this.session.lineSince) / 1000) })
      : this.media?.state === "replaced" ? say("notice.replaced") : isWaiting ? say("chair.line.media")
        : state.phase === "open" && admittedSites(state) ? say("chair.shut.now") : say(`phase.${state.phase}`));
    line.className = isLost ? "state danger" : isWaiting ? "state warning" : state.phase === "open" ? "state" : "state plain";
  }

  /** @param {Set<string>} watched */
  drawCountry(watched) {
    const { provinces, counts } = countryOf(this.session.state, this.session.presence, watched);
    this.#map.provinces = provinces;
    for (const [name, count] of Object.entries(counts)) setText(element(`[data-count=${name}]`), String(count));
  }
}
