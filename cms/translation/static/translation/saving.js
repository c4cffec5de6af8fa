// Talking to the server, and keeping what it could not be told.

function token() {
  // Signing in again in another tab gives a new one; the cookie has it.
  const cookie = document.cookie.split("; ").find((each) => /(^|-)csrftoken=/.test(each));
  return cookie ? cookie.split("=")[1] : document.querySelector("[name=csrfmiddlewaretoken]").value;
}

export function send(url, values = {}) {
  return fetch(url, {
    method: "POST",
    body: new URLSearchParams(values),
    headers: { "X-CSRFToken": token(), "X-Requested-With": "XMLHttpRequest" },
  });
}

// Returns what stands at an address, or nothing when it cannot be had: the screen works without.
export async function read(url) {
  try {
    const response = await fetch(url, { headers: { "X-Requested-With": "XMLHttpRequest" } });
    const text = await response.text();
    return response.ok ? text : "";
  } catch {
    return "";
  }
}

const KINDS = { 200: "ok", 409: "conflict", 422: "invalid", 401: "refused", 403: "refused", 404: "gone" };

// Returns what became of it: `ok`, `conflict`, `invalid`, `refused`, `gone`, or `offline` when it is to be tried again.
export async function post(url, values) {
  try {
    const response = await send(url, values);
    // An answer that is not read to its end holds the line.
    const text = await response.text();
    const kind = KINDS[response.status] ?? "offline";
    return { kind, data: ["ok", "conflict", "invalid"].includes(kind) ? JSON.parse(text) : null };
  } catch {
    return { kind: "offline", data: null };
  }
}

// A browser may forbid the store; then the warning before leaving the page is all there is.
export function keep(key, text, seen) {
  try {
    sessionStorage.setItem(key, JSON.stringify({ text, seen }));
  } catch {
    // Full or forbidden.
  }
}

export function forget(key) {
  try {
    sessionStorage.removeItem(key);
  } catch {
    // Forbidden.
  }
}

export function kept(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key));
  } catch {
    return null;
  }
}
