// The claim on the item: its countdown and its heartbeat. The offer to undo goes when its time is over.
import { find, onPage, showWarning } from "./page.js";

const SECOND = 1000;
const HEARTBEAT = 60 * SECOND;

let timers = [];
let beat = null;

const clock = (seconds) =>
  [Math.floor(seconds / 60), seconds % 60].map((part) => String(part).padStart(2, "0")).join(":");

const showTimeLeft = (lease, until) => {
  const left = Math.max(0, Math.round((until - Date.now()) / SECOND));
  lease.querySelector(".countdown").textContent = clock(left);
  lease.querySelector("progress").value = left;
  lease.classList.toggle("short", left < 60);
};

const sendHeartbeat = (lease) => {
  const token = find("#decision [name=csrfmiddlewaretoken]").value;
  const request = { method: "POST", headers: { "X-CSRFToken": token }, redirect: "manual" };
  return fetch(lease.dataset.heartbeat, request).catch(() => null);
};

// What is wrong when the claim was not renewed. Whoever is signed out is sent to the sign-in page, which is no answer.
const claimWarning = (answer, words) => {
  if (answer?.status === 409) return words.lost;
  return !answer || answer.status >= 500 ? words.serverAway : words.signedOut;
};

// Starts the timers of a claim; returns the function that renews it at once.
const startLease = (lease) => {
  let until = Date.parse(lease.dataset.until);
  const tick = () => showTimeLeft(lease, until);
  const renew = async () => {
    if (document.hidden || !lease.isConnected) return;
    const answer = await sendHeartbeat(lease);
    if (!lease.isConnected) return;
    if (answer?.ok) until = Date.parse((await answer.json()).claimed_until);
    else showWarning(claimWarning(answer, lease.dataset));
    tick();
  };
  tick();
  timers.push(setInterval(tick, SECOND), setInterval(renew, HEARTBEAT));
  return renew;
};

const startUndo = (offer) => {
  const end = Date.parse(offer.dataset.until) + document.body.dataset.undoSeconds * SECOND;
  timers.push(setTimeout(() => offer.remove(), Math.max(0, end - Date.now())));
};

document.addEventListener("visibilitychange", () => beat?.());

onPage(() => {
  timers.forEach(clearInterval);
  timers = [];
  const lease = find(".lease");
  beat = lease ? startLease(lease) : null;
  const offer = find("form.undo");
  if (offer) startUndo(offer);
});
