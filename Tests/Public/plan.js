// A small conference for the tests: a centre, three provinces, two delegates, four items.

const text = (vi, en = vi) => ({ vi, en });

import { completed } from "../../Public/lib/conference.js";

export const plan = {
  id: "thu", title: text("Hội nghị thử", "Test conference"), host: text("Ban Tổ chức", "Hosts"), theme: text(""), day: "2026-12-14",
  sites: [
    { id: "trung-tam", name: text("Trung tâm", "Centre"), kind: "centre", parent: null, province: "01" },
    { id: "lao-cai", name: text("Lào Cai"), kind: "province", parent: "trung-tam", province: "10" },
    { id: "ca-mau", name: text("Cà Mau"), kind: "province", parent: "trung-tam", province: "96" },
    { id: "ha-noi", name: text("Hà Nội"), kind: "province", parent: "trung-tam", province: "01" },
  ],
  delegates: [
    { id: "van", name: "Trần Thị Hồng Vân", title: text("Phó Bí thư, Chủ tịch", "Deputy Secretary, Chairwoman"), body: text("UBND"), site: "lao-cai", rank: 2 },
    { id: "khiem", name: "Phạm Đức Khiêm", title: text("Chủ trì", "Chair"), body: text(""), site: "trung-tam", rank: 1 },
  ],
  programme: [
    { id: "khai-mac", kind: "opening", title: text("Khai mạc", "Opening"), speaker: "khiem", site: "trung-tam", minutes: 10 },
    { id: "tham-luan", kind: "intervention", title: text("Tham luận", "Intervention"), speaker: "van", site: "lao-cai", minutes: 8 },
    { id: "nghi", kind: "recess", title: text("Nghỉ", "Recess"), speaker: null, site: null, minutes: 20 },
    { id: "be-mac", kind: "closing", title: text("Bế mạc", "Closing"), speaker: null, site: "trung-tam", minutes: 5 },
  ],
};

/** A state of that conference, with what a test wants different. */
export function stateWith(change = {}) {
  return completed({
    seq: 1, now: 0, you: { session: "s", role: "operator", site: "lao-cai" }, conference: plan,
    phase: "open", item: null, queue: [], floor: [], stage: "speaker", muted: [], attendance: {}, ...change,
  });
}

export const request = (site, since = 0, kind = "intervention") => ({ site, delegate: null, item: null, since, kind });
export const holder = (site, since = 0, allotted = 300, seat = 1) => ({
  site, delegate: null, item: null, since, allotted, seat, spokenMilliseconds: 0, start: since, kind: "intervention",
});
export const here = { connected: true, camera: true, microphone: true };
