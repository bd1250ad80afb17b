// The console's keys, and marks that light up with their evidence. Every act is a plain form that works without this.
// "console:page" is sent to the document when a page is there: after loading, and after each swap (swap.js).
"use strict";
{
  document.documentElement.classList.add("js");
  const find = (selector) => document.querySelector(selector);
  const typing = (target) => target.matches("textarea, select, input:not([type=radio], [type=checkbox])");
  let rows = [];
  let here = -1;

  document.addEventListener("console:page", () => {
    rows = [...document.querySelectorAll("tr[data-item]")];
    here = -1;
  });

  // --- List: J and K walk the rows, Enter claims, O only looks, X chooses for a bulk act.
  const goTo = (index) => {
    if (!rows.length) return;
    rows[here]?.classList.remove("here");
    here = Math.max(0, Math.min(rows.length - 1, index));
    rows[here].classList.add("here");
    rows[here].querySelector(".headline").focus({ preventScroll: true });
    rows[here].scrollIntoView({ block: "nearest" });
  };
  const scroll = (lines) => find("#article-text")?.scrollBy({ top: lines * 29, behavior: "smooth" });
  const walk = (step) => (rows.length ? goTo(here + step) : scroll(step * 6));

  // --- Item: choosing an act asks for the clause next, unless the act needs none or one is chosen.
  const choose = (key) => {
    const form = find("#decision");
    const choice = form?.querySelector(`input[data-key="${key}"]`);
    if (!choice) return;
    choice.checked = true;
    choice.dispatchEvent(new Event("input", { bubbles: true }));
    choice.focus();
    if (!form.clause) form.answer.focus();
    else if (choice.value !== "allow" && !form.clause.value) form.clause.focus();
  };
  const toggleMarks = () => {
    const boxes = [...document.querySelectorAll(".legend input")];
    const on = boxes.some((box) => box.checked);
    boxes.forEach((box) => (box.checked = !on));
  };
  const submit = () => (find("#decision") ? find("#decision").requestSubmit() : find("#claim")?.click());
  const enter = () => {
    if (!rows.length) return submit();
    const row = rows[Math.max(here, 0)];
    (row.querySelector("button.claim") ?? row.querySelector(".headline")).click();
  };

  const keys = {
    j: () => walk(1), k: () => walk(-1),
    o: () => rows[here]?.querySelector(".headline").click(),
    x: () => rows[here]?.querySelector("input[name=item]")?.click(),
    n: () => find("#take-next")?.click(),
    g: () => (find("#to-list") ?? find(".brand")).click(),
    s: () => find("#skip")?.click(),
    u: () => find("#undo")?.click(),
    m: toggleMarks,
    v: () => find("#to-provenance")?.click(),
    p: () => find("#decision")?.clause?.focus(),
    t: () => find("#id_note")?.focus(),
    "?": () => find("#help").showModal(),
    enter,
  };
  for (const key of "alire") keys[key] = () => choose(key.toUpperCase());

  // --- The menu closes by Escape, which gives the focus back, and by a click beside it.
  const closeMenu = (target) => {
    const menu = find(".menu[open]");
    if (!menu || menu.contains(target)) return;
    menu.open = false;
    if (!target) menu.querySelector("summary").focus();
  };
  document.addEventListener("click", (event) => closeMenu(event.target));

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.altKey || event.metaKey || find("#help").open) return;
    const { target } = event;
    if (event.key === "Escape" && typing(target)) return target.blur();
    if (event.key === "Escape") return closeMenu();
    const key = event.key.toLowerCase();
    const inForm = find("#decision")?.contains(target);
    const submits = key === "enter" && inForm && (event.ctrlKey || target.matches("select, input"));
    if (!submits) {
      if (event.ctrlKey || typing(target)) return;
      if (key === "enter" && target.matches("a:not(.headline), button, summary")) return;
      if (!keys[key]) return;
    }
    event.preventDefault();
    submits ? submit() : keys[key]();
  });

  // --- Marks and their evidence light up together.
  const light = (event, on) => {
    const target = event.target.closest?.("[data-refs], [data-ref]");
    if (!target) return;
    const wanted = (target.dataset.refs ?? target.dataset.ref).split(" ");
    for (const id of wanted) document.getElementById(id)?.classList.toggle("lit-row", on);
    for (const mark of document.querySelectorAll("mark[data-refs]")) {
      if (mark.dataset.refs.split(" ").some((id) => wanted.includes(id))) mark.classList.toggle("lit", on);
    }
  };
  for (const name of ["mouseover", "focusin"]) document.addEventListener(name, (event) => light(event, true));
  for (const name of ["mouseout", "focusout"]) document.addEventListener(name, (event) => light(event, false));

  document.addEventListener("DOMContentLoaded", () => document.dispatchEvent(new Event("console:page")));
}
