// Acts without a page load: the form is sent, and what comes back takes the place of what is shown.
"use strict";
{
  const find = (selector) => document.querySelector(selector);
  const own = (url) => new URL(url, location.href).pathname.startsWith("/admin/triage/");
  // Where the page that came is: the server says so, or led there. Nothing where an act was refused.
  const place = (answer) => {
    const shown = answer.headers.get("X-Console-Shows");
    return shown ? new URL(shown, location.href).href : answer.redirected ? answer.url : null;
  };
  let sending = false;

  const parsed = (text) => new DOMParser().parseFromString(text, "text/html");

  const show = async (answer) => {
    const text = await answer.text();
    const known = consoleAhead.known(answer.headers.get("X-Console-Ahead"));
    const page = parsed(known ?? text);
    if (!page.querySelector("main#main")) return false;
    if (known) {
      const claimed = parsed(text);
      for (const part of [".now", ".messages"]) page.querySelector(part).replaceWith(page.adoptNode(claimed.querySelector(part)));
    }
    const linked = new Set([...document.querySelectorAll("link[rel=stylesheet]")].map((link) => link.href));
    const styles = [...page.querySelectorAll("link[rel=stylesheet]")].filter((link) => !linked.has(link.href));
    await Promise.all(styles.map((link) => new Promise((done) => {
      const fresh = document.createElement("link");
      fresh.rel = "stylesheet";
      fresh.onload = fresh.onerror = done;
      fresh.href = link.href;
      document.head.append(fresh);
    })));
    // The corner with language and theme stays: other scripts listen to it.
    const corner = find(".who");
    const next = page.querySelector(".who [name=next]").value;
    page.querySelector(".who").replaceWith(document.adoptNode(corner));
    corner.querySelector("[name=next]").value = next;
    document.title = page.title;
    for (const name of ["class", "data-item", "data-ahead"]) {
      const value = page.body.getAttribute(name);
      value === null ? document.body.removeAttribute(name) : document.body.setAttribute(name, value);
    }
    document.body.replaceChildren(...[...page.body.childNodes].map((node) => document.adoptNode(node)));
    const shown = place(answer);
    if (shown && shown !== location.href) history.pushState({ swapped: true }, "", shown);
    document.dispatchEvent(new Event("console:page"));
    window.scrollTo(0, 0);
    // A page that was refused says where to type.
    const first = find("[autofocus]");
    first ? first.focus() : find("main").focus({ preventScroll: true });
    return true;
  };

  const tell = (text) => {
    const line = document.createElement("p");
    line.className = "message warning";
    line.setAttribute("role", "alert");
    line.textContent = text;
    find(".messages").replaceChildren(line);
  };

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || !own(form.action) || form.dataset.plain !== undefined) return;
    event.preventDefault();
    // A decision goes out once, however often Enter is pressed.
    if (sending) return;
    sending = true;
    const body = new FormData(form);
    if (event.submitter?.name) body.append(event.submitter.name, event.submitter.value);
    const item = document.body.dataset.item;
    const decides = form.id === "decision";
    const asked = { method: "POST", body: new URLSearchParams(body), headers: { "X-Console-Swaps": "1", ...consoleAhead.headers() } };
    try {
      const answer = await fetch(form.action, asked).catch(() => null);
      if (!answer || !own(answer.url) || answer.status >= 500) return tell(document.body.dataset.signedOut);
      if (decides && answer.ok) document.dispatchEvent(new CustomEvent("console:done", { detail: item }));
      if (!(await show(answer))) location.assign(place(answer) ?? answer.url);
    } finally {
      sending = false;
    }
  });

  // Back and forward load what they name: an item may have changed meanwhile.
  window.addEventListener("popstate", () => location.reload());
}
