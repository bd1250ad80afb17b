// The menu closes by Escape (keys.js), which gives the focus back, and by a click beside it.
import { find } from "./page.js";

export const closeMenu = (target) => {
  const menu = find(".menu[open]");
  if (!menu || menu.contains(target)) return;
  menu.open = false;
  if (!target) menu.querySelector("summary").focus();
};

document.addEventListener("click", (event) => closeMenu(event.target));
