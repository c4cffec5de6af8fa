// One passage: what is typed is saved by itself, kept when it cannot be, and never put over somebody else's text.
import { build } from "./markup.js";
import { enhance, plain } from "./rich.js";
import { forget, keep, kept, post, read } from "./saving.js";

const DELAY = 2500;
const RETRY = 8000;

export class Passage {
  // `desk` is the whole screen: its words, its addresses, and what to do after a passage was saved.
  constructor(node, desk) {
    this.node = node;
    this.desk = desk;
    this.words = desk.words;
    this.url = `${desk.base}segments/${node.dataset.passage}/`;
    this.key = `${desk.key}:${node.dataset.key}`;
    this.area = node.querySelector("textarea[name^=text-]");
    this.seen = node.querySelector("[data-seen]");
    this.same = node.querySelector("[data-same]");
    this.theirs = null;
    this.field = "rich" in node.dataset ? enhance(this.area, this.words, this.links()) : plain(this.area);
    this.saved = this.area.value;
    this.restore();
    this.listen();
    this.count();
  }

  get isDirty() {
    return this.area.value !== this.saved;
  }

  get isBusy() {
    return this.isDirty || Boolean(this.running);
  }

  links() {
    return [...this.node.querySelectorAll("[data-link]")].map((each, index) => ({
      id: each.dataset.link,
      words: each.dataset.words,
      number: this.desk.digits(index + 1),
    }));
  }

