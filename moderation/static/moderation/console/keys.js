// The console's keys. In the list J and K walk the rows, Enter claims, O only looks, X chooses for a bulk act.
import { closeMenu } from "./menu.js";
import { find, findAll, onPage } from "./page.js";
import { followAct, typeClause } from "./presets.js";
import { openSearch } from "./search.js";

// One line of the article's text, in pixels.
const LINE_HEIGHT = 29;

let rows = [];
let here = -1;

onPage(() => {
  rows = findAll("tr[data-item], tr[data-row]");
  here = -1;
});

const isTyping = (target) => target.matches("textarea, select, input:not([type=radio], [type=checkbox])");

const goTo = (index) => {
  rows[here]?.classList.remove("here");
  here = Math.max(0, Math.min(rows.length - 1, index));
  rows[here].classList.add("here");
  rows[here].querySelector(".headline").focus({ preventScroll: true });
  rows[here].scrollIntoView({ block: "nearest" });
};

// Who asked the system for less motion gets the place at once.
const scrolling = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth");
const scrollArticle = (lines) => find("#article-text")?.scrollBy({ top: lines * LINE_HEIGHT, behavior: scrolling() });
const walk = (step) => (rows.length ? goTo(here + step) : scrollArticle(step * 6));

const choiceOf = (key) => findAll("#decision input[data-key]").find((input) => input.dataset.key.toLowerCase() === key);

// Choosing an act asks next for what is missing: the clause, unless the act needs none; the label, if it shows one.
// An answer that needs nothing else stays where it is.
const choose = (choice) => {
  const form = find("#decision");
  choice.checked = true;
  if (form.clause) followAct(form, choice.value);
  choice.dispatchEvent(new Event("input", { bubbles: true }));
  choice.focus();
  if ("stay" in choice.dataset) return;
  if (!form.clause) find("#id_note").focus();
  else if (!("noClause" in choice.dataset) && !form.clause.value) form.clause.focus();
  else if ("showsLabel" in choice.dataset && !form.label.value) form.label.focus();
  else if (("asksWhy" in choice.dataset || form.note.required) && !form.note.value) form.note.focus();
};

const toggleMarks = () => {
  const boxes = findAll(".legend input");
  const on = boxes.some((box) => box.checked);
  boxes.forEach((box) => (box.checked = !on));
};

// The finding that F went to, else the first one that nobody answered, else the first.
const finding = () => find(".finding.at") ?? find(".finding[data-unanswered]") ?? find(".finding");
const answer = (word) => finding()?.querySelector(`button.answer[value=${word}]`)?.click();

// The answer on the known claim that the article resembles, by the key that its button shows.
const answerClaim = (key) => find(`.similar-claim button[data-claim-key=${key}]`)?.click();

const nextFinding = () => {
  const all = findAll(".finding");
  if (!all.length) return;
  const at = find(".finding.at");
  const next = all[(all.indexOf(at) + 1) % all.length];
  at?.classList.remove("at");
  next.classList.add("at");
  next.closest("details")?.setAttribute("open", "");
  next.scrollIntoView({ block: "nearest" });
};

// Opens the correction of kind and topic at its first field.
const correctTopic = () => {
  const details = find("#correct-topic");
  if (!details) return;
  details.open = true;
  details.querySelector("select").focus();
};

const submit = () => {
  if (find("#decision")) find("#decision").requestSubmit();
  else (find("#claim") ?? find("#to-item") ?? find("#preview"))?.click();
};

// The note of the form; on a page without one, the internal note, which unfolds.
const writeNote = () => {
  const folded = find(".add-note");
  if (!find("#id_note") && folded) folded.open = true;
  (find("#id_note") ?? find("#note-text"))?.focus();
};

const boxOf = (row) => row?.querySelector("input[name=item]");

// In the list X goes on to the next row, so that five in a row are five keys; elsewhere it opens the story.
const chooseRow = () => {
  if (!find("#bulk")) return (boxOf(rows[here]) ?? find("#to-story"))?.click();
  if (here < 0) goTo(0);
  boxOf(rows[here])?.click();
  if (here < rows.length - 1) goTo(here + 1);
};

// Opens what leads do with an item at one of its fields.
const setAside = (field) => {
  const details = find("details.lead");
  if (!details || !find(field)) return;
  details.open = true;
  find(field).focus();
};

const enter = () => {
  // On a story the main act is the preview of one act for the chosen articles; O opens a row.
  if (!rows.length || find("#preview")) return submit();
  if (find("#bulk") && rows.some((each) => boxOf(each)?.checked)) return find("#bulk").requestSubmit();
  const row = rows[Math.max(here, 0)];
  (row.querySelector("button.claim") ?? row.querySelector(".headline")).click();
};

const acts = {
  j: () => walk(1),
  k: () => walk(-1),
  o: () => (rows[here]?.querySelector(".headline") ?? find("#to-source"))?.click(),
  x: chooseRow,
  n: () => find("#take-next")?.click(),
  g: () => (find("#to-list") ?? find(".brand")).click(),
  s: () => find("#skip")?.click(),
  u: () => find("#undo")?.click(),
  m: toggleMarks,
  f: nextFinding,
  y: () => answer("right"),
  w: () => answer("wrong"),
  q: () => answerClaim("Q"),
  z: () => answerClaim("Z"),
  h: () => answerClaim("H"),
  c: correctTopic,
  d: () => (find("#to-retelling") ?? find("#to-compare"))?.click(),
  v: () => find("#to-provenance")?.click(),
  p: () => find("#decision")?.clause?.focus(),
  b: () => find("#decision")?.label?.focus(),
  t: writeNote,
  "?": () => find("#help").showModal(),
  "/": openSearch,
  enter,
  "shift+h": () => setAside("#hold-reason"),
  "shift+g": () => setAside("#person"),
};

// Enter within the form submits from a choice, and from the note together with Ctrl.
const submits = (event, key) =>
  key === "enter" &&
  find("#decision")?.contains(event.target) &&
  (event.ctrlKey || event.target.matches("select, input"));

// A number types the clause once an act is chosen, from the act as from the list of clauses.
const isNumber = (key) => /^[0-9.]$/.test(key) && find("#decision[data-presets] input[name=act]:checked");

// Keys of the browser, of fields, and of links and buttons stay theirs.
// The closed list of clauses leaves letters to acts.
const isOurs = (event, key) => {
  const inClause = event.target.id === "id_clause" && (choiceOf(key) !== undefined || isNumber(key));
  if (event.ctrlKey || (isTyping(event.target) && !inClause)) return false;
  if (isNumber(key)) return true;
  if (key === "enter" && event.target.matches("a:not(.headline), button, summary")) return false;
  return key in acts || choiceOf(key) !== undefined;
};

const actOf = (key) => {
  const choice = choiceOf(key);
  if (choice) return () => choose(choice);
  return isNumber(key) ? () => typeClause(find("#decision"), key) : acts[key];
};

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.altKey || event.metaKey || find("dialog[open]")) return;
  if (event.key === "Escape") {
    if (isTyping(event.target)) event.target.blur();
    else closeMenu();
    return;
  }
  const key = (event.shiftKey && /^[a-z]$/i.test(event.key) ? "shift+" : "") + event.key.toLowerCase();
  const act = submits(event, key) ? submit : isOurs(event, key) && actOf(key);
  if (!act) return;
  event.preventDefault();
  act();
});
