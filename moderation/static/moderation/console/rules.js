// Rules are put in order by dragging their grip; it fills the numbers in and sends the same form as the button does.
import { find, findAll } from "./page.js";

let dragged = null;

const allRows = () => findAll("tr[data-rule]");
const rowOf = (event) => event.target.closest?.("tr[data-rule]");

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
  allRows().forEach((row) => row.classList.toggle("over", row === rowOf(event)));
});

document.addEventListener("drop", (event) => {
  if (!dragged) return;
  event.preventDefault();
  const target = rowOf(event) ?? find(".default-row");
  target.before(dragged);
  allRows().forEach((row, place) => (row.querySelector("input").value = place + 1));
  find("#order").requestSubmit();
});

document.addEventListener("dragend", () => {
  dragged = null;
  allRows().forEach((row) => row.classList.remove("over", "dragged"));
});
