// Shows the OpenAPI document with Swagger UI (`SwaggerUIBundle`, loaded before). Asks nobody but this site.

const viewer = document.getElementById("viewer");

// The page around says what this is and where it is; operations are tried at this page's own address.
const ONLY_OPERATIONS = () => ({
  wrapComponents: { InfoContainer: () => () => null, ServersContainer: () => () => null },
});

// What Swagger UI leaves out for those who use a keyboard or a screen reader.
const MENDS = {
  "tr[data-param-name] :is(select, input, textarea):not([aria-label])": (field) =>
    field.setAttribute("aria-label", field.closest("tr").dataset.paramName),
  "select:not([aria-label], tr[data-param-name] *)": (field) =>
    field.setAttribute("aria-label", field.closest("[class*=content-type]") ? "Media type" : "Choice"),
  "pre:not([tabindex])": (text) => text.setAttribute("tabindex", "0"),
};

function mend() {
  for (const [selector, change] of Object.entries(MENDS)) {
    viewer.querySelectorAll(selector).forEach(change);
  }
}

async function show() {
  const response = await fetch(viewer.dataset.document);
  if (!response.ok) {
    throw new Error(`The document answered ${response.status}`);
  }
  const spec = await response.json();
  // The only address that the policy of this page lets it ask.
  spec.servers = [{ url: window.location.origin }];
  new MutationObserver(mend).observe(viewer, { childList: true, subtree: true });
  window.SwaggerUIBundle({
    spec,
    domNode: viewer,
    plugins: [ONLY_OPERATIONS],
    deepLinking: false, // would put a link into the button of each operation
    docExpansion: "list",
    syntaxHighlight: false, // in colours too faint to read
    defaultModelsExpandDepth: 0,
    validatorUrl: null, // a service of another site
    supportedSubmitMethods: ["get"],
    tryItOutEnabled: true,
  });
}

show().catch((error) => {
  console.error(error);
  document.getElementById("viewer-failed").hidden = false;
});
