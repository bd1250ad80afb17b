/** The client: one method for each thing that a platform or an outside console does. */

import { NoAnswer } from "./errors.js";
import type { components } from "./schema.js";
import { Transport, type Options, type Query } from "./transport.js";

type Schemas = components["schemas"];
export type Article = Schemas["Article"];
export type QueueItem = Schemas["QueueItem"];
export type Decision = Schemas["FullDecision"];
export type Outcome = Schemas["Outcome"];
export type Appeal = Schemas["Appeal"];
export type Submission = Schemas["Submission"];
export type Endpoint = Schemas["Endpoint"];
export type EndpointWithSecret = Schemas["EndpointWithSecret"];
export type Me = Schemas["Me"];
export type FeedEvent = Schemas["Feed"]["results"][number];

/** One effect however often a request is sent: give your own key to repeat it after a restart. */
export interface Once {
  idempotencyKey?: string;
}
/** The person who acts, where the key acts for several. */
export interface Acting extends Once {
  moderator?: string;
}
export interface Choice extends Acting {
  policy?: string;
  label?: string;
  note?: string;
}

/** Speaks with one workbench under one API key. Methods throw ApiError (Conflict, Invalid, NotFound) and NoAnswer. */
export class Client {
  readonly #transport: Transport;

  constructor(baseUrl: string, key: string, options: Options = {}) {
    this.#transport = new Transport(baseUrl, key, options);
  }

