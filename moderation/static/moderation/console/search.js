// The box of Ctrl K and “/”: a combobox over the page of the search.
// Without this script the link leads to that page.
import { find, onPage } from "./page.js";

const PAUSE = 160; // milliseconds without a key after which a query goes out

let timer = 0;
let asking = null; // the running request
let opensFirst = false; // Enter came before the hits

const box = () => find("#search");
const input = () => find("#search-text");
const list = () => find("#search-hits");
const options = () => [...list().querySelectorAll("[role=option]")];
const chosen = () => list().querySelector("[aria-selected=true]");

const chooseHit = (option) => {
  chosen()?.setAttribute("aria-selected", "false");
  option?.setAttribute("aria-selected", "true");
  option?.scrollIntoView({ block: "nearest" });
  if (option) input().setAttribute("aria-activedescendant", option.id);
  else input().removeAttribute("aria-activedescendant");
};

const showHits = (nodes) => {
  list().replaceChildren(...nodes);
  const found = options();
  input().setAttribute("aria-expanded", String(found.length > 0));
  find("#search-status").textContent = found.length ? String(found.length) : box().dataset.nothing;
  chooseHit(found[0]);
};

const clear = () => {
  clearTimeout(timer);
  timer = 0;
  asking?.abort();
  asking = null;
  opensFirst = false;
  showHits([]);
  find("#search-status").textContent = "";
};

const follow = (option, inNewTab) => {
  if (inNewTab) window.open(option.href, "_blank", "noopener");
  else location.assign(option.href);
};

const nodesOf = (text) => {
  const page = new DOMParser().parseFromString(text, "text/html");
  return [...page.body.childNodes].map((node) => document.adoptNode(node));
};

const warning = (words) => {
  const line = document.createElement("p");
  line.className = "none";
  line.textContent = words;
  return line;
};

// What came is shown unless another query went out meanwhile. A redirect leads to the sign-in page.
const ask = async () => {
  asking?.abort();
  const own = (asking = new AbortController());
  const url = `${input().form.action}?${new URLSearchParams({ q: input().value })}`;
  const headers = { "X-Console-Box": "1" };
  const answer = await fetch(url, { headers, signal: own.signal }).catch(() => null);
  if (own.signal.aborted) return;
  const text = answer?.ok && !answer.redirected ? await answer.text() : null;
  if (own.signal.aborted) return;
  asking = null;
  if (text === null) {
    const { away } = box().dataset;
    showHits([warning(answer?.redirected ? document.body.dataset.signedOut : away)]);
    return;
  }
  showHits(nodesOf(text));
  if (opensFirst && chosen()) follow(chosen());
  opensFirst = false;
};

const askSoon = () => {
  clearTimeout(timer);
  opensFirst = false;
  if (!input().value.trim()) return clear();
  timer = setTimeout(() => {
    timer = 0;
    ask();
  }, PAUSE);
};

// Before the hits are there, Enter sends the query at once and opens the first of them.
const openHit = (inNewTab) => {
  const isLate = timer !== 0 || asking !== null;
  if (!isLate && chosen()) return follow(chosen(), inNewTab);
  if (!input().value.trim()) return;
  clearTimeout(timer);
  timer = 0;
  if (asking === null) ask();
  opensFirst = true;
};

const step = (by) => {
  const all = options();
  if (all.length) chooseHit(all[(all.indexOf(chosen()) + by + all.length) % all.length]);
};

const keys = {
  ArrowDown: () => step(1),
  ArrowUp: () => step(-1),
  Enter: (event) => openHit(event.shiftKey),
};

export const openSearch = () => {
  if (!box() || box().open) return;
  find("dialog[open]")?.close();
  box().showModal();
  input().select();
};

onPage(() => {
  const text = input();
  if (!text) return;
  // While an input method composes, what stands in the field is not what is searched for.
  text.addEventListener("input", (event) => event.isComposing || askSoon());
  text.addEventListener("compositionend", askSoon);
  text.addEventListener("keydown", (event) => {
    const act = !event.isComposing && event.keyCode !== 229 && keys[event.key];
    if (!act) return;
    event.preventDefault();
    act(event);
  });
  box().addEventListener("close", () => {
    text.value = "";
    clear();
  });
  // A click beside the box closes it.
  box().addEventListener("click", (event) => event.target === box() && box().close());
  find("#open-search")?.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    openSearch();
  });
});

// Also from within a field: Ctrl K types nothing.
document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.altKey || event.shiftKey || !(event.ctrlKey || event.metaKey)) return;
  if (event.key.toLowerCase() !== "k" || !box() || !find("#open-search")) return;
  event.preventDefault();
  openSearch();
});
