// A list that stays on the screen shows who takes its items meanwhile. It asks twice a minute, and not while hidden.
import { find, findAll, onPage } from "./page.js";

const PAUSE = 30 * 1000; // milliseconds

let asking = 0;

const mark = (row, words) => {
  row.querySelector(".holder").textContent = words;
  row.querySelector("button.claim")?.remove();
};

const refreshHolders = async () => {
  const list = find("table[data-holders]");
  if (!list || document.hidden) return;
  const rows = findAll("tr[data-item]");
  const ids = new URLSearchParams(rows.map((row) => ["id", row.dataset.item]));
  const answer = await fetch(`${list.dataset.holders}?${ids}`).catch(() => null);
  if (!answer?.ok || answer.redirected || !list.isConnected) return;
  const { held, gone } = await answer.json();
  for (const row of rows) {
    const id = Number(row.dataset.item);
    if (gone.includes(id)) mark(row, list.dataset.gone);
    else if (held[id]) mark(row, held[id]);
    row.classList.toggle("gone", gone.includes(id));
  }
};

document.addEventListener("visibilitychange", refreshHolders);

onPage(() => {
  clearInterval(asking);
  if (find("table[data-holders]")) asking = setInterval(refreshHolders, PAUSE);
});
