export * from "./client.js";
export * from "./errors.js";
export type { Options, Query } from "./transport.js";
export { TOLERANCE, verifyWebhook, type Message } from "./webhooks.js";
export type { components, operations, paths } from "./schema.js";
