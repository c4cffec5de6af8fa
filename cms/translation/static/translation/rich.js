// A small field for passages with bold, italic and links. It stands in front of a textarea that holds the engine's
// HTML. While an input method is composing it touches neither text nor cursor, and it never normalises.
import { build, link, serialise, sourceOf } from "./markup.js";

const icon = (name) => `<svg class="icon" aria-hidden="true"><use href="#icon-${name}"></use></svg>`;
// The letters B and I say nothing to who reads Bangla.
const [BOLD, ITALIC, LINK] = ["bold", "italic", "link"].map(icon);

// Says a sentence with its named places filled in.
export function say(sentence, values) {
  return sentence.replace(/%\((\w+)\)s/g, (_all, name) => values[name]);
}

function linkAround(field) {
  const node = getSelection().anchorNode;
  const found = (node?.nodeType === Node.ELEMENT_NODE ? node : node?.parentElement)?.closest("a[data-id]");
  return found && field.contains(found) ? found : null;
}

// Makes the selection a link of the original; inside that link, takes the link away. The browser's command keeps
// "undo" working.
function toggleLink(field, id, words) {
  const selection = getSelection();
  if (!selection.rangeCount || !field.contains(selection.anchorNode)) {
    selection.selectAllChildren(field);
    selection.collapseToEnd();
  }
  const inside = linkAround(field);
  if (inside) {
    selection.selectAllChildren(inside);
    const range = document.createRange();
    range.selectNode(inside);
    selection.removeAllRanges();
    selection.addRange(range);
    const inner = inside.innerHTML;
    if (inside.dataset.id === id) {
      inside.replaceWith(...build(inner).childNodes);
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
      return;
    }
  }
  const range = selection.getRangeAt(0);
  const made = link(id);
  const chosen = range.cloneContents();
  for (const old of chosen.querySelectorAll("a")) old.replaceWith(...old.childNodes);
  made.append(chosen.textContent.trim() ? chosen : words);
  made.dataset.fresh = "";
  document.execCommand("insertHTML", false, made.outerHTML);
  const placed = field.querySelector("a[data-fresh]");
  if (!placed) return;
  delete placed.dataset.fresh;
  selection.selectAllChildren(placed);
}

function toolbar(field, words, links) {
  const bar = document.createElement("div");
  bar.className = "rich__bar";
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", words.tools);
  const add = (label, html, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "rich__button";
    made.title = label;
    made.setAttribute("aria-label", label);
    made.innerHTML = html;
    made.tabIndex = bar.children.length ? -1 : 0;
    // The selection in the field stays while the button is pressed.
    made.addEventListener("mousedown", (event) => event.preventDefault());
    made.addEventListener("click", () => {
      field.focus();
      act();
    });
    bar.append(made);
    return made;
  };
  add(`${words.bold} (Ctrl+B)`, BOLD, () => document.execCommand("bold"));
  add(`${words.italic} (Ctrl+I)`, ITALIC, () => document.execCommand("italic"));
  add(`${words.break} (Enter)`, "↵", () => document.execCommand("insertLineBreak"));
  for (const each of links) {
    const label = say(words.link, { number: each.number, words: each.words });
    add(label, LINK, () => toggleLink(field, each.id, each.words)).append(each.number);
  }
  bar.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const buttons = [...bar.children];
    const next = buttons[(buttons.indexOf(document.activeElement) + step + buttons.length) % buttons.length];
    for (const each of buttons) each.tabIndex = each === next ? 0 : -1;
    next.focus();
    event.preventDefault();
  });
  return bar;
}

// Puts the field in front of `area`. `words` names the buttons; `links` are the original's: id, number, words.
export function enhance(area, words, links) {
  const field = document.createElement("div");
  field.className = "rich text";
  field.contentEditable = "true";
  field.lang = area.lang;
  field.spellcheck = true;
  field.setAttribute("role", "textbox");
  field.setAttribute("aria-multiline", "true");
  for (const name of ["aria-label", "aria-describedby"]) field.setAttribute(name, area.getAttribute(name));
  field.append(build(area.value));
  area.value = serialise(field);

  let composing = false;
  const take = () => {
    area.value = serialise(field);
    area.dispatchEvent(new Event("input", { bubbles: true }));
  };
  field.addEventListener("compositionstart", () => (composing = true));
  field.addEventListener("compositionend", () => {
    composing = false;
    take();
  });
  field.addEventListener("input", () => composing || take());
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey || event.isComposing) return;
    event.preventDefault();
    document.execCommand("insertLineBreak");
  });
  field.addEventListener("paste", (event) => {
    event.preventDefault();
    document.execCommand("insertText", false, event.clipboardData.getData("text/plain").trim());
  });
  field.addEventListener("drop", (event) => event.preventDefault());
  field.addEventListener("click", (event) => event.target.closest("a") && event.preventDefault());
  area.hidden = true;
  area.before(toolbar(field, words, links), field);
  return {
    node: field,
    // Fills the field without a trace, as after loading.
    set: (html) => {
      field.replaceChildren(build(html));
      area.value = serialise(field);
    },
    // Fills the field as if somebody had typed it: it can be undone.
    type: (html) => {
      field.focus();
      getSelection().selectAllChildren(field);
      // What is put in the place of a link would become one itself.
      document.execCommand("unlink");
      document.execCommand("insertHTML", false, sourceOf(build(html)));
    },
    insert: (text) => {
      const held = field.contains(getSelection().anchorNode);
      field.focus();
      if (!held) {
        getSelection().selectAllChildren(field);
        getSelection().collapseToEnd();
      }
      document.execCommand("insertText", false, text);
    },
  };
}

// A title, a heading, a name: what is this short is one line.
const LINE = 255;

// The same for a plain textarea.
export function plain(area) {
  if (Number(area.dataset.limit || Infinity) <= LINE) {
    area.addEventListener("keydown", (event) => event.key === "Enter" && !event.isComposing && event.preventDefault());
    area.addEventListener("paste", (event) => {
      const text = event.clipboardData.getData("text/plain");
      if (!/[\r\n]/.test(text)) return;
      event.preventDefault();
      document.execCommand("insertText", false, text.trim().replace(/\s*[\r\n]+\s*/g, " "));
    });
  }
  const put = (text) => {
    area.focus();
    // The command can be undone; where there is none, the text goes in all the same.
    if (!document.execCommand("insertText", false, text)) {
      area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
      area.dispatchEvent(new Event("input", { bubbles: true }));
    }
  };
  return {
    node: area,
    set: (text) => (area.value = text),
    type: (text) => {
      area.focus();
      area.select();
      put(text);
    },
    insert: put,
  };
}
