"""The registry of platforms: finds them in a package, orders them, and recognises the platform of a page."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable, Iterator
from functools import cache, cached_property, reduce
from operator import or_
from types import ModuleType
from typing import TypeVar

from articles.parsing import generic, platforms
from articles.parsing.common.furniture import COMMON
from articles.parsing.document.page import Page
from articles.parsing.furniture import Furniture
from articles.parsing.hosts import host_of, stated_address
from articles.parsing.marks import platform_of_marks
from articles.parsing.menus import Menu
from articles.parsing.platform import Pages, Platform, Template

T = TypeVar("T")


class PlatformError(Exception):
    """A module in a package of platforms declares no platform, or its platform contradicts another one."""


class Platforms:
    """A set of platforms in the order in which their templates are tried.

    Raises PlatformError when two share a code, host or template name, or when `before` names an unknown platform or
    forms a cycle.
    """

    def __init__(self, found: Iterable[Platform]) -> None:
        self._platforms = _in_order(list(found))
        self._by_code = _unique("code", ((one.code, one) for one in self._platforms))
        self._codes_of_hosts = _unique("host", ((host, one.code) for one in self._platforms for host in one.hosts))
        _unique("template", ((layout.name, one) for one in self._platforms for layout in one.templates))

    def __iter__(self) -> Iterator[Platform]:
        return iter(self._platforms)

    def get(self, code: str | None) -> Platform | None:
        """Return the platform of a code, or None: submitters may name platforms that the parser does not know."""
        return self._by_code.get(code or "")

    def menu_of(self, code: str | None) -> Menu:
        """Return the menu of a platform; empty for an unknown one."""
        platform = self.get(code)
        return platform.menu if platform else ()

    def furniture_of(self, code: str | None) -> Furniture:
        """Return the furniture of a platform and of most sites; that of all platforms when `code` names none."""
        platform = self.get(code)
        return self._furniture[platform.code if platform else ""]

    @cached_property
    def _furniture(self) -> dict[str, Furniture]:
        each = {one.code: COMMON | one.furniture for one in self._platforms}
        return {**each, "": reduce(or_, (one.furniture for one in self._platforms), COMMON)}

    def of_host(self, host: str) -> str | None:
        """Return the code of the platform that owns a lower-case host or a parent domain of it, or None."""
        labels = host.split(".")
        above = (".".join(labels[start:]) for start in range(len(labels)))
        return next((code for name in above if (code := self._codes_of_hosts.get(name))), None)

    def of_page(self, page: Page) -> str | None:
        """Return the code of a page's platform: by URL, by stated URL, by marks; None when ambiguous."""
        return (
            self.of_host(page.host)
            or self.of_host(host_of(stated_address(page)))
            or (platform_of_marks(page, self._platforms))
        )


class Recognition:
    """The platform of a page, computed once on demand, and the templates that may read the page."""

    def __init__(self, page: Page, known: Platforms) -> None:
        self._page, self._known = page, known

    @cached_property
    def site(self) -> str | None:
        """The code of the platform that the page itself shows; the submitted platform does not count."""
        return self._known.of_page(self._page)

    def candidates(self) -> Iterator[tuple[Template, str | None]]:
        """Yield the templates that match, each with the platform code of its article; generic ones last."""
        page = self._page
        for platform in self._known:
            for template in platform.templates:
                if self._may_be(platform.code, template.pages) and template.matches(page):
                    yield template, page.platform or platform.code
        for template in generic.TEMPLATES:
            if template.matches(page):
                yield template, page.platform or (self.site if page.is_html else self._known.of_host(page.host))

    def _may_be(self, code: str, pages: Pages) -> bool:
        page = self._page
        if pages is Pages.ANY:
            return True
        if pages is Pages.UNCLAIMED:
            return page.is_html and (page.platform or self._known.of_host(page.host)) in {None, code}
        return (self.site if page.platform is None else page.platform) == code


def discover(package: ModuleType) -> Platforms:
    """Find the platforms that the modules and packages directly in `package` declare as PLATFORM.

    Raises PlatformError.
    """
    found: list[Platform] = []
    for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
        platform = getattr(importlib.import_module(module.name), "PLATFORM", None)
        if not isinstance(platform, Platform):
            raise PlatformError(f"{module.name} declares no platform: give it PLATFORM = Platform(…), or move it")
        found.append(platform)
    return Platforms(found)


@cache
def installed() -> Platforms:
    """The platforms of the product: the modules of `articles.parsing.platforms`."""
    return discover(platforms)


def _in_order(found: list[Platform]) -> tuple[Platform, ...]:
    """Order platforms: wider choice of pages first, then by code, but each before those in its `before`."""
    codes = {one.code for one in found}
    for one in found:
        for other in one.before:
            if other not in codes:
                raise PlatformError(f"platform {one.code} is to come before {other}, which does not exist")
    waiting = sorted(found, key=lambda one: (min((t.pages for t in one.templates), default=Pages.OWN), one.code))
    ordered: list[Platform] = []
    while waiting:
        held_back = {code for one in waiting for code in one.before}
        first = next((one for one in waiting if one.code not in held_back), None)
        if first is None:
            raise PlatformError(f"platforms are to come before each other: {', '.join(one.code for one in waiting)}")
        waiting.remove(first)
        ordered.append(first)
    return tuple(ordered)


def _unique(what: str, pairs: Iterable[tuple[str, T]]) -> dict[str, T]:
    found: dict[str, T] = {}
    for name, value in pairs:
        if name in found:
            raise PlatformError(f"two platforms have the {what} {name}")
        found[name] = value
    return found
