// What runs while a page is open: the claim's countdown and heartbeat, the offer to undo, a bulk run's progress.
"use strict";
{
  const find = (selector) => document.querySelector(selector);
  let timers = [];

  const tell = (text) => {
    const line = document.createElement("p");
    line.className = "message warning";
    line.textContent = text;
    find(".messages").replaceChildren(line);
  };

  const startLease = (lease) => {
    let until = Date.parse(lease.dataset.until);
    const tick = () => {
      const left = Math.max(0, Math.round((until - Date.now()) / 1000));
      lease.querySelector(".countdown").textContent =
        `${String(Math.floor(left / 60)).padStart(2, "0")}:${String(left % 60).padStart(2, "0")}`;
      lease.querySelector("progress").value = left;
      lease.classList.toggle("short", left < 60);
    };
    const beat = async () => {
      if (document.hidden || !lease.isConnected) return;
      const token = find("#decision [name=csrfmiddlewaretoken]").value;
      const asked = { method: "POST", headers: { "X-CSRFToken": token }, redirect: "manual" };
      const answer = await fetch(lease.dataset.heartbeat, asked).catch(() => null);
      if (!lease.isConnected) return;
      if (answer?.ok) until = Date.parse((await answer.json()).claimed_until);
      else tell(answer?.status === 409 ? lease.dataset.lost : lease.dataset.signedOut);
      tick();
    };
    tick();
    timers.push(setInterval(tick, 1000), setInterval(beat, 60000));
    return beat;
  };

  let beat = null;
  document.addEventListener("visibilitychange", () => beat?.());
  document.addEventListener("console:page", () => {
    timers.forEach(clearInterval);
    timers = [];
    const lease = find(".lease");
    beat = lease ? startLease(lease) : null;
    const bar = find("progress[data-url]");
    if (bar) {
      const look = async () => {
        const answer = await fetch(bar.dataset.url).catch(() => null);
        if (!answer?.ok || !bar.isConnected) return;
        const { done, total, going } = await answer.json();
        bar.value = done;
        find("#progress-text").textContent = `${done} / ${total}`;
        if (!going) location.reload();
      };
      timers.push(setInterval(look, 700));
    }
    const offer = find("form.undo");
    if (offer) {
      const left = Date.parse(offer.dataset.until) + document.body.dataset.undoSeconds * 1000 - Date.now();
      timers.push(setTimeout(() => offer.remove(), Math.max(0, left)));
    }
  });
}
