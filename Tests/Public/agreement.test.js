// Pages and server make the same state of the same events: Tests/Conference/PagesAgreeTests.swift reads the same files.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test from "node:test";
import { conducted, conductedUnkept, conductOf } from "../../Public/lib/closed.js";
import { completed } from "../../Public/lib/conference.js";

/** What the server says, without what differs by reader and without the order of what has none. */
const comparable = ({ seq, now, you, conference, ...state }) => ({
  ...state, muted: [...state.muted].sort(), vote: state.vote && { ...state.vote, voted: [...state.vote.voted].sort() },
});

for (const name of ["conduct-1.jsonl", "conduct-2.jsonl", "conduct-3.jsonl"]) {
  test(`the events of a conference that went everywhere add up to the same state: ${name}`, async () => {
    const text = await readFile(new URL(name, import.meta.url), "utf8");
    const [{ conference }, ...lines] = text.trim().split("\n").map((line) => JSON.parse(line));
    let conduct = conductOf(completed({ seq: 1, now: 0, you: { role: "chair" }, conference, phase: "draft" }));
    for (const [index, { kept, unkept, durable, live = null }] of lines.entries()) {
      if (kept) conduct = conducted(conduct, kept);
      if (unkept) conduct = conductedUnkept(conduct, unkept);
      if (!durable) continue;
      const line = `line ${index + 2}`;
      assert.deepEqual(comparable(conduct.durable), comparable(durable), line);
      assert.deepEqual(conduct.live && comparable(conduct.live), live && comparable(live), line);
    }
  });
}
