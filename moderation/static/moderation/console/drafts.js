// What is typed for an item stays in this browser until it is submitted: a lost session or a closed tab loses nothing.
"use strict";
{
  const find = (selector) => document.querySelector(selector);
  const FIELDS = ["act", "outcome", "clause", "label", "note", "answer"];
  const AGE = 7 * 24 * 3600 * 1000;
  const nameOf = (item) => `draft-${item}`;

  const keep = (form) => {
    const values = { at: Date.now() };
    for (const name of FIELDS) if (form.elements[name]) values[name] = form.elements[name].value;
    try { localStorage.setItem(nameOf(document.body.dataset.item), JSON.stringify(values)); } catch { /* full: no draft */ }
  };
  const forget = () => {
    for (const name of Object.keys(localStorage).filter((name) => name.startsWith("draft-"))) {
      if (Date.now() - (JSON.parse(localStorage.getItem(name)).at ?? 0) > AGE) localStorage.removeItem(name);
    }
  };

  document.addEventListener("console:page", () => {
    const form = find("#decision");
    forget();
    if (!form) return;
    const kept = JSON.parse(localStorage.getItem(nameOf(document.body.dataset.item)) ?? "null");
    const note = form.elements.note ?? form.elements.answer;
    if (kept && !note.value) {
      for (const name of FIELDS) if (kept[name] && form.elements[name]) form.elements[name].value = kept[name];
      if (kept.note || kept.answer) {
        const line = document.createElement("p");
        line.className = "message info";
        line.textContent = document.body.dataset.draft;
        find(".messages").append(line);
      }
    }
    form.addEventListener("input", () => keep(form));
  });
  // swap.js says when a decision was taken; without it the next page is not this item's, and the draft goes by age.
  document.addEventListener("console:done", (event) => localStorage.removeItem(nameOf(event.detail)));
}
