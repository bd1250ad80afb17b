// A console of one page: a person signs in at the workbench (OAuth 2 with PKCE), and works the queue by REST.
const $ = (id) => document.getElementById(id);
const { workbench, client_id } = await (await fetch("config.json")).json();
const BACK = location.origin + "/";
const text64 = (bytes) => btoa(String.fromCharCode(...bytes)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
let token = null; // kept in this page alone: a reload signs in again
let item = null;
let made = null;

// Signing in

async function signIn() {
  const verifier = text64(crypto.getRandomValues(new Uint8Array(48)));
  const state = text64(crypto.getRandomValues(new Uint8Array(16)));
  sessionStorage.setItem("asked", JSON.stringify({ verifier, state }));
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier)));
  const asked = {
    response_type: "code", client_id, redirect_uri: BACK, scope: "queue:work", state,
    code_challenge: text64(hash), code_challenge_method: "S256",
  };
  location.assign(`${workbench}/oauth/authorize/?${new URLSearchParams(asked)}`);
}

async function changeCode(answer) {
  const asked = JSON.parse(sessionStorage.getItem("asked") ?? "{}");
  sessionStorage.removeItem("asked");
  history.replaceState(null, "", BACK);
  if (answer.get("error")) return tell("您没有允许登录。");
  if (!asked.state || answer.get("state") !== asked.state) {
    return tell("这次登录不是从本页开始的，请重新登录。");
  }
  const body = {
    grant_type: "authorization_code", code: answer.get("code"), redirect_uri: BACK, client_id,
    code_verifier: asked.verifier,
  };
  const given = await fetch("/oauth/token/", { method: "POST", body: new URLSearchParams(body) });
  if (!given.ok) return tell("登录没有成功，请重试。");
  token = (await given.json()).access_token;
}

async function signOut() {
  await fetch("/oauth/revoke/", { method: "POST", body: new URLSearchParams({ token, client_id }) });
  token = item = made = null;
  show();
}

// Calls

class Refusal extends Error {
  constructor(problem) {
    const fields = (problem.errors ?? []).map((each) => each.detail).join("；");
    super([problem.detail, fields].filter(Boolean).join(" "));
    this.problem = problem;
  }
}

async function call(method, path, body) {
  const headers = { Authorization: `Bearer ${token}`, "Accept-Language": "zh-hans" };
  if (method === "POST") Object.assign(headers, {
    "Content-Type": "application/json", "Idempotency-Key": crypto.randomUUID(),
  });
  const answer = await fetch(`/api/v1/${path}`, { method, headers, body: body && JSON.stringify(body) });
  if (answer.status === 204) return null;
  const document = await answer.json();
  if (answer.ok) return document;
  if (answer.status === 401) token = null; // the sign-in has ended
  throw new Refusal(document);
}

// Every act says what came of it; a refusal says what to do.
const acts = (act) => async (event) => {
  event?.preventDefault();
  tell("");
  try {
    tell(await act());
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    tell(error.message);
    if (error.problem.current) item = null; // somebody else was faster
  }
  await show();
};

async function claim() {
  item = await call("POST", "queue-items/claim/", {});
  return item ? "" : "队列是空的。";
}

async function decide() {
  const act = $("act").value;
  const choice = act === "allow" ? {} : { policy: $("policy").value };
  if (act === "label") choice.label = $("label").value;
  made = await call("POST", `queue-items/${item.id}/decide/`, {
    version: item.version, act, note: $("note").value, ...choice,
  });
  item = null;
  $("note").value = "";
  return "已处理。";
}

async function setAside(path, body, words) {
  await call("POST", `queue-items/${item.id}/${path}/`, body);
  item = null;
  return words;
}

async function undo() {
  await call("POST", `decisions/${made.id}/undo/`, {});
  made = null;
  return "已撤回，条目重新待审。";
}

// What stands on the page: texts only, never markup

const tell = (words) => void ($("told").textContent = words ?? "");
const lines = (list, rows) => list.replaceChildren(...rows.map((row) => {
  const line = document.createElement(list.tagName === "UL" ? "li" : "p");
  line.textContent = row;
  return line;
}));

async function show() {
  $("sign-in").hidden = token !== null;
  $("sign-out").hidden = $("work").hidden = token === null;
  $("undo").hidden = made === null;
  if (token === null) return void ($("who").textContent = "");
  $("who").textContent = (await call("GET", "me/")).moderators.join("、");
  const waiting = (await call("GET", "queue-items/?state=open&claimed=false&page_size=20")).results;
  lines($("queue"), waiting.map((row) => `#${row.id} ${row.headline}`));
  $("item").hidden = item === null;
  if (item === null) return;
  $("headline").textContent = `#${item.id} ${item.headline}`;
  lines($("reasons"), item.reasons.map((reason) => reason.label_zh));
  const article = await call("GET", `articles/${item.article}/?fields=extraction`);
  lines($("text"), article.extraction.body);
}

async function choices() {
  const option = (row) => new Option(`${row.code} ${row.title_zh ?? row.name_zh}`, row.code);
  for (const [list, path] of [["policy", "clauses/"], ["label", "labels/"]]) {
    $(list).replaceChildren(...(await call("GET", path)).results.map(option));
  }
}

$("sign-in").onclick = signIn;
$("sign-out").onclick = signOut;
$("claim").onclick = acts(claim);
$("decide").onsubmit = acts(decide);
$("skip").onclick = acts(() => setAside("skip", {}, "已跳过。"));
$("hold").onclick = acts(() => setAside("hold", { on: true }, "已暂缓。"));
$("undo").onclick = acts(undo);
const answer = new URLSearchParams(location.search);
if (answer.has("code") || answer.has("error")) await changeCode(answer);
if (token !== null) await choices();
await show();
