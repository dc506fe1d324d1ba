// @ts-check
// Who comes: found as one types, by site or by delegation.
import { keep, make, setText } from "../components/markup.js";
import { inLanguage } from "../lib/conference.js";
import { currentLanguage, say } from "../lib/words.js";

const element = (/** @type {string} */ selector) => /** @type {any} */ (document.querySelector(selector));

/** What somebody answered, as one word. @param {any} invitation */
export function answerOf(invitation) {
  if (!invitation) return "notInvited";
  if (invitation.changedIn) return "changed";
  return invitation.answer ? Object.keys(invitation.answer)[0] : "silent";
}

export class PreparePeople {
  /** @type {string | null} */
  site = null;
  isShown = true;
  #asked = 0;
  #seq = -1;

  /** @param {import("../lib/preparation.js").PreparationDesk} preparation @param {import("./prepare-forms.js").PrepareForms} forms @param {() => void} redraw */
  constructor(preparation, forms, redraw) {
    this.preparation = preparation;
    this.forms = forms;
    this.redraw = redraw;
    let timer = 0;
    element("#find").addEventListener("input", () => {
      clearTimeout(timer);
      timer = window.setTimeout(() => this.#fetch(), 120);
    });
    element("#delegation").addEventListener("change", () => {
      this.site = null;
      this.redraw();
      this.#fetch();
    });
    element("#delegation-add").addEventListener("click", () => forms.delegation(null));
    element("#delegation-edit").addEventListener("click", () => forms.delegation(this.delegation));
    element("#person-add").addEventListener("click", () => forms.person(null, this.delegation));
  }

  /** @returns {string | null} */
  get delegation() {
    return element("#delegation").value || null;
  }

  /** Shows one site's people; a second time, everybody's. @param {string | null} site */
  showSite(site) {
    if (this.site === site && site !== null) this.forms.site(site);
    this.site = site;
    element("#delegation").value = "";
    this.redraw();
    this.#fetch();
  }

  draw() {
    const { desk } = this.preparation;
    const choice = element("#delegation");
    const options = [["", say("prepare.delegation.all")], ...desk.delegations.map(({ value, people }) => [value.id, `${inLanguage(value.name, currentLanguage())} (${people})`])];
    keep(choice, options, ([value]) => value, ([value]) => new Option("", value), (option, [, words]) => setText(option, words));
    element("#delegation-edit").hidden = this.delegation === null;
    const site = desk.sites.find(({ value }) => value.id === this.site)?.value;
    const delegation = desk.delegations.find(({ value }) => value.id === this.delegation)?.value;
    setText(element("#people-title"), inLanguage((site ?? delegation)?.name, currentLanguage()) || say("prepare.people.count", { count: desk.people }));
    if (this.#seq !== desk.seq) this.#fetch();
  }

  async #fetch() {
    const turn = ++this.#asked;
    this.#seq = this.preparation.desk.seq;
    const query = { q: element("#find").value, ...(this.site ? { site: this.site } : {}), ...(this.delegation ? { delegation: this.delegation } : {}) };
    const { people, isAll } = await this.preparation.people(query).catch(() => ({ people: [], isAll: true }));
    if (turn !== this.#asked) return;
    element("#people-more").hidden = isAll && people.length > 0;
    setText(element("#people-more"), say(people.length ? "prepare.people.more" : "prepare.people.none"));
    keep(element("#people"), people, (/** @type {any} */ { value }) => value.id, () => {
      const row = make("li");
      const open = make("button");
      const who = make("span");
      who.append(make("b"), make("span", "", "titles"));
      open.append(make("span", "", "rank"), who, make("span", "", "answer"));
      row.append(open);
      open.addEventListener("click", () => this.#edit(/** @type {any} */ (row).person));
      return row;
    }, (row, person) => {
      row.person = person;
      const { value, invitation, site } = person;
      const [rank, who, answer] = row.firstChild.children;
      setText(rank, value.rank ? String(value.rank) : "");
      setText(who.children[0], value.name);
      const delegation = this.preparation.desk.delegations.find((one) => one.value.id === value.delegation)?.value.name;
      const place = this.preparation.desk.sites.find((one) => one.value.id === site)?.value.name;
      setText(who.children[1], [value.titles.join(", "), inLanguage(delegation ?? place, currentLanguage())].filter(Boolean).join(" · "));
      const word = answerOf(invitation);
      setText(answer, word === "notInvited" ? "" : say(`prepare.answer.${word}`));
      answer.className = `answer ${word}`;
    });
  }

  /** @param {any} person */
  async #edit(person) {
    const { substitute } = person.value;
    const names = substitute ? Object.fromEntries((await this.preparation.people({ id: substitute })).people.map((/** @type {any} */ { value }) => [value.id, value.name])) : {};
    this.forms.person(person, null, names);
  }
}
