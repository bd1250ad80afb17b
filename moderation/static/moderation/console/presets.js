// Clause and label follow what is chosen before them, until somebody chooses them by hand: an act may have a clause of
// its own, a clause a label. What they are preset to always stands on the screen before it is submitted.
import { find, onPage } from "./page.js";

const TYPING_PAUSE = 1200; // milliseconds after which a number is begun anew

let presets = { labels: {}, acts: {} };
let proposed = "";
let typed = "";
let typedAt = 0;

const set = (field, value) => {
  if (!field || field.dataset.byHand || field.value === value) return;
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
};

const followClause = (form) => set(form.label, presets.labels[form.clause.value] ?? "");

// The clause of an act, else the one that the item's first reason proposes.
export const followAct = (form, act) => {
  if (!form.clause) return;
  set(form.clause, presets.acts[act] ?? proposed);
  followClause(form);
};

// Types a clause's number: the first clause that begins with the digits typed so far. Whether there is one.
export const typeClause = (form, key) => {
  const now = Date.now();
  typed = now - typedAt > TYPING_PAUSE ? key : typed + key;
  typedAt = now;
  const options = [...form.clause.options];
  const startingWith = (text) => options.find((option) => option.value.startsWith(text));
  const found = startingWith(typed) ?? startingWith(key);
  if (!found) return;
  form.clause.value = found.value;
  form.clause.dataset.byHand = "1";
  form.clause.dispatchEvent(new Event("input", { bubbles: true }));
  followClause(form);
};

onPage(() => {
  const form = find("#decision");
  if (!form?.dataset.presets) return;
  presets = JSON.parse(form.dataset.presets);
  proposed = form.clause.value;
  typed = "";
  // A label that a rule asks for, a draft kept or a refused form brought back is no preset of the clause: it stays.
  if (form.label.value && form.label.value !== presets.labels[proposed]) form.label.dataset.byHand = "1";
  form.clause.addEventListener("change", () => {
    form.clause.dataset.byHand = "1";
    followClause(form);
  });
  form.label.addEventListener("change", () => (form.label.dataset.byHand = "1"));
  for (const choice of form.querySelectorAll("input[name=act]")) {
    choice.addEventListener("change", () => followAct(form, choice.value));
  }
});
