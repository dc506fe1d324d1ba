"""Scores `dienhong read` against what careful readers took out of the same texts, and times it.

bin/bench read [--gold FOLDER] [--texts FOLDER] [--verbose]. Gold files follow conference-gold/1 and name their text.
"""

import argparse
import json
import pathlib
import subprocess
import sys
import unicodedata

ROOT = pathlib.Path(__file__).resolve().parent.parent


def folded(text):
    """Case, spaces and the place of the tone mark make no difference."""
    text = unicodedata.normalize("NFD", (text or "").lower().replace("t.ư", "trung ương"))
    words = []
    for word in text.replace("\u00a0", " ").split():
        tones = "".join(c for c in word if c in "\u0300\u0301\u0303\u0309\u0323")
        words.append("".join(c for c in word if c not in "\u0300\u0301\u0303\u0309\u0323") + tones)
    return " ".join(words)


def site_name(text):
    """«điểm cầu tỉnh Quảng Bình» and «Quảng Bình» are one site."""
    words = folded(text)
    for prefix in ("điểm cầu ", "tỉnh ", "thành phố ", "tp "):
        prefix = folded(prefix) + " "
        if words.startswith(prefix):
            words = words[len(prefix):]
    return words


def overlaps(a, b):
    return a["start"] < b["end"] and b["start"] < a["end"]


def kinds_of_speech(words):
    table = {
        "khai mạc": "opening", "chào mừng": "welcome", "báo cáo": "report", "tham luận": "intervention", "thảo luận": "discussion",
        "tiếp thu": "response", "kết luận": "conclusion", "bế mạc": "closing", "chỉ đạo": "directive",
    }
    for word in ("tiếp thu", "khai mạc", "bế mạc", "chào mừng", "kết luận", "báo cáo", "tham luận", "thảo luận", "chỉ đạo"):
        if word in words:
            return table[word]
    return "speech"


def figure_value(figure):
    def of(key):
        value = figure.get(key)
        return None if value is None else round(float(value), 6)

    return (of("value"), of("value_min"), of("value_max"), of("of_total"), of("magnitude"), of("period_start"), of("period_end"))


class Score:
    def __init__(self):
        self.kinds = {}
        self.exact = self.spans = 0
        self.notes = []

    def match(self, kind, expected, proposed, same, exact):
        """Pairs each expected record with one proposed; `exact` says whether a pair's words are those of the gold."""
        row = self.kinds.setdefault(kind, [0, 0, 0])
        left = list(proposed)
        for want in expected:
            found = next((have for have in left if same(want, have)), None)
            if found is None:
                row[2] += 1
                self.notes.append(f"missed {kind}: {json.dumps(want, ensure_ascii=False)[:220]}")
                continue
            left.remove(found)
            row[0] += 1
            for is_exact in exact(want, found):
                self.spans += 1
                self.exact += is_exact
                if not is_exact:
                    self.notes.append(f"span of {kind}: {json.dumps(want, ensure_ascii=False)[:160]} ≠ {json.dumps(found, ensure_ascii=False)[:200]}")
        row[1] += len(left)
        for extra in left:
            self.notes.append(f"extra {kind}: {json.dumps(extra, ensure_ascii=False)[:220]}")

    def f1(self, kind):
        hit, extra, missed = self.kinds[kind]
        return 1.0 if hit + extra + missed == 0 else 2 * hit / (2 * hit + extra + missed)


