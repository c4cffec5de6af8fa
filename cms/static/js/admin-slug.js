/* Fills a page's slug from its title while the editor types. The server makes it, because only the server knows how
   Bangla is romanised; Wagtail's own script would drop every Bangla letter. */

class HouseSlugController extends window.StimulusModule.Controller {
  static values = { url: String, delay: { type: Number, default: 250 } };

  connect() {
    this.suggestion = "";
  }

  disconnect() {
    clearTimeout(this.timer);
  }

  /* The editor enters the title: stop following it once the slug is anything but our own suggestion. */
  check(event) {
    if (this.element.value !== this.suggestion) event.preventDefault();
  }

  /* The title has changed: ask for its slug, and use the answer unless a newer one is on its way. */
  suggest(event) {
    const title = event.detail.value ?? "";
    clearTimeout(this.timer);
    this.timer = setTimeout(async () => {
      this.latest = title;
      const address = new URL(this.urlValue, window.location.origin);
      address.searchParams.set("title", title);
      try {
        const response = await fetch(address, { headers: { Accept: "application/json" } });
        if (!response.ok) return;
        const { slug } = await response.json();
        if (this.latest !== title) return;
        this.suggestion = slug;
        this.element.value = slug;
        this.element.dispatchEvent(new Event("change", { bubbles: true }));
      } catch {
        /* Offline: the slug stays as it is, and the server makes one when the page is saved. */
      }
    }, this.delayValue);
  }
}

window.wagtail.app.register("house-slug", HouseSlugController);
