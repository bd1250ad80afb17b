// Acts without a page load: the form is sent, and what comes back takes the place of what is shown.
import { aheadHeaders, aheadPage } from "./ahead.js";
import { forgetDraft } from "./drafts.js";
import { announcePage, find, findAll, showWarning } from "./page.js";

const BODY_ATTRIBUTES = ["class", "data-item", "data-ahead"];

// Milliseconds after which an act is slow. Chosen: a quick answer shows no sign that comes and goes.
const MOMENT = 400;

let sending = false;

const isOwn = (url) => new URL(url, location.href).pathname.startsWith("/admin/triage/");
const parsed = (text) => new DOMParser().parseFromString(text, "text/html");

// The address of the page that came: the server says so, or led there. Null where an act was refused.
const addressOf = (answer) => {
  const shown = answer.headers.get("X-Console-Shows");
  if (shown) return new URL(shown, location.href).href;
  return answer.redirected ? answer.url : null;
};

// The page an answer means: its text, or the page that was fetched ahead with the parts of the text that changed.
const pageOf = (text, stamp) => {
  const known = aheadPage(stamp);
  const page = parsed(known ?? text);
  if (known && page.querySelector("main#main")) {
    const claimed = parsed(text);
    for (const part of [".now", ".messages"]) {
      page.querySelector(part).replaceWith(page.adoptNode(claimed.querySelector(part)));
    }
  }
  return page;
};

const loadStyle = (href) =>
  new Promise((done) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.onload = link.onerror = done;
    link.href = href;
    document.head.append(link);
  });

const loadStylesOf = (page) => {
  const linked = new Set(findAll("link[rel=stylesheet]").map((link) => link.href));
  const wanted = [...page.querySelectorAll("link[rel=stylesheet]")].map((link) => link.href);
  return Promise.all(wanted.filter((href) => !linked.has(href)).map(loadStyle));
};

// The corner with language and theme stays: other scripts listen to it.
const keepCorner = (page) => {
  const corner = find(".who");
  const next = page.querySelector(".who [name=next]").value;
  page.querySelector(".who").replaceWith(document.adoptNode(corner));
  corner.querySelector("[name=next]").value = next;
};

const replaceBody = (page) => {
  document.title = page.title;
  for (const name of BODY_ATTRIBUTES) {
    const value = page.body.getAttribute(name);
    if (value === null) document.body.removeAttribute(name);
    else document.body.setAttribute(name, value);
  }
  document.body.replaceChildren(...[...page.body.childNodes].map((node) => document.adoptNode(node)));
};

// A page that was refused says where to type.
const focusPage = () => {
  const first = find("[autofocus], [aria-invalid=true]");
  if (first) first.focus();
  else find("main").focus({ preventScroll: true });
};

// Shows the page of an answer; false where the answer is none of the console's pages.
const show = async (answer) => {
  const page = pageOf(await answer.text(), answer.headers.get("X-Console-Ahead"));
  if (!page.querySelector("main#main")) return false;
  await loadStylesOf(page);
  keepCorner(page);
  replaceBody(page);
  const address = addressOf(answer);
  if (address && address !== location.href) history.pushState({ swapped: true }, "", address);
  announcePage();
  window.scrollTo(0, 0);
  focusPage();
  return true;
};

const requestOf = (form, submitter) => {
  const fields = new FormData(form);
  if (submitter?.name) fields.append(submitter.name, submitter.value);
  return {
    method: "POST",
    body: new URLSearchParams(fields),
    headers: { "X-Console-Swaps": "1", ...aheadHeaders() },
  };
};

// What is wrong where the answer is no page of the console; "" where it is one.
const answerWarning = (answer) => {
  if (!answer || answer.status >= 500) return document.body.dataset.serverAway;
  return isOwn(answer.url) ? "" : document.body.dataset.signedOut;
};

const send = async (form, submitter) => {
  const item = document.body.dataset.item;
  const answer = await fetch(form.action, requestOf(form, submitter)).catch(() => null);
  const warning = answerWarning(answer);
  if (warning) return showWarning(warning);
  if (form.id === "decision" && answer.ok) forgetDraft(item);
  if (!(await show(answer))) location.assign(addressOf(answer) ?? answer.url);
};

const isSwapped = (form) => form.method === "post" && isOwn(form.action) && form.dataset.plain === undefined;

// Says that an act is on its way once it takes longer than a moment; a screen reader hears it too. The page that comes
// has a line of its own, so that it ends with the act.
const showBusy = (on) => {
  document.documentElement.classList.toggle("busy", on);
  const line = find(".working");
  if (!line) return;
  line.hidden = !on;
  line.textContent = on ? line.dataset.words : "";
};

document.addEventListener("submit", async (event) => {
  if (event.defaultPrevented || !isSwapped(event.target)) return;
  event.preventDefault();
  // A decision goes out once, however often Enter is pressed.
  if (sending) return;
  sending = true;
  const slow = setTimeout(() => showBusy(true), MOMENT);
  try {
    await send(event.target, event.submitter);
  } finally {
    clearTimeout(slow);
    showBusy(false);
    sending = false;
  }
});

// Back and forward load what they name: an item may have changed meanwhile.
window.addEventListener("popstate", () => location.reload());
