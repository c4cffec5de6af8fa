// Copying a link that was just made. Without this, it is marked and copied by hand.
const made = document.querySelector("[data-made]");

if (made) {
  const address = made.querySelector("[data-address]");
  const button = made.querySelector("[data-copy]");
  const told = made.querySelector("[data-told]");
  button.hidden = false;
  made.focus();
  address.addEventListener("focus", () => address.select());
  button.addEventListener("click", async () => {
    try {
      // Not there on a site without https; refused where the browser's owner forbids it.
      await navigator.clipboard.writeText(address.value);
      told.textContent = button.dataset.copied;
    } catch {
      address.focus();
      told.textContent = button.dataset.byHand;
    }
  });
}
