"""Whether a reader sees what a page declares, by the styles the page itself states."""
