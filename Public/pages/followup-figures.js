// @ts-check
// Every figure with its words; what disagrees stands side by side, and one may be chosen.
import "../components/figure-chart.js";
import { make, setAttribute } from "../components/markup.js";
import { dayOf, dayWords, figureWords } from "../lib/follow-up.js";
import { say } from "../lib/words.js";
import { button, done, main, open } from "./followup-page.js";
import { openForm } from "./followup-form.js";

const qualifiers = ["exactly", "moreThan", "over", "nearly", "about", "atLeast", "upTo", "expected"];
/** @type {any} */ let figures;

await open(async (followUp) => {
  figures = await followUp.read("figures");
}, (followUp) => {
  const view = make("div", undefined, "figures-page"), header = make("header");
  header.append(make("h1", say("page.figures")));
  if (followUp.isSecretariat) header.append(button(say("figures.add"), () => add(followUp)));
  view.append(header);
  for (const line of figures.lines) view.append(drawn(followUp, line));
  if (!figures.lines.length) view.append(make("p", say("figures.none"), "soft"));
  main.replaceChildren(view);
});

/** @param {any} followUp @param {any} line */
function drawn(followUp, { indicator, points }) {
  const made = make("section"), header = make("header"), list = make("ol"), chart = /** @type {any} */ (make("figure-chart"));
  setAttribute(made, "data-indicator", String(indicator.id));
  header.append(make("h2", indicator.name), make("p", [indicator.unit, indicator.owner ? followUp.name(indicator.owner, false) : ""].filter(Boolean).join(", "), "soft"));
  for (const point of points) list.append(time(followUp, indicator, point));
  made.append(header, list, chart);
  const whole = points.filter((/** @type {any} */ { place }) => !place);
  if (whole.length) {
    const shown = whole.map((/** @type {any} */ { at, asOf, said, choice }) => {
      const taken = choice ? said.filter((/** @type {any} */ { id }) => id === choice.observation) : said;
      const values = taken.flatMap((/** @type {any} */ { figure }) => [Number(figure.value), Number(figure.high ?? figure.value)]);
      return {
        at: Date.parse(at), low: Math.min(...values), high: Math.max(...values), words: figureWords(taken[0].figure, ""), when: dayWords(asOf), differs: taken.length > 1,
      };
    });
    chart.chart = { label: say("figures.chart", { name: indicator.name, points: shown.map((/** @type {any} */ { when, words }) => `${when}: ${words}`).join("; ") }), points: shown };
  }
  return made;
}

/** @param {any} followUp @param {any} indicator @param {any} point */
function time(followUp, indicator, { asOf, place, said, choice }) {
  const item = make("li", undefined, "point"), sayings = make("div");
  item.append(make("p", [dayWords(asOf), place].filter(Boolean).join(", "), "strong figures"));
  if (said.length > 1) sayings.append(make("p", say("figures.differ", { count: said.length }), `differ state ${choice ? "plain" : "warning"}`));
  for (const { id, figure } of said) {
    const saying = make("div", undefined, "saying"), body = make("div"), isChosen = choice?.observation === id;
    setAttribute(saying, "data-observation", String(id));
    saying.toggleAttribute("data-chosen", isChosen);
    body.append(make("b", figureWords(figure, indicator.unit)), make("p", [figure.speaker, figure.source?.document].filter(Boolean).join(", ")));
    if (figure.source?.words) body.append(make("p", `“${figure.source.words}”`));
    if (isChosen) body.append(make("p", `${say("figures.chosen")} ${dayWords(dayOf(choice.at))}: ${choice.reason}`));
    saying.append(body);
    if (said.length > 1 && followUp.isSecretariat && !isChosen) {
      saying.append(button(say("figures.choose"), () => openForm({
        title: say("figures.choose"), lead: figureWords(figure, indicator.unit), send: say("figures.choose"),
        fields: [{ name: "reason", label: say("figures.why"), kind: "area", isRequired: true }],
        onSend: async ({ reason }) => await done("choose", { observation: id, reason }) !== null,
      }), "quiet"));
    }
    sayings.append(saying);
  }
  item.append(sayings);
  return item;
}

/** @param {any} followUp */
function add(followUp) {
  openForm({
    title: say("figures.add"), send: say("desk.save"),
    fields: [
      { name: "name", label: say("figures.name"), isRequired: true }, { name: "unit", label: say("figures.unit"), isRequired: true },
      { name: "qualifier", label: say("report.qualifier"), kind: "choice", options: qualifiers.map((value) => ({ value, words: say(`qualifier.${value}`) })) },
      { name: "value", label: say("report.value"), isRequired: true },
      { name: "asOf", label: say("report.asOf"), kind: "date", value: followUp.today, isRequired: true },
      { name: "speaker", label: say("figures.speaker") }, { name: "document", label: say("figures.document") },
      { name: "words", label: say("figures.words"), kind: "area" },
    ],
    onSend: async ({ name, unit, qualifier, value, asOf, speaker, document, words }) => {
      const source = { ...(document ? { document } : {}), ...(words ? { words } : {}) };
      const figure = { value: value.replace(/\s/g, "").replace(",", "."), qualifier, asOf, ...(speaker ? { speaker } : {}), source };
      return await done("observe", { figures: [{ name, unit, figure }] }) !== null;
    },
  });
}
