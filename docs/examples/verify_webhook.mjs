// How a receiver written in JavaScript makes sure that a message is from Kantho. Node alone is all it takes.

import { createHmac, timingSafeEqual } from "node:crypto";

const TOLERANCE_SECONDS = 300;

/**
 * Says whether `body` was signed with `secret`, within the last five minutes.
 *
 * @param {string} secret as the admin shows it, beginning with `whsec_`
 * @param {Record<string, string>} headers those of the request, by their names in small letters
 * @param {Buffer} body the very bytes of the request: JSON that was read and written again is another text
 * @param {number} now seconds since 1970; the clock's, if none is given
 * @returns {boolean}
 */
export function isFromKantho(secret, headers, body, now = Date.now() / 1000) {
  const id = headers["webhook-id"];
  const timestamp = headers["webhook-timestamp"];
  const signatures = headers["webhook-signature"];
  if (!id || !signatures || !/^[0-9]+$/.test(timestamp ?? "")) return false;
  // Somebody may have kept it, to send it again later.
  if (Math.abs(now - Number(timestamp)) > TOLERANCE_SECONDS) return false;
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  const digest = createHmac("sha256", key).update(`${id}.${timestamp}.`).update(body).digest("base64");
  const expected = Buffer.from(`v1,${digest}`);
  // While a secret is being changed there are two signatures.
  return signatures.split(" ").some((each) => {
    const given = Buffer.from(each);
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}
