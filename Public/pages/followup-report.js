// @ts-check
// The report at the side: words, percent, figures, evidence.
import { make } from "../components/markup.js";
import { dayWords, figureWords } from "../lib/follow-up.js";
import { say } from "../lib/words.js";
import { button, done, tell } from "./followup-page.js";
import { openForm } from "./followup-form.js";

const qualifiers = ["exactly", "moreThan", "over", "nearly", "about", "atLeast", "upTo", "expected"];

/** @param {any} followUp @param {any} row @param {string} agency */
export async function openReport(followUp, row, agency) {
  const evidence = /** @type {any[]} */ ([]), figures = /** @type {(() => any)[]} */ ([]);
  const known = await followUp.read("figures").then((/** @type {any} */ { lines }) => lines, () => []);
  openForm({
    title: say(row.returned ? "mine.again" : "report.title"), lead: row.text, send: say("report.send"),
    fields: [
      { name: "text", label: say("report.text"), hint: say("report.text.hint"), kind: "area", isRequired: true },
      { name: "percent", label: say("report.percent"), kind: "number", min: 0, max: 100, value: String(Math.floor(row.progress / 100)), isRequired: true },
      ...(known.length ? [{ name: "figures", label: say("report.figures"), kind: /** @type {const} */ ("part"), part: figureRows(known, figures, followUp.today) }] : []),
      { name: "evidence", label: say("report.evidence"), kind: "part", part: evidenceRows(followUp, evidence) },
      { name: "difficulties", label: say("report.difficulties"), kind: "area" },
      { name: "proposals", label: say("report.proposals"), kind: "area" },
    ],
    onSend: async ({ text, percent, difficulties, proposals }) => {
      const told = figures.map((read) => read()).filter(Boolean);
      const report = {
        assignment: row.id, percent: Number(percent), text, evidence, figures: told, agency,
        ...(difficulties ? { difficulties } : {}), ...(proposals ? { proposals } : {}),
      };
      return await done("report", { report }, say("report.sent")) !== null;
    },
  });
}

/** @param {any} followUp @param {any[]} evidence */
function evidenceRows(followUp, evidence) {
  const part = make("div"), list = make("ul", undefined, "files"), acts = make("div", undefined, "acts");
  const draw = () => list.replaceChildren(...evidence.map((each, index) => {
    const item = make("li", each.title);
    if (each.bytes) item.append(make("span", `${Math.ceil(each.bytes / 1024)} kB`, "soft"));
    item.append(button(say("report.remove"), () => { evidence.splice(index, 1); draw(); }, "quiet"));
    return item;
  }));
  const input = /** @type {HTMLInputElement} */ (make("input", undefined, "visually-hidden")), label = make("label", undefined, "button upload");
  input.type = "file";
  input.multiple = true;
  label.append(input, make("span", say("report.file")));
  input.addEventListener("change", async () => {
    for (const file of input.files ?? []) {
      tell(say("report.uploading"));
      try {
        evidence.push(await followUp.upload(file));
      } catch (error) {
        tell(/** @type {any} */ (error).message, true);
      }
      draw();
    }
    input.value = "";
  });
  const address = /** @type {HTMLInputElement} */ (make("input", undefined, "field"));
  address.type = "url";
  address.placeholder = say("report.link.address");
  address.setAttribute("aria-label", say("report.link.address"));
  acts.append(label, address, button(say("report.link"), () => {
    const reference = address.value.trim();
    if (!/^https?:\/\//.test(reference)) return address.focus();
    evidence.push({ kind: "link", reference, title: reference });
    address.value = "";
    draw();
  }));
  part.append(list, acts);
  return part;
}

/** Figures of known indicators; what was said before is shown beside. @param {any[]} known @param {(() => any)[]} figures @param {string} today */
function figureRows(known, figures, today) {
  const part = make("div"), rows = make("div");
  part.append(rows, button(say("report.figure"), () => {
    const row = make("div", undefined, "figure"), was = make("p", "", "was");
    const indicator = choice(say("report.indicator"), known.map(({ indicator }) => ({ value: String(indicator.id), words: `${indicator.name} (${indicator.unit})` })));
    const qualifier = choice(say("report.qualifier"), qualifiers.map((name) => ({ value: name, words: say(`qualifier.${name}`) })));
    const value = input(say("report.value"), "text"), asOf = input(say("report.asOf"), "date");
    asOf.value = today;
    const before = () => {
      const line = known.find((each) => String(each.indicator.id) === indicator.value);
      const last = line?.points.at(-1);
      was.textContent = last ? say("report.was", { value: figureWords(last.said.at(-1).figure, ""), unit: line.indicator.unit, day: dayWords(last.asOf) }) : "";
    };
    indicator.addEventListener("change", before);
    before();
    row.append(indicator, qualifier, value, asOf, was);
    rows.append(row);
    figures.push(() => value.value.trim() === "" ? null : {
      indicator: Number(indicator.value), figure: { value: value.value.trim().replace(/\s/g, "").replace(",", "."), qualifier: qualifier.value, asOf: asOf.value },
    });
  }));
  return part;
}

/** @param {string} label @param {{value: string, words: string}[]} options */
function choice(label, options) {
  const made = /** @type {HTMLSelectElement} */ (make("select", undefined, "select"));
  made.setAttribute("aria-label", label);
  for (const { value, words } of options) {
    const option = /** @type {HTMLOptionElement} */ (make("option", words));
    option.value = value;
    made.append(option);
  }
  return made;
}

/** @param {string} label @param {string} type */
function input(label, type) {
  const made = /** @type {HTMLInputElement} */ (make("input", undefined, "field"));
  made.type = type;
  made.setAttribute("aria-label", label);
  made.placeholder = label;
  return made;
}
