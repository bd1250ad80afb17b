/** Verification of webhook messages after Standard Webhooks 1.0. */

import { createHmac, timingSafeEqual } from "node:crypto";

import { BadSignature } from "./errors.js";

/** A message: what happened, when, and to what. The same one may come twice: remember `id`. */
export interface Message {
  id: string;
  type: string;
  schema_version: number;
  timestamp: string;
  data: Record<string, unknown>;
}

const PREFIX = "whsec_";
/** Seconds that a timestamp may be off, as the specification advises. */
export const TOLERANCE = 300;

/**
 * The message, when one of the secrets signed these very bytes within `tolerance` seconds of now.
 *
 * `body` is the request's body as it came. Give both secrets while one replaces the other. Throws BadSignature.
 */
export function verifyWebhook(
  headers: Headers | Record<string, string | string[] | undefined>,
  body: string | Uint8Array,
  secrets: string | readonly string[],
  tolerance: number = TOLERANCE,
): Message {
  const keys = (typeof secrets === "string" ? [secrets] : secrets).map(keyOf);
  if (keys.length === 0) throw new TypeError("no secret was given");
  const [id, moment, signatures] = ["id", "timestamp", "signature"].map((part) => header(headers, `webhook-${part}`));
  if (!id || !moment || !signatures) throw new BadSignature("a header of the signature is missing");
  if (!/^[0-9]{1,12}$/.test(moment)) throw new BadSignature("webhook-timestamp is not a number of seconds");
  if (Math.abs(Date.now() / 1000 - Number(moment)) > tolerance) {
    throw new BadSignature("webhook-timestamp is too far from now");
  }
  const bytes = typeof body === "string" ? Buffer.from(body) : Buffer.from(body);
  const signed = Buffer.concat([Buffer.from(`${id}.${moment}.`), bytes]);
  const wanted = keys.map((key) => Buffer.from(`v1,${createHmac("sha256", key).update(signed).digest("base64")}`));
  const given = signatures.split(" ").map((each) => Buffer.from(each));
  // Every pair is compared, each in constant time.
  const matches = given.flatMap((one) => wanted.map((each) => one.length === each.length && timingSafeEqual(one, each)));
  if (!matches.includes(true)) throw new BadSignature("no signature fits a secret");
  return JSON.parse(bytes.toString("utf8")) as Message;
}

function header(headers: Headers | Record<string, string | string[] | undefined>, name: string): string | undefined {
  if (headers instanceof Headers) return headers.get(name) ?? undefined;
  const found = Object.entries(headers).find(([each]) => each.toLowerCase() === name)?.[1];
  return Array.isArray(found) ? found[0] : found;
}

function keyOf(secret: string): Buffer {
  const key = Buffer.from(secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : "", "base64");
  if (key.length < 24) throw new TypeError("a secret is whsec_ and base64");
  return key;
}
