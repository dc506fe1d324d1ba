// @ts-check
// What every console does: says commands and what came of them, asks before what cannot be taken back, draws its head and its map.

import "../components/question-box.js";
import "../components/sound-out.js";
import { setText } from "../components/markup.js";
import { admittedSites, inLanguage, isRehearsing, siteName } from "../lib/conference.js";
import { mapOn } from "../lib/country.js";
import { figuresOf } from "../lib/desk.js";
import { countryOf } from "../lib/wall.js";
import { currentLanguage, dayInWords, say, span, timeOfDay } from "../lib/words.js";
import { Said } from "./said.js";

const element = (/** @type {string} */ selector) => /** @type {any} */ (document.querySelector(selector));

export class Console extends Said {
  #map = element("tile-map");

  /** @param {import("./page.js").Page} page @param {import("../lib/media.js").Media | null} media */
  constructor(page, media) {
    super(page);
    this.media = media;
    fetch("/public/data/tilemap.json").then((response) => response.json()).then(({ maps }) => {
      if (this.#map) this.#map.map = mapOn(maps, this.session.state.conference.day);
      page.draw();
    });
    if (media) this.#listen(media);
  }

  /** The floor as the halls hear it, as loud as this desk wants it. @param {import("../lib/media.js").Media} media */
  #listen(media) {
    const sound = element("sound-out"), volume = element("#volume");
    const play = () => { sound.streams = media.streams.audio; };
    const turn = () => { sound.volume = Number(volume.value) / 100; };
    media.addEventListener("state", play);
    media.addEventListener("state", () => this.page.draw());
    volume.addEventListener("input", turn);
    turn();
    play();
    // Of two windows with the same console, the one that is used has the pictures.
    window.addEventListener("focus", () => media.takeOver());
  }

  /**
   * Asks in a dialog; answers the text of its field (empty when it has none), or null when somebody thought better of it.
   * @param {Parameters<import("../components/question-box.js").QuestionBox["ask"]>[0]} question
   * @returns {Promise<string | null>}
   */
  ask(question) {
    return element("question-box").ask(question);
  }

  /** Writes to a site from a desk that keeps no inbox open. @param {string} site */
  async write(site) {
    const name = siteName(this.session.state, site, currentLanguage());
    const text = await this.ask({
      heading: say("chair.write", { site: name }), yes: say("messages.send"), no: say("chair.cancel"), field: { label: say("messages.field"), maxLength: 600 },
    });
    if (text) this.tell("message", { to: { site }, text });
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
        : state.phase === "open" && admittedSites(state) ? say("chair.shut.now") : say(isRehearsing(state) ? "phase.rehearsal" : `phase.${state.phase}`));
    line.className = isLost ? "state danger" : isWaiting ? "state warning" : state.phase === "open" ? "state" : "state plain";
  }

  /** @param {Set<string>} watched */
  drawCountry(watched) {
    const { provinces, counts } = countryOf(this.session.state, this.session.presence, watched);
    this.#map.provinces = provinces;
    for (const [name, count] of Object.entries(counts)) setText(element(`[data-count=${name}]`), String(count));
  }
}
