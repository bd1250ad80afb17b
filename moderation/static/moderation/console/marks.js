// Marks in the text and their evidence light up together.
import { findAll } from "./page.js";

const light = (event, on) => {
  const target = event.target.closest?.("[data-refs], [data-ref]");
  if (!target) return;
  const wanted = (target.dataset.refs ?? target.dataset.ref).split(" ");
  for (const id of wanted) document.getElementById(id)?.classList.toggle("lit-row", on);
  for (const mark of findAll("mark[data-refs]")) {
    if (mark.dataset.refs.split(" ").some((id) => wanted.includes(id))) mark.classList.toggle("lit", on);
  }
};

for (const name of ["mouseover", "focusin"]) document.addEventListener(name, (event) => light(event, true));
for (const name of ["mouseout", "focusout"]) document.addEventListener(name, (event) => light(event, false));
