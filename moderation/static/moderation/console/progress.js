// The progress of a bulk run or a backtest, asked for until it ends.
import { find, onPage } from "./page.js";

const INTERVAL = 700; // milliseconds

let timer = null;

const update = async (bar) => {
  const answer = await fetch(bar.dataset.url).catch(() => null);
  if (!answer?.ok || !bar.isConnected) return;
  const { done, total, going } = await answer.json();
  bar.value = done;
  find("#progress-text").textContent = `${done} / ${total}`;
  if (!going) location.reload();
};

onPage(() => {
  clearInterval(timer);
  const bar = find("progress[data-url]");
  if (bar) timer = setInterval(() => update(bar), INTERVAL);
});
