// What is typed for an item stays in this browser until it is submitted: a lost session or a closed tab loses nothing.
import { addInfo, find, onPage } from "./page.js";

const FIELDS = ["act", "outcome", "clause", "label", "note", "answer"];
const PREFIX = "draft-";
// Milliseconds; drafts of decisions that were submitted without this script go by age.
const MAX_AGE = 7 * 24 * 3600 * 1000;

const nameOf = (item) => `${PREFIX}${item}`;

const keep = (form) => {
  const values = { at: Date.now() };
  for (const name of FIELDS) if (form.elements[name]) values[name] = form.elements[name].value;
  try {
    localStorage.setItem(nameOf(document.body.dataset.item), JSON.stringify(values));
  } catch {
    // The storage is full: there is no draft.
  }
};

const forgetOldDrafts = () => {
  for (const name of Object.keys(localStorage).filter((each) => each.startsWith(PREFIX))) {
    if (Date.now() - (JSON.parse(localStorage.getItem(name)).at ?? 0) > MAX_AGE) localStorage.removeItem(name);
  }
};

const restore = (form) => {
  const draft = JSON.parse(localStorage.getItem(nameOf(document.body.dataset.item)) ?? "null");
  const note = form.elements.note ?? form.elements.answer;
  if (!draft || note.value) return;
  for (const name of FIELDS) if (draft[name] && form.elements[name]) form.elements[name].value = draft[name];
  if (draft.note || draft.answer) addInfo(document.body.dataset.draft);
};

// swap.js calls this once a decision was taken.
export const forgetDraft = (item) => localStorage.removeItem(nameOf(item));

onPage(() => {
  forgetOldDrafts();
  const form = find("#decision");
  if (!form) return;
  restore(form);
  form.addEventListener("input", () => keep(form));
});
