// The console's keys, the claim's countdown and its heartbeat. Every act is a plain form that works without this file.
"use strict";
{
  document.documentElement.classList.add("js");
  const find = (selector) => document.querySelector(selector);
  const typing = (target) => target.matches("textarea, select, input:not([type=radio], [type=checkbox])");

  // --- List: J and K walk the rows, Enter claims, O only looks.
  const rows = [...document.querySelectorAll("tr[data-item]")];
  let here = -1;
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
  const form = find("#decision");
  const choose = (key) => {
    const choice = form?.querySelector(`input[data-key="${key}"]`);
    if (!choice) return;
    choice.checked = true;
    choice.focus();
    if (choice.value !== "allow" && !form.clause.value) form.clause.focus();
  };
  const toggleMarks = () => {
    const boxes = [...document.querySelectorAll(".legend input")];
    const on = boxes.some((box) => box.checked);
    boxes.forEach((box) => (box.checked = !on));
  };
  const submit = () => (form ? form.requestSubmit() : find("#claim")?.click());
  const enter = () => {
    if (!rows.length) return submit();
    const row = rows[Math.max(here, 0)];
    (row.querySelector("button.claim") ?? row.querySelector(".headline")).click();
  };

  const keys = {
    j: () => walk(1), k: () => walk(-1),
    o: () => rows[here]?.querySelector(".headline").click(),
    n: () => find("#take-next")?.click(),
    g: () => (find("#to-list") ?? find(".brand")).click(),
    s: () => find("#skip")?.click(),
    m: toggleMarks,
    v: () => find("#to-provenance")?.click(),
    p: () => form?.clause.focus(),
    t: () => form?.note.focus(),
    "?": () => find("#help").showModal(),
    enter,
  };
  for (const key of "alire") keys[key] = () => choose(key.toUpperCase());

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.altKey || event.metaKey || find("#help").open) return;
    const { target } = event;
    if (event.key === "Escape" && typing(target)) return target.blur();
    const key = event.key.toLowerCase();
    const submits = key === "enter" && form?.contains(target) && (event.ctrlKey || target.matches("select, input"));
    if (!submits) {
      if (event.ctrlKey || typing(target)) return;
      if (key === "enter" && target.matches("a:not(.headline), button, summary")) return;
      if (!keys[key]) return;
    }
    event.preventDefault();
    submits ? submit() : keys[key]();
  });

  // --- A decision goes out once, however often Enter is pressed.
  let sent = false;
  form?.addEventListener("submit", (event) => {
    if (sent) event.preventDefault();
    sent = true;
  });
  window.addEventListener("pageshow", () => (sent = false));

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

  // --- The claim: counts down, and is renewed while somebody looks at the page.
  const lease = find(".lease");
  if (lease) {
    let until = Date.parse(lease.dataset.until);
    const tell = (text) => {
      const line = document.createElement("p");
      line.className = "message warning";
      line.textContent = text;
      find(".messages").replaceChildren(line);
    };
    const tick = () => {
      const left = Math.max(0, Math.round((until - Date.now()) / 1000));
      lease.querySelector(".countdown").textContent =
        `${String(Math.floor(left / 60)).padStart(2, "0")}:${String(left % 60).padStart(2, "0")}`;
      lease.querySelector("progress").value = left;
      lease.classList.toggle("short", left < 60);
    };
    const beat = async () => {
      if (document.hidden) return;
      const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
      const asked = { method: "POST", headers: { "X-CSRFToken": token }, redirect: "manual" };
      const answer = await fetch(lease.dataset.heartbeat, asked).catch(() => null);
      if (answer?.ok) until = Date.parse((await answer.json()).claimed_until);
      else tell(answer?.status === 409 ? lease.dataset.lost : lease.dataset.signedOut);
      tick();
    };
    tick();
    setInterval(tick, 1000);
    setInterval(beat, 60000);
    document.addEventListener("visibilitychange", beat);
  }
}