def score_text(score, gold, got, text):
    def verbatim(span):
        return text[span["start"]:span["end"]] == span["text"]

    def inside(span, quote):
        return verbatim(span) and quote["start"] <= span["start"] and span["end"] <= quote["end"]

    def around(span, quote, words):
        """A clause may be cut at another comma: it must be verbatim and hold the gold's own words."""
        return verbatim(span) and overlaps(span, quote) and folded(words) in folded(span["text"])

    sites = {site["site_id"]: site for site in gold["bridge_points"]}
    score.match(
        "sites", gold["bridge_points"], got["sites"],
        lambda want, have: site_name(want["name"]) == site_name(have["name"]),
        lambda want, have: [(want["quote"]["start"], want["quote"]["end"]) == (have["quote"]["start"], have["quote"]["end"])])

    def same_site(want, have):
        gold_site = sites.get(want["site_id"])
        return site_name(gold_site["name"] if gold_site else "") == site_name(have["site_name"])

    def same_titles(want, have):
        return [folded(title) for title in want["titles"]] == [folded(title["title"]) for title in have["titles"]]

    attending = [person for person in got["people"] if person["attends"]]
    score.match(
        "people", gold["people"], attending,
        lambda want, have: folded(want["name"]) == folded(have["name"]) and same_titles(want, have) and same_site(want, have),
        lambda want, have: [have["name_quote"]["text"] == text[have["name_quote"]["start"]:have["name_quote"]["end"]]]
        + [verbatim(title["quote"]) for title in have["titles"]] + [verbatim(have["quote"]) and want["name"] in have["quote"]["text"]])
    for part, same in (("people_name", lambda want, have: True), ("people_titles", same_titles), ("people_site", same_site)):
        score.match(
            part, gold["people"], attending,
            lambda want, have, same=same: folded(want["name"]) == folded(have["name"]) and same(want, have), lambda want, have: [])

    def same_speech(want, have):
        if kinds_of_speech(want["kind"]) != have["kind"]["value"]:
            return False
        if want["speaker"] is None:
            return have["speaker"] is None and have["speakers"] is not None and overlaps(have["speakers"], want["speaker_group"])
        return folded(want["speaker"]) == folded(have["speaker"])

    score.match(
        "speeches", gold["agenda"], got["speeches"], same_speech,
        lambda want, have: [verbatim(have["quote"]) and (have["speaker"] is None or have["speaker"] in have["quote"]["text"])])

    def same_figure(want, have):
        return (figure_value(want) == figure_value(have) and folded(want["unit"]) == folded(have["unit"])
                and want["qualifier"] == have["qualifier"] and overlaps(want["quote"], have["words"]))

    score.match(
        "figures", gold["figures"], got["figures"], same_figure,
        lambda want, have: [inside(have["words"], want["quote"]), verbatim(have["quote"])])
    for kind in ("lessons", "tasks"):
        score.match(
            kind, gold[kind], got[kind],
            lambda want, have: want["number"] == have["number"] and overlaps(want["text"], have["text"]),
            lambda want, have: [(want["text"]["start"], want["text"]["end"]) == (have["text"]["start"], have["text"]["end"])])

    # Nothing may come out of what surrounds the article.
    noise = gold.get("noise", [])
    words = [site["quote"] for site in got["sites"]] + [person["name_quote"] for person in got["people"]]
    words += [figure["words"] for figure in got["figures"]] + [item["text"] for item in got["lessons"] + got["tasks"]]
    words += [speech["quote"] for speech in got["speeches"]]
    taken = [span for span in words if any(overlaps(span, line) for line in noise)]
    for span in taken:
        score.notes.append(f"taken from furniture: {span}")
    return len(taken)


def read(program, files, *options):
    run = subprocess.run([program, "read", *options, *map(str, files)], cwd=ROOT, capture_output=True, text=True)
    if run.returncode != 0:
        sys.exit(f"dienhong read: {run.stderr.strip()}")
    return json.loads(run.stdout)


def invented():
    """What is timed where no other texts are: those of the tests."""
    return sorted((ROOT / "Tests/Reading/Texts").glob("*.txt"))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--gold", type=pathlib.Path, default=ROOT.parent / "shared/gold")
    parser.add_argument("--texts", type=pathlib.Path)
    parser.add_argument("--program", default=str(ROOT / ".build/release/dienhong"))
    parser.add_argument("--verbose", action="store_true")
    arguments = parser.parse_args()
    golds = sorted(arguments.gold.glob("*.json")) if arguments.gold.is_dir() else []
    texts = arguments.texts or arguments.gold.parent / "seeds"
    score, taken = Score(), 0
    for path in golds:
        gold = json.loads(path.read_text(encoding="utf-8"))
        file = texts / gold["seed"]
        text = file.read_bytes().decode("utf-8")
        taken += score_text(score, gold, read(arguments.program, [file]), text)
    timed = [file for file in sorted(texts.glob("*.txt"))] or invented()
    speed = read(arguments.program, timed, "--measure", "60")
    if arguments.verbose:
        for note in score.notes:
            print(note)
    rows = ("people", "people_name", "people_titles", "people_site", "sites", "speeches", "figures", "lessons", "tasks")
    for kind in rows if golds else ():
        hit, extra, missed = score.kinds[kind]
        precision = hit / (hit + extra) if hit + extra else 1.0
        recall = hit / (hit + missed) if hit + missed else 1.0
        print(f"{kind:14} precision {precision:.3f}  recall {recall:.3f}  F1 {score.f1(kind):.3f}   {hit} found, {extra} too many, {missed} missed")
    if golds:
        print(f"spans          {score.exact} of {score.spans} exact; {taken} taken from furniture; {len(golds)} texts")
    else:
        print(f"No gold files in {arguments.gold}: nothing is scored, only the speed is measured.")
    f1 = {kind: round(score.f1(kind), 4) for kind in rows if "_" not in kind} if golds else None
    print(json.dumps({
        "f1": f1, "f1_min": min(f1.values()) if f1 else None,
        "spans_exact": round(score.exact / score.spans, 4) if score.spans else None, "from_furniture": taken if golds else None,
        "mb_per_s": speed["mb_per_s"], "ms_per_article_max": speed["ms_per_article_max"], "texts": len(golds),
    }))


if __name__ == "__main__":
    main()
