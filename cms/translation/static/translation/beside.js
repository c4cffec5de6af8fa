// What stands beside the passages: the preview, the differences, the comments, and who else is there.
import { post, read, send } from "./saving.js";

const SETTLED = 1200;
const PRESENCE = 30000;

function later(act) {
  let timer;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(act, SETTLED);
  };
}

// Shows the preview at the press of a button. Returns what to do after a passage was saved.
export function preview(root) {
  const panel = root.querySelector("[data-preview]");
  const button = root.querySelector("[data-toggle-preview]");
  const frame = panel.querySelector("iframe");
  const load = () => {
    if (panel.hidden) return;
    const top = frame.contentWindow?.scrollY ?? 0;
    frame.addEventListener("load", () => frame.contentWindow.scrollTo({ top, behavior: "instant" }), { once: true });
    frame.src = panel.dataset.preview;
  };
  button.addEventListener("click", () => {
    panel.hidden = !panel.hidden;
    root.querySelector("[data-work]").classList.toggle("work--beside", !panel.hidden);
    button.setAttribute("aria-expanded", String(!panel.hidden));
    load();
  });
  return later(load);
}

function list(place, texts) {
  place.replaceChildren(
    ...texts.map((text) => {
      const item = document.createElement("li");
      item.textContent = text;
      return item;
    }),
  );
}

// Asks how both languages differ, at once and anew: returns what to do after a passage was saved.
export function differences(root) {
  const ask = async () => {
    const text = await read(`${root.dataset.base}differences/`);
    if (!text) return;
    const found = JSON.parse(text);
    for (const node of root.querySelectorAll("[data-passage]")) {
      const place = node.querySelector("[data-differences]");
      const texts = found.passages[node.dataset.passage] ?? [];
      list(place, texts);
      place.hidden = texts.length === 0;
    }
    const general = root.querySelector("[data-general]");
    list(general.querySelector("ul"), found.general);
    general.hidden = found.general.length === 0;
    root.querySelector("[data-count-differences]").textContent = found.count;
  };
  ask();
  return later(ask);
}

// Sends comments without leaving the page: what is typed elsewhere stays.
export function comments(root, words) {
  root.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-comments] button[formaction]");
    if (!button) return;
    event.preventDefault();
    const thread = button.closest("[data-comments]");
    const area = thread.querySelector("textarea");
    const error = thread.querySelector("[data-comment-error]");
    button.disabled = true;
    try {
      const response = await send(button.getAttribute("formaction"), { text: area.value, to: thread.querySelector("[data-to]").value });
      const answer = await response.text();
      if (response.status === 422) {
        error.textContent = JSON.parse(answer).error;
      } else if (response.ok) {
        const box = document.createElement("template");
        box.innerHTML = answer;
        const fresh = box.content.querySelector("[data-comments]");
        // A remark half written outlives the resolving of another.
        if (!button.getAttribute("formaction").includes("?path=")) fresh.querySelector("textarea").value = area.value;
        thread.replaceWith(fresh);
        fresh.querySelector("summary").focus();
      } else {
        error.textContent = response.status === 403 ? words.refused : words.comment_failed;
      }
    } catch {
      error.textContent = words.comment_failed;
    }
    button.disabled = false;
  });
}

// Says every half minute that somebody is here, and shows who else is.
export function presence(root) {
  if (!root.dataset.presence) return;
  const call = async () => {
    const answer = await post(root.dataset.presence, {});
    if (answer.kind !== "ok") return;
    const { others } = answer.data;
    const box = root.querySelector("[data-others]");
    box.hidden = others.length === 0;
    box.querySelector("[data-names]").textContent = others.join(", ");
  };
  call();
  setInterval(() => document.hidden || call(), PRESENCE);
}
