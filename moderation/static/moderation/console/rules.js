// Rules are put in order by dragging their grip; it fills the numbers in and sends the same form as the button does.
"use strict";
{
  let dragged = null;
  const rows = () => [...document.querySelectorAll("tr[data-rule]")];
  const rowOf = (event) => event.target.closest?.("tr[data-rule]");
  const clear = () => rows().forEach((row) => row.classList.remove("over", "dragged"));

  document.addEventListener("dragstart", (event) => {
    if (!event.target.matches?.(".grip")) return;
    dragged = rowOf(event);
    dragged.classList.add("dragged");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", dragged.dataset.rule);
  });
  document.addEventListener("dragover", (event) => {
    if (!dragged || !event.target.closest(".rule-list")) return;
    event.preventDefault();
    rows().forEach((row) => row.classList.toggle("over", row === rowOf(event)));
  });
  document.addEventListener("drop", (event) => {
    if (!dragged) return;
    event.preventDefault();
    const target = rowOf(event) ?? document.querySelector(".default-row");
    target.before(dragged);
    rows().forEach((row, place) => (row.querySelector("input").value = place + 1));
    document.querySelector("#order").requestSubmit();
  });
  document.addEventListener("dragend", () => { dragged = null; clear(); });
}
