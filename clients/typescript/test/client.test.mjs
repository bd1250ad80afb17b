// Against a running workbench: WORKBENCH is its address, KEY may do everything for the moderator, ITEMS wait.
import assert from "node:assert/strict";
import { createHmac, randomBytes, randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { test } from "node:test";

import { ApiError, BadSignature, Client, Conflict, Invalid, NoAnswer, NotFound, verifyWebhook } from "../dist/index.js";

const { WORKBENCH, KEY } = process.env;
const client = new Client(WORKBENCH, KEY, { retries: 0 });
const ARTICLE = {
  platform: "netease",
  headline: "环湖路改造下月开工，公交线路将调整",
  body: ["山城市交通部门周三表示，工程分三段施工。"],
  source: { name: "山城观察" },
};

test("a platform submits an article once under one key and reads it", async () => {
  const article = { ...ARTICLE, external_id: "typescript-1" };
  const first = await client.submit(article, { idempotencyKey: "once" });
  const again = await client.submit(article, { idempotencyKey: "once" });
  assert.deepEqual(first, again);
  assert.equal(first.status, "created");
  assert.equal((await client.submit(article)).status, "duplicate");
  assert.equal((await client.article(first.id)).headline, ARTICLE.headline);
});

test("a batch tells what became of each article", async () => {
  const [first, second] = await client.submitBatch([{ ...ARTICLE, external_id: "typescript-2" }, { headline: "无正文" }]);
  assert.equal(first.status, "created");
  assert.equal(second.status, "rejected");
});

test("a field that is not valid is named", async () => {
  await assert.rejects(client.submit({ ...ARTICLE, headline: "" }), (error) => {
    assert.ok(error instanceof Invalid && error instanceof ApiError);
    assert.equal(error.status, 422);
    assert.ok(error.errors.length > 0);
    return true;
  });
  await assert.rejects(client.article(987654321), NotFound);
});

test("lists run over all their pages", async () => {
  const seen = [];
  for await (const item of client.queueItems({ page_size: 2 })) seen.push(item.id);
  assert.equal(new Set(seen).size, seen.length);
  assert.ok(seen.length >= 5);
});

test("a moderator claims, keeps, skips, decides, takes back, and an author appeals", async () => {
  const claimed = await client.claim({ moderator: "moderator" });
  assert.equal(claimed.claimed_by, "moderator");
  assert.ok((await client.heartbeat(claimed)).claimed_until >= claimed.claimed_until);
  assert.equal((await client.skip(claimed)).claimed_by, null);
  const item = await client.claim();
  const made = await client.decide(item, "label", { policy: "2.1", label: "reprint", note: "转载未注明" });
  assert.equal(made.act, "label");
  await assert.rejects(client.decide(item, "allow"), (error) => {
    assert.ok(error instanceof Conflict);
    assert.equal(error.current.state, "decided");
    assert.equal(error.decision, made.id);
    return true;
  });
  const undone = await client.undo(made.id);
  assert.equal(undone.override_of, made.id);
  const next = await client.claim();
  const decision = await client.decide(next, "label", { policy: "2.1", label: "reprint" });
  assert.equal((await client.appeal(decision.id, "报道属实", "山城观察")).state, "open");
});

test("the feed gives each event once and keeps its cursor", async () => {
  const feed = client.events(0, { limit: 2 });
  const seen = [];
  for await (const event of feed) seen.push(event.sequence);
  assert.ok(seen.length >= 3);
  assert.deepEqual(seen, [...new Set(seen)].sort((a, b) => a - b));
  for await (const event of feed) assert.fail(`twice: ${event.sequence}`);
});

test("an endpoint is made, its secret verifies messages, and it is removed", async () => {
  const asked = { url: "https://platform.example.org/hooks", event_types: ["*"], owner_email: "me@example.org" };
  const endpoint = await client.createWebhookEndpoint(asked);
  const message = signed(endpoint.secret, { id: "1", type: "decision.made", data: {} });
  assert.equal(verifyWebhook(message.headers, message.body, endpoint.secret).type, "decision.made");
  const rotated = await client.rotateWebhookSecret(endpoint.id);
  assert.throws(() => verifyWebhook(message.headers, message.body, rotated.secret), BadSignature);
  assert.equal(verifyWebhook(message.headers, message.body, [rotated.secret, endpoint.secret]).id, "1");
  await client.removeWebhookEndpoint(endpoint.id);
  for await (const kept of client.webhookEndpoints()) assert.notEqual(kept.id, endpoint.id);
});

test("a message that was changed, is old, or has no signature is refused", () => {
  const secret = `whsec_${randomBytes(32).toString("base64")}`;
  const { headers, body } = signed(secret, { id: "1", type: "x", data: {} });
  assert.throws(() => verifyWebhook(headers, `${body} `, secret), BadSignature);
  assert.throws(() => verifyWebhook({ ...headers, "webhook-signature": "v1,x" }, body, secret), BadSignature);
  assert.throws(() => verifyWebhook({}, body, secret), BadSignature);
  const old = signed(secret, { id: "1", type: "x", data: {} }, Date.now() - 301_000);
  assert.throws(() => verifyWebhook(old.headers, old.body, secret), BadSignature);
  assert.throws(() => verifyWebhook(headers, body, "whsec_"), TypeError);
  assert.equal(verifyWebhook(new Headers(headers), Buffer.from(body), secret).type, "x");
});

test("a busy server is asked again after Retry-After, with the same key, and no other server is told it", async () => {
  const answers = [
    [429, { "Retry-After": "7" }, "{}"],
    [503, { "Retry-After": new Date(Date.now() + 5000).toUTCString() }, "<html>"],
    [201, {}, '{"id": 1, "status": "created"}'],
  ];
  const { address, asked, close } = await serving(answers);
  const slept = [];
  const patient = new Client(address, "secret", { sleep: async (milliseconds) => void slept.push(milliseconds) });
  assert.equal((await patient.submit(ARTICLE)).status, "created");
  assert.equal(new Set(asked.map((request) => request.headers["idempotency-key"])).size, 1);
  assert.ok(slept[0] >= 7000 && slept[0] <= 7500);
  assert.ok(slept[1] > 2000 && slept[1] <= 5500);
  await assert.rejects(patient.get("http://elsewhere.example.org/"), /leads away/);
  await close();
});

test("what cannot help is not repeated, and nobody there is NoAnswer", async () => {
  const { address, asked, close } = await serving([[403, {}, '{"code": "permission_denied", "title": "No"}']]);
  await assert.rejects(new Client(address, "k").me(), (error) => error.code === "permission_denied");
  assert.equal(asked.length, 1);
  await close();
  const gone = new Client(address, "k", { retries: 1, sleep: async () => {} });
  await assert.rejects(gone.me(), NoAnswer);
});

function signed(secret, message, now = Date.now()) {
  const [id, moment, body] = [randomUUID(), String(Math.floor(now / 1000)), JSON.stringify(message)];
  const key = Buffer.from(secret.slice("whsec_".length), "base64");
  const signature = createHmac("sha256", key).update(`${id}.${moment}.${body}`).digest("base64");
  return { headers: { "webhook-id": id, "webhook-timestamp": moment, "webhook-signature": `v1,${signature}` }, body };
}

async function serving(answers) {
  const asked = [];
  const server = createServer((request, response) => {
    asked.push(request);
    request.resume().on("end", () => {
      const [status, headers, body] = answers[Math.min(asked.length, answers.length) - 1];
      response.writeHead(status, headers).end(body);
    });
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const close = () => new Promise((done) => (server.closeAllConnections(), server.close(done)));
  return { address: `http://127.0.0.1:${server.address().port}`, asked, close };
}
