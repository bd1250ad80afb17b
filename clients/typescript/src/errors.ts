/** What can go wrong, as exceptions. */

import type { components } from "./schema.js";

export type Problem = components["schemas"]["Problem"];
export type FieldProblem = components["schemas"]["FieldProblem"];

/** The base of all exceptions of this package. */
export class WorkbenchError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** The server did not answer, however often it was asked. The request may have had its effect or not. */
export class NoAnswer extends WorkbenchError {}

/** The message is not from the workbench, was changed on its way, or is too old. */
export class BadSignature extends WorkbenchError {}

/** The server refused: a problem document after RFC 9457. `retryAfter` is in seconds. */
export class ApiError extends WorkbenchError {
  readonly code: string;
  readonly detail: string;
  readonly errors: readonly FieldProblem[];
  readonly requestId: string | null;

  constructor(
    readonly status: number,
    readonly document: Partial<Problem> & Record<string, unknown>,
    requestId: string | null,
    readonly retryAfter: number | null,
  ) {
    const errors = document.errors ?? [];
    const fields = errors.map((each) => `${each.pointer}: ${each.detail}`).join("; ");
    const id = document.request_id ?? requestId;
    const parts = [`${status} ${document.title ?? ""}`.trim(), document.detail, fields, id && `request ${id}`];
    super(parts.filter(Boolean).join(". "));
    this.code = document.code ?? "";
    this.detail = document.detail ?? "";
    this.errors = errors;
    this.requestId = id ?? null;
  }
}

/** 422: a field is not valid; `errors` says which. */
export class Invalid extends ApiError {}

/** 404: it does not exist, or this key may not see it. */
export class NotFound extends ApiError {}

/** 409: not in the state that the request needs. For a queue item, `current` is the item now, `reason` a code. */
export class Conflict extends ApiError {
  get reason(): string | undefined {
    return this.document["reason"] as string | undefined;
  }

  get current(): components["schemas"]["QueueItem"] | undefined {
    return this.document["current"] as components["schemas"]["QueueItem"] | undefined;
  }

  get decision(): number | null | undefined {
    return this.document["decision"] as number | null | undefined;
  }
}

const KINDS = new Map<number, typeof ApiError>([
  [404, NotFound],
  [409, Conflict],
  [422, Invalid],
]);

/** The exception for a refusal. */
export function apiError(
  status: number,
  document: Partial<Problem> & Record<string, unknown>,
  requestId: string | null,
  retryAfter: number | null,
): ApiError {
  const kind = KINDS.get(status) ?? ApiError;
  return new kind(status, document, requestId, retryAfter);
}