  listen() {
    this.area.addEventListener("input", () => this.changed());
    this.field.node.addEventListener("blur", () => this.save());
    this.field.node.addEventListener("focus", () => this.suggest(), { once: true });
    this.field.node.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
      event.preventDefault();
      this.save();
      this.desk.next("todo", this);
    });
    this.node.addEventListener("click", (event) => this.clicked(event.target.closest("button")));
    this.same.addEventListener("change", () => this.tickSame());
    const confirm = this.node.querySelector("[data-confirm]");
    confirm?.addEventListener("change", () => confirm.checked && this.save({ confirm: "1" }));
  }

  // What the tick puts the original's words over comes back when it is taken away.
  tickSame() {
    if (this.same.checked) {
      this.replaced = this.area.value;
      this.save({ same: "1" });
    } else if (this.replaced) {
      this.field.set(this.replaced);
      this.replaced = null;
      this.save();
    } else {
      this.save({ same: "" });
    }
  }

  say(state, text = this.words[state]) {
    const place = this.node.querySelector("[data-saving]");
    if (place.textContent !== text) place.textContent = text;
    this.node.dataset.state = state;
  }

  count() {
    const place = this.node.querySelector("[data-count]");
    if (!place) return;
    const limit = Number(this.area.dataset.limit);
    const length = [...(this.field.node === this.area ? this.area.value : this.field.node.textContent)].length;
    place.textContent = this.desk.digits(`${length} / ${limit}`);
    place.classList.toggle("passage__count--over", length > limit);
  }

  changed() {
    this.count();
    clearTimeout(this.timer);
    if (!this.isDirty) {
      forget(this.key);
      if (this.node.dataset.state === "invalid") this.node.querySelector("[data-error]").textContent = "";
      this.refusedText = null;
      if (this.asked) this.timer = setTimeout(() => this.save(), RETRY);
      else if (!this.running && !this.theirs) this.say("saved", "");
      return;
    }
    keep(this.key, this.area.value, this.seen.value);
    if (this.theirs) return;
    this.say("unsaved");
    this.timer = setTimeout(() => this.save(), DELAY);
  }

  // Offers what was typed here before and never arrived. If somebody saved the passage meanwhile, the server says so.
  restore() {
    const found = kept(this.key);
    if (!found || found.text === this.saved) return forget(this.key);
    const seen = this.seen.value;
    this.field.set(found.text);
    if (seen) this.seen.value = found.seen;
    this.say("restored");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button-small button-secondary";
    button.textContent = this.words.discard;
    button.addEventListener("click", () => {
      this.field.set(this.saved);
      this.seen.value = seen;
      this.changed();
      this.say("saved", "");
    });
    this.node.querySelector("[data-saving]").append(" ", button);
  }

  // Saves what is typed, or does what was ticked: one request at a time, in the order asked for.
  save(asked = null) {
    clearTimeout(this.timer);
    if (asked) this.asked = asked;
    if (!this.asked && (!this.isDirty || this.theirs || this.area.value === this.refusedText)) return;
    if (this.running) this.again = true;
    else this.running = this.run().finally(() => (this.running = null));
    return this.running;
  }

  async run() {
    do {
      this.again = false;
      // A suggestion that was changed is the writer's own: saving it confirms it.
      const asked = this.asked?.confirm && this.isDirty ? null : this.asked;
      this.asked = null;
      if (!asked && !this.isDirty) break;
      const sent = this.area.value;
      this.say("saving");
      const answer = await post(this.url, { text: sent, seen: this.seen.value, ...asked });
      if (answer.kind === "offline") {
        this.asked ??= asked;
        this.say("failed");
        this.timer = setTimeout(() => this.save(this.asked), RETRY);
        return;
      }
      if (answer.kind === "ok") this.accept(answer.data, sent);
      else if (answer.kind === "conflict") this.conflict(answer.data);
      else if (answer.kind === "invalid") this.refuse(answer.data.error, sent);
      else this.say(answer.kind);
    } while (this.again && !this.theirs);
    if (this.isDirty && this.node.dataset.state === "saved") this.changed();
  }

  accept(answer, sent) {
    const isFocused = document.activeElement === this.field.node;
    this.seen.value = answer.version;
    this.theirs = null;
    this.refusedText = null;
    if (this.area.value === sent) {
      // The server normalises; the field is left alone while somebody is in it.
      if (!isFocused && answer.text !== sent) this.field.set(answer.text);
      this.saved = this.area.value;
      forget(this.key);
    } else {
      this.saved = sent;
      keep(this.key, this.area.value, answer.version);
    }
    this.show(answer);
    this.say("saved");
    this.desk.saved(answer, this);
  }

  // Passages of one paragraph with the same words have one translation: what was saved at one holds at the others.
  follow(answer, from) {
    if (this === from || this.node.dataset.twin !== from.node.dataset.twin || this.isBusy || this.theirs) return;
    this.field.set(answer.text);
    this.saved = this.area.value;
    this.seen.value = answer.version;
    this.show(answer);
  }

  show(answer) {
    this.node.dataset.progress = answer.progress;
    this.node.classList.remove("passage--trouble");
    this.node.querySelector("[data-label]").textContent = answer.label;
    this.node.querySelector("[data-error]").textContent = answer.error;
    this.node.querySelector("[data-conflict]")?.remove();
    this.same.checked = answer.same;
    if (answer.progress === "done" && "outdated" in this.node.dataset) {
      delete this.node.dataset.outdated;
      this.node.querySelector("[data-former]").open = false;
    }
    this.count();
  }

  refuse(text, sent) {
    this.refusedText = sent;
    this.node.querySelector("[data-error]").textContent = text;
    this.say("invalid");
  }

  conflict(answer) {
    this.theirs = answer;
    this.node.querySelector("[data-conflict]")?.remove();
    const box = document.querySelector("[data-conflict-box]").content.cloneNode(true);
    box.querySelector("[data-who]").textContent = answer.by || "—";
    const place = box.querySelector("[data-theirs]");
    if (!answer.text) place.textContent = this.words.empty;
    else if (this.field.node === this.area) place.textContent = answer.text;
    else place.append(build(answer.text));
    this.node.querySelector(".passage__foot").after(box);
    this.say("conflict");
  }

  clicked(button) {
    if (!button) return;
    if ("take" in button.dataset) {
      this.field.type(button.dataset.take);
      this.save();
    } else if ("insert" in button.dataset) {
      this.field.insert(button.dataset.insert);
    } else if ("keep" in button.dataset) {
      const theirs = this.theirs;
      this.theirs = null;
      this.seen.value = theirs.version;
      this.saved = theirs.text;
      this.node.querySelector("[data-conflict]").remove();
      if (this.isDirty) this.save();
      else this.accept(theirs, this.area.value);
      this.field.node.focus();
    } else if ("yield" in button.dataset) {
      const theirs = this.theirs;
      this.field.set(theirs.text);
      this.accept(theirs, this.area.value);
      this.field.node.focus();
    }
  }

  // What was translated before and is like this passage: asked for when somebody comes to it.
  async suggest() {
    const html = (await read(`${this.url}suggestions/`)).trim();
    if (!html) return;
    const box = document.createElement("div");
    box.className = "hint";
    box.innerHTML = html;
    this.node.querySelector(".passage__source").append(box);
  }
}
