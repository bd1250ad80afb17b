"""Links of the stock admin can be read in either theme: contrast of at least 4.5 : 1 (WCAG 2.2, 1.4.3)."""

from __future__ import annotations

import pytest

from tests.makers import queued

# Each visible link against the nearest background that is not transparent; relative luminance as WCAG defines it.
_TOO_FAINT = """
() => {
  const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const luminance = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((each) => each / 255).map(
      (each) => (each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4)
    );
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = numbers(getComputedStyle(at).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  const links = [...document.querySelectorAll("a")].filter((a) => a.textContent.trim() && a.checkVisibility());
  if (links.length < 5) throw new Error("no links to look at");
  return links.map((a) => {
    const [one, two] = [numbers(getComputedStyle(a).color), behind(a)].map(luminance).sort((x, y) => y - x);
    return [a.textContent.trim(), Math.round(((one + 0.05) / (two + 0.05)) * 100) / 100];
  }).filter(([, ratio]) => ratio < 4.5);
}
"""
_PAGES = ["", "articles/source/", "articles/article/", "moderation/queueitem/", "moderation/clause/"]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_links_stand_out_from_what_is_behind_them(open_console, theme):
    item = queued()
    page = open_console(role="lead", color_scheme=theme)
    too_faint = {}
    for path in [*_PAGES, f"articles/source/{item.article.source_id}/change/"]:
        page.goto(f"/admin/{path}")
        if found := page.evaluate(_TOO_FAINT):
            too_faint[path] = found
    assert too_faint == {}
