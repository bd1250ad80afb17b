// The item after this one is fetched while this one is read, so that after the act only what changed has to come.
// Nothing is claimed by it: the act's answer says whether the page still holds (its stamp), and is whole if it does not.
"use strict";
const consoleAhead = (() => {
  let page = null;

  const fetchAhead = async (url) => {
    const answer = await fetch(url).catch(() => null);
    const stamp = answer?.ok && answer.headers.get("X-Console-Ahead");
    if (!stamp) return;
    const text = await answer.text();
    if (document.body.dataset.ahead === url) page = { stamp, text };
  };

  document.addEventListener("console:page", () => {
    page = null;
    const url = document.body.dataset.ahead;
    // Safari has no idle callback.
    if (url) (window.requestIdleCallback ?? setTimeout)(() => fetchAhead(url));
  });

  return {
    headers: () => (page ? { "X-Console-Ahead": page.stamp } : {}),
    known: (stamp) => (page && page.stamp === stamp ? page.text : null),
  };
})();
