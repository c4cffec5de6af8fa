// The screen where a translation is written. Everything here also works without it, as one form.
import { comments, differences, presence, preview } from "./beside.js";
import { Passage } from "./passage.js";

const root = document.querySelector("[data-editor]");
const words = JSON.parse(document.getElementById("desk-words").textContent);
const reloadPreview = preview(root);
const reloadDifferences = differences(root);
const told = root.querySelector("[data-told]");

const desk = {
  words,
  base: root.dataset.base,
  key: root.dataset.key,
  digits: (text) => (words.language === "bn" ? `${text}`.replace(/[0-9]/g, (digit) => "০১২৩৪৫৬৭৮৯"[digit]) : `${text}`),
  saved(answer, from) {
    for (const each of passages) each.follow(answer, from);
    root.querySelector("[data-summary]").textContent = answer.summary;
    root.querySelector("[data-percent]").textContent = answer.percent;
    const progress = root.querySelector("progress[data-progress]");
    progress.max = answer.total;
    progress.value = answer.translated;
    reloadPreview();
    reloadDifferences();
  },
  // Goes to the next passage that is to be done, or is outdated, after `from` or the one somebody is in.
  next(kind, from) {
    const wanted = { todo: (each) => each.node.dataset.progress !== "done", outdated: (each) => "outdated" in each.node.dataset };
    const here = from ?? passages.find((each) => each.node.contains(document.activeElement)) ?? last;
    const start = passages.indexOf(here) + 1;
    const found = [...passages.slice(start), ...passages.slice(0, start)].find((each) => each !== from && wanted[kind](each));
    told.textContent = found ? "" : words.none;
    if (!found) return;
    last = found;
    found.node.scrollIntoView({ block: "center" });
    found.field.node.focus({ preventScroll: true });
  },
};

let last = null;
const editable = [...root.querySelectorAll("[data-passage]")].filter((node) => node.querySelector("[data-seen]"));
const passages = editable.map((node) => new Passage(node, desk));
root.classList.add("is-live");

for (const button of root.querySelectorAll("[data-next]")) {
  // The button must not become the place to count from.
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", () => desk.next(button.dataset.next));
}
root.querySelector("[data-passages]").addEventListener("submit", (event) => event.preventDefault());
// Who goes on to another screen has just left a field: its passage is saved first, so that no browser need ask.
root.addEventListener("click", async (event) => {
  const leaving = event.target.closest("a[href]:not([target], [data-id]), button[form=desk-act]");
  if (!leaving || event.ctrlKey || event.metaKey || !passages.some((each) => each.isBusy)) return;
  if ("waited" in leaving.dataset) {
    delete leaving.dataset.waited;
    return;
  }
  event.preventDefault();
  await Promise.all(passages.map((each) => each.save()));
  leaving.dataset.waited = "";
  leaving.click();
});
addEventListener("beforeunload", (event) => {
  if (passages.some((each) => each.isBusy)) event.preventDefault();
});
addEventListener("online", () => passages.forEach((each) => each.save()));
comments(root, words);
presence(root);

if (root.dataset.focus) {
  const key = `${root.dataset.focus}:0`;
  const place = [...root.querySelectorAll("[data-passage]")].find((node) => node.dataset.key === key);
  place?.scrollIntoView({ block: "center" });
}
