// Starts the console's scripts. Every act is a plain form that works without them.
import "./drafts.js";
import "./holders.js";
import "./keys.js";
import "./lease.js";
import "./marks.js";
import "./menu.js";
import "./presets.js";
import "./progress.js";
import "./search.js";
import "./swap.js";
import { announcePage } from "./page.js";

document.documentElement.classList.add("js");
announcePage();
