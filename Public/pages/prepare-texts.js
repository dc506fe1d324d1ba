// @ts-check
// Intervention texts: brought by delegations, read, chosen and put in order by the secretariat.
import { keep, make, setText } from "../components/markup.js";
import { inLanguage } from "../lib/conference.js";
import { moved } from "../lib/preparation.js";
import { currentLanguage, say } from "../lib/words.js";

const element = (/** @type {string} */ selector) => /** @type {any} */ (document.querySelector(selector));
const stages = ["submitted", "returned", "selected", "spoken", "inWriting"];

export class PrepareTexts {
  /** @param {import("../lib/preparation.js").PreparationDesk} preparation @param {import("./prepare-forms.js").PrepareForms} forms @param {(words: string) => void} tell */
  constructor(preparation, forms, tell) {
    this.preparation = preparation;
    this.forms = forms;
    this.tell = tell;
    element("#text-add").addEventListener("click", () => this.#edit(null));
  }

  get #inOrder() {
    return this.preparation.desk.interventions.toSorted((left, right) => (left.value.place ?? 9_999) - (right.value.place ?? 9_999));
  }

  /** Every item with its title. @returns {[string, string][]} */
  get #items() {
    return this.preparation.desk.sittings.flatMap(({ items }) => items).map(({ value }) => [value.id, inLanguage(value.title, currentLanguage())]);
  }

  draw() {
    const all = this.#inOrder;
    element("#text-none").hidden = all.length > 0;
    keep(element("#text-rows"), all, ({ value }) => value.id, () => {
      const row = /** @type {any} */ (make("tr"));
      for (let cell = 0; cell < 4; cell += 1) row.append(make("td"));
      row.children[1].append(make("b"), make("span"));
      const open = make("button", say("prepare.text.edit"), "button quiet");
      open.addEventListener("click", () => this.#edit(row.dataset.key));
      row.children[3].append(open);
      for (const [label, by] of /** @type {[string, number][]} */ ([["prepare.text.up", -1], ["prepare.text.down", 1]])) {
        const button = make("button", say(label), "button quiet step");
        button.addEventListener("click", () => this.#move(row.dataset.key, by));
        row.children[3].append(button);
      }
      return row;
    }, (row, { value }) => {
      setText(row.children[0], value.place ? String(value.place) : "");
      setText(row.children[1].children[0], value.title);
      setText(row.children[1].children[1], inLanguage(this.preparation.desk.delegations.find((one) => one.value.id === value.delegation)?.value.name, currentLanguage()));
      const item = this.#items.find(([id]) => id === value.item)?.[1];
      setText(row.children[2], [say(`prepare.text.${value.stage}`), item, value.note].filter(Boolean).join(": "));
      for (const step of row.querySelectorAll(".step")) step.hidden = value.stage !== "selected";
    });
  }

  /** @param {string} id @param {number} by */
  async #move(id, by) {
    const order = this.#inOrder.filter(({ value }) => value.stage === "selected").map(({ value }) => value.id);
    try {
      await this.preparation.command("orderInterventions", { interventions: moved(order, id, by) });
    } catch (error) {
      this.tell(this.forms.words(error));
    }
  }

  /** @param {string | null} id */
  async #edit(id) {
    const kept = id === null ? null : await this.preparation.get(`interventions/${encodeURIComponent(id)}`);
    const delegations = this.preparation.desk.delegations.map(({ value }) => /** @type {[string, string]} */ ([value.id, inLanguage(value.name, currentLanguage())]));
    const value = kept?.value ?? { id: "", delegation: delegations[0]?.[0], title: "", text: "", stage: "submitted" };
    this.forms.dialog.ask({
      title: say(kept ? "prepare.text.edit" : "prepare.text.add"), value,
      fields: [
        ...(kept ? [] : [/** @type {any} */ ({ key: "delegation", label: "prepare.person.delegation", kind: "select", options: delegations })]),
        { key: "title", label: "prepare.text.title", isNeeded: true }, { key: "text", label: "prepare.text.content", kind: "area", isNeeded: true },
        { key: "stage", label: "prepare.text.stage", kind: "select", options: stages.map((stage) => /** @type {[string, string]} */ ([stage, say(`prepare.text.${stage}`)])) },
        { key: "item", label: "prepare.text.item", kind: "select", options: [["", say("prepare.nothing")], ...this.#items] },
        { key: "note", label: "prepare.text.note" },
      ],
      save: async (values) => {
        const intervention = { ...values, item: values.item || undefined };
        const isEdited = !kept || intervention.title !== kept.value.title || intervention.text !== kept.value.text;
        let revision = kept?.revision ?? 0;
        if (isEdited) revision = await this.preparation.command("submitIntervention", { intervention, revision });
        const isReviewed = kept && (intervention.stage !== kept.value.stage || intervention.note !== kept.value.note || intervention.item !== kept.value.item);
        if (isReviewed) await this.preparation.command("reviewIntervention", { intervention: intervention.id, stage: intervention.stage, note: intervention.note, item: intervention.item, revision });
        this.forms.dialog.close();
      },
    });
  }
}
