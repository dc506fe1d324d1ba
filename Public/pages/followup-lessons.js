// @ts-check
// Lessons with where they come from.
import { make } from "../components/markup.js";
import { say } from "../lib/words.js";

/** @param {any[]} lessons */
export function lessonList(lessons) {
  const list = make("ol", undefined, "conclusions lessons");
  for (const { number, text, source } of lessons) {
    const item = make("li"), body = make("div");
    body.append(make("p", text, "text"), make("p", [number ? say("row.lesson", { number }) : "", source.document].filter(Boolean).join(", "), "meta"));
    item.append(body);
    list.append(item);
  }
  if (!lessons.length) list.append(make("li", say("desk.lessons.none"), "none"));
  return list;
}
