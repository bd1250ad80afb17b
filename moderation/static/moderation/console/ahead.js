// The item after this one is fetched while this one is read, so that after the act only what changed has to come.
// Nothing is claimed by it: the answer of the act says whether the page still holds (its stamp); if not, it is whole.
import { onPage } from "./page.js";

let page = null;

const fetchAhead = async (url) => {
  const answer = await fetch(url).catch(() => null);
  const stamp = answer?.ok && answer.headers.get("X-Console-Ahead");
  if (!stamp) return;
  const text = await answer.text();
  if (document.body.dataset.ahead === url) page = { stamp, text };
};

// Headers of an act: which page is known already.
export const aheadHeaders = () => (page ? { "X-Console-Ahead": page.stamp } : {});

// The text of the page that was fetched ahead, where the act's answer says that it still holds.
export const aheadPage = (stamp) => (page && page.stamp === stamp ? page.text : null);

onPage(() => {
  page = null;
  const url = document.body.dataset.ahead;
  // Safari has no idle callback.
  if (url) (window.requestIdleCallback ?? setTimeout)(() => fetchAhead(url));
});