  /** GET of any path below /api/v1/. */
  async get<T = unknown>(path: string, query: Query = {}): Promise<T> {
    return (await this.#transport.send("GET", path, query)) as T;
  }

  /** POST to any path below /api/v1/; undefined for an answer without a body. */
  async post<T = unknown>(path: string, body: unknown = {}, once: Once = {}): Promise<T> {
    return (await this.#transport.send("POST", path, {}, body, once.idempotencyKey)) as T;
  }

  /** Every row of a list, over all its pages: `for await (const row of client.list("clauses/"))`. */
  async *list<T = unknown>(path: string, query: Query = {}): AsyncGenerator<T, void, undefined> {
    for (let asked: Query | null = query; asked !== null; ) {
      const page: { results: T[]; next: string | null } = await this.get(path, asked);
      yield* page.results;
      // Of `next` only the query is used: the key goes to the server that the client was made for, and to no other.
      asked = page.next === null ? null : Object.fromEntries(new URL(page.next, "http://x/").searchParams);
    }
  }

  me(): Promise<Me> {
    return this.get("me/");
  }

  // Articles

  submit(article: Submission, once: Once = {}): Promise<Outcome> {
    return this.post("articles/", article, once);
  }

  /** Submits up to 500 at once; one outcome each, in order. A rejected one does not touch the others. */
  submitBatch(articles: readonly Submission[], once: Once = {}): Promise<Outcome[]> {
    return this.post("articles/batch/", articles, once);
  }

  article(id: number): Promise<Article> {
    return this.get(`articles/${id}/`);
  }

  /** The article once it is assessed. Throws NoAnswer after `timeout` milliseconds. */
  async waitUntilAssessed(id: number, timeout = 60_000): Promise<Article> {
    for (const end = Date.now() + timeout; ; ) {
      const shown = await this.article(id);
      if (shown.assessed_at !== null) return shown;
      if (Date.now() > end) throw new NoAnswer(`article ${id} is not assessed after ${timeout} ms`);
      await new Promise((done) => setTimeout(done, 500));
    }
  }

  withdraw(id: number, reason: string, once: Once = {}): Promise<unknown> {
    return this.post(`articles/${id}/withdraw/`, { reason }, once);
  }

  // The queue

  queueItems(filters: Query = {}): AsyncGenerator<QueueItem, void, undefined> {
    return this.list("queue-items/", filters);
  }

  queueItem(id: number): Promise<QueueItem> {
    return this.get(`queue-items/${id}/`);
  }

  /** The next item, held for this moderator until `claimed_until`; undefined when there is none. */
  claim(acting: Acting & { queue?: string } = {}): Promise<QueueItem | undefined> {
    const { idempotencyKey, ...body } = acting;
    return this.post("queue-items/claim/", body, once(idempotencyKey));
  }

  heartbeat(item: QueueItem, acting: Acting = {}): Promise<QueueItem> {
    return this.#act(item, "heartbeat", {}, acting);
  }

  release(item: QueueItem, acting: Acting = {}): Promise<QueueItem> {
    return this.#act(item, "release", {}, acting);
  }

  skip(item: QueueItem, acting: Acting = {}): Promise<QueueItem> {
    return this.#act(item, "skip", {}, acting);
  }

  hold(item: QueueItem, on: boolean, acting: Acting = {}): Promise<QueueItem> {
    return this.#act(item, "hold", { on }, acting);
  }

  /** Decides the item as it was read. Throws Conflict when it has changed since. */
  decide(item: QueueItem, act: Schemas["DecideRequest"]["act"], choice: Choice = {}): Promise<Decision> {
    return this.#act(item, "decide", { version: item.version, act }, choice);
  }

  /** Takes one's own decision back within its first seconds, by a new one. */
  undo(decision: number, acting: Acting = {}): Promise<Decision> {
    const { idempotencyKey, ...body } = acting;
    return this.post(`decisions/${decision}/undo/`, body, once(idempotencyKey));
  }

  decisions(filters: Query = {}): AsyncGenerator<Schemas["Decision"], void, undefined> {
    return this.list("decisions/", filters);
  }

  appeal(decision: number, text: string, appellant: string, given: Once = {}): Promise<Appeal> {
    return this.post(`decisions/${decision}/appeals/`, { text, appellant }, given);
  }

  // Events and webhooks

  /** The events after a cursor, in order, until there are no more for now; `feed.cursor` is where to begin next. */
  events(after = 0, query: Query = {}): EventFeed {
    return new EventFeed(this, after, query);
  }

  /** Makes an endpoint. Its `secret` is in this answer and nowhere else. */
  createWebhookEndpoint(endpoint: Schemas["EndpointRequest"], given: Once = {}): Promise<EndpointWithSecret> {
    return this.post("webhook-endpoints/", endpoint, given);
  }

  webhookEndpoints(): AsyncGenerator<Endpoint, void, undefined> {
    return this.list("webhook-endpoints/");
  }

  rotateWebhookSecret(id: number): Promise<EndpointWithSecret> {
    return this.post(`webhook-endpoints/${id}/rotate-secret/`);
  }

  async removeWebhookEndpoint(id: number): Promise<void> {
    await this.#transport.send("DELETE", `webhook-endpoints/${id}/`);
  }

  #act<T>(item: QueueItem, act: string, body: object, acting: Acting): Promise<T> {
    const { idempotencyKey, ...more } = acting;
    return this.post(`queue-items/${item.id}/${act}/`, { ...body, ...more }, once(idempotencyKey));
  }
}

/** The events after `cursor`: keep it once you have handled an event, and begin there again. */
export class EventFeed implements AsyncIterable<FeedEvent> {
  constructor(
    private readonly client: Client,
    public cursor: number,
    private readonly query: Query,
  ) {}

  async *[Symbol.asyncIterator](): AsyncGenerator<FeedEvent, void, undefined> {
    for (let more = true; more; ) {
      const page: { results: FeedEvent[]; next: number; more: boolean } = await this.client.get("events/", {
        ...this.query,
        after: this.cursor,
      });
      for (const event of page.results) {
        this.cursor = event.sequence;
        yield event;
      }
      this.cursor = page.next;
      more = page.more;
    }
  }
}

function once(idempotencyKey: string | undefined): Once {
  return idempotencyKey === undefined ? {} : { idempotencyKey };
}
