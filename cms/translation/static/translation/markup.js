// Between the engine's HTML and what stands in an editable field. Pure functions of nodes and strings.

const KEPT = new Set(["b", "strong", "i", "em"]);
const BLOCKS = new Set(["div", "p", "li", "ul", "ol", "h1", "h2", "h3", "h4", "blockquote", "pre"]);
// Where a block begins or ends. It becomes one line break, however many of them meet.
const EDGE = "\u0001";

function escapeText(text) {
  return text.replaceAll("\u00a0", " ").replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function walk(node) {
  let html = "";
  for (const child of node.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) {
      html += escapeText(child.data);
    } else if (child.nodeType === Node.ELEMENT_NODE) {
      const name = child.localName;
      const inner = walk(child);
      if (name === "br") html += "\n";
      else if (!inner) continue;
      else if (name === "a" && child.dataset.id) html += `<a id="${child.dataset.id}">${inner}</a>`;
      else if (KEPT.has(name)) html += `<${name}>${inner}</${name}>`;
      else if (BLOCKS.has(name)) html += EDGE + inner + EDGE;
      else html += inner;
    }
  }
  return html;
}

// Returns the engine's HTML for what stands in `field`: allowed tags only, line breaks as <br/>.
export function serialise(field) {
  return walk(field)
    .replace(new RegExp(`\n?${EDGE}+`, "g"), "\n")
    .replace(/^\s+|\s+$/g, "")
    .replaceAll("\n", "<br/>");
}

// Returns nodes for the engine's HTML, made tag by tag: nothing else gets in.
export function build(html) {
  const parsed = new DOMParser().parseFromString(`<body>${html}</body>`, "text/html").body;
  const made = document.createDocumentFragment();
  const copy = (from, to) => {
    for (const child of from.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) {
        to.append(child.data.replace(/\s*\n\s*/g, " "));
      } else if (child.nodeType === Node.ELEMENT_NODE) {
        const name = child.localName;
        if (name === "br") {
          to.append(document.createElement("br"));
        } else if (KEPT.has(name)) {
          copy(child, to.appendChild(document.createElement(name)));
        } else if (name === "a" && child.id) {
          copy(child, to.appendChild(link(child.id)));
        } else {
          copy(child, to);
        }
      }
    }
  };
  copy(parsed, made);
  return made;
}

// Returns an empty link. Its address is that of nothing: with one, browsers let a writer leave the link at its end.
export function link(id) {
  const made = document.createElement("a");
  made.dataset.id = id;
  made.setAttribute("href", `#${id}`);
  return made;
}

// Returns the HTML of a fragment, to be inserted with the browser's own command.
export function sourceOf(fragment) {
  const box = document.createElement("div");
  box.append(fragment.cloneNode(true));
  return box.innerHTML;
}
