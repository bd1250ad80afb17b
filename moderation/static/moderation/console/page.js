// What the console's scripts share: finding elements, hearing that a page is there, a line of warning.

export const find = (selector) => document.querySelector(selector);
export const findAll = (selector) => [...document.querySelectorAll(selector)];

const listeners = [];

// Runs `listener` whenever a page is there: after loading, and after each swap (swap.js).
export const onPage = (listener) => listeners.push(listener);
export const announcePage = () => listeners.forEach((listener) => listener());

const messageLine = (text, level) => {
  const line = document.createElement("p");
  line.className = `message ${level}`;
  line.textContent = text;
  return line;
};

export const addInfo = (text) => find(".messages").append(messageLine(text, "info"));

// A warning takes the place of the messages before it, and screen readers read it at once.
export const showWarning = (text) => {
  const line = messageLine(text, "warning");
  line.setAttribute("role", "alert");
  find(".messages").replaceChildren(line);
};
