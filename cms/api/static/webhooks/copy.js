/* Copies a secret. Where the browser does not let a page do so, the text is selected, ready for the keyboard. */

class HouseCopyController extends window.StimulusModule.Controller {
  static targets = ["text", "status"];
  static values = { done: String };

  async copy() {
    this.textTarget.select();
    try {
      await navigator.clipboard.writeText(this.textTarget.value);
      this.statusTarget.textContent = this.doneValue;
    } catch {
      this.textTarget.focus();
    }
  }
}

window.wagtail.app.register("house-copy", HouseCopyController);
