// @ts-check
// The form of the pillars that assignments are sorted by: their names in both languages, and room for one more.
import { say } from "../lib/words.js";
import { identifier } from "../lib/proposals.js";
import { done, tell } from "./followup-page.js";
import { openForm } from "./followup-form.js";

/** @param {any} followUp */
export function openPillars(followUp) {
  const pillars = /** @type {{id: string, name: {vi: string, en: string}}[]} */ ([...followUp.tables.pillars, { id: "", name: { vi: "", en: "" } }]);
  openForm({
    title: say("desk.pillars"), lead: say("pillars.lead"), send: say("desk.save"),
    fields: pillars.flatMap(({ id, name }, index) => [
      { name: `vi-${index}`, label: say(id ? "pillars.vi" : "pillars.more.vi"), value: name.vi },
      { name: `en-${index}`, label: say(id ? "pillars.en" : "pillars.more.en"), value: name.en },
    ]),
    onSend: async (values) => {
      const named = pillars.map(({ id }, index) => ({ id: id || identifier(values[`vi-${index}`]), name: { vi: values[`vi-${index}`], en: values[`en-${index}`] } }));
      const kept = named.filter(({ name }) => name.vi || name.en);
      if (kept.some(({ name }) => !name.vi || !name.en)) {
        tell(say("pillars.both"), true);
        return false;
      }
      return await done("setPillars", { pillars: kept }, say("pillars.saved")) !== null;
    },
  });
}
