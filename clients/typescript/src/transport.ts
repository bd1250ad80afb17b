/** Requests with a key, repeated while that can help and never with two effects. */

import { ApiError, NoAnswer, WorkbenchError, apiError } from "./errors.js";

export type Query = Record<string, string | number | boolean | Date | readonly (string | number)[] | null | undefined>;

export interface Options {
  /** Milliseconds per attempt; 60,000 if not given. */
  timeout?: number;
  /** How often a request is repeated on 429, 502, 503, 504 and broken connections; 4 if not given. */
  retries?: number;
  /** Waits; for tests. */
  sleep?: (milliseconds: number) => Promise<void>;
}

const REPEATED = new Set([429, 502, 503, 504]);
const RUNNING = "idempotency_key_running";
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 30_000;
/** Seconds of `Retry-After` that are waited at most: twice the minute that the server counts requests in. */
const LONGEST_WAIT = 120;

export class Transport {
  readonly #base: string;
  readonly #key: string;
  readonly #timeout: number;
  readonly #retries: number;
  readonly #sleep: (milliseconds: number) => Promise<void>;

  constructor(base: string, key: string, options: Options) {
    this.#base = `${base.replace(/\/+$/, "")}/api/v1/`;
    this.#key = key;
    this.#timeout = options.timeout ?? 60_000;
    this.#retries = options.retries ?? 4;
    this.#sleep = options.sleep ?? ((milliseconds) => new Promise((done) => setTimeout(done, milliseconds)));
  }

  /** The decoded answer; undefined for one without a body. Every POST has one Idempotency-Key in all its attempts. */
  async send(method: string, path: string, query: Query = {}, body?: unknown, idempotencyKey?: string): Promise<unknown> {
    const url = new URL(path, this.#base);
    if (!url.href.startsWith(this.#base)) throw new WorkbenchError(`${path} leads away from ${this.#base}`);
    for (const [name, value] of Object.entries(query)) {
      if (value !== null && value !== undefined) url.searchParams.set(name, text(value));
    }
    const headers: Record<string, string> = { Authorization: `Api-Key ${this.#key}`, Accept: "application/json" };
    if (body !== undefined) headers["Content-Type"] = "application/json";
    if (method === "POST") headers["Idempotency-Key"] = idempotencyKey ?? crypto.randomUUID();
    const request: RequestInit = { method, headers, redirect: "error" };
    if (body !== undefined) request.body = JSON.stringify(body);
    for (let attempt = 0; ; attempt++) {
      const pause = Math.random() * Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** attempt);
      const isLast = attempt >= this.#retries;
      const answer = await this.#once(url, request);
      if (answer instanceof NoAnswer) {
        if (isLast) throw answer;
        await this.#sleep(pause);
        continue;
      }
      if (!(answer instanceof ApiError)) return answer.value;
      if (isLast || !mayHelp(answer)) throw answer;
      await this.#sleep(answer.retryAfter === null ? pause : answer.retryAfter * 1000 + Math.random() * FIRST_PAUSE);
    }
  }

  async #once(url: URL, request: RequestInit): Promise<NoAnswer | ApiError | { value: unknown }> {
    let answer: Response;
    let content: string;
    try {
      answer = await fetch(url, { ...request, signal: AbortSignal.timeout(this.#timeout) });
      content = await answer.text();
    } catch (error) {
      return new NoAnswer(`${request.method} ${url.href}: ${String(error)}`, { cause: error });
    }
    const document = decoded(content);
    if (answer.ok) {
      if (document === undefined && content !== "") {
        throw new WorkbenchError(`${url.href} answered with ${answer.status}, but not with JSON`);
      }
      return { value: document };
    }
    const isObject = typeof document === "object" && document !== null && !Array.isArray(document);
    const members = isObject ? (document as Record<string, unknown>) : {};
    const id = answer.headers.get("X-Request-ID");
    return apiError(answer.status, members, id, seconds(answer.headers.get("Retry-After")));
  }
}

function decoded(content: string): unknown {
  try {
    return JSON.parse(content) as unknown;
  } catch {
    return undefined; // no body, or a proxy's page
  }
}

function mayHelp(refusal: ApiError): boolean {
  if (refusal.retryAfter !== null && refusal.retryAfter > LONGEST_WAIT) return false;
  return REPEATED.has(refusal.status) || refusal.code === RUNNING;
}

/** `Retry-After` in seconds: a number or a date (RFC 9110, 10.2.3); null when it is absent or neither. */
function seconds(given: string | null): number | null {
  if (given === null) return null;
  if (/^[0-9]+$/.test(given)) return Number(given);
  const moment = Date.parse(given);
  return Number.isNaN(moment) ? null : Math.max(0, (moment - Date.now()) / 1000);
}

function text(value: string | number | boolean | Date | readonly (string | number)[]): string {
  if (value instanceof Date) return value.toISOString();
  return Array.isArray(value) ? value.join(",") : String(value);
}
