"""Read one line of a byline from left to right."""

from __future__ import annotations

from collections.abc import Callable

from articles.parsing.bylines import words
from articles.parsing.bylines.names import is_name, is_outlet, is_person
from articles.parsing.bylines.parts import Parts
from articles.parsing.bylines.patterns import (
    AFTER_TIME,
    ALSO,
    BADGE,
    COUNT,
    DOTTED,
    EDITION,
    KINDS,
    LABEL,
    LABELLED,
    LATIN_WORD,
    PARTIAL,
    QUOTED,
    RELATIVE,
    ROLE,
    SEPARATORS,
    SIGNS,
    STAFF,
    STRONG,
    TOKEN,
    WITH_NUMBER,
)
from articles.parsing.common.counts import count
from articles.parsing.common.places import is_place
from articles.parsing.times.dates import find_stamps
from articles.text.page_folding import fold_page

LONGEST_LINE = 300
_LABELS_WITHOUT_COLON: dict[str, Callable[[str], bool]] = {
    "source": is_name, "author": is_person, "editor": is_person, "place": is_place,
}  # fmt: skip
"""What a value must be that follows its label without a colon."""


class Line:
    """Reads one line from left to right; each part ends at a separator, or where the next part begins."""

    def __init__(self, line: str, year: int | None, parts: Parts) -> None:
        line = QUOTED.sub(lambda found: f"{found[1]} {found[2]} ", line) if len(line) <= LONGEST_LINE else line
        self.text, self.parts, self.at = line, parts, 0
        self.folded = fold_page(line)
        self.is_short = 0 < len(line) <= LONGEST_LINE and not any(sign in self.folded for sign in "。!?“")
        if not self.is_short:
            return
        self.stamps = {stamp.start: stamp for stamp in find_stamps(line, year=year)}
        self.starts = {*self.stamps}
        if ":" in self.folded:
            self.starts |= {match.start() for match in LABELLED.finditer(self.folded)}
        if any(map(str.isdigit, self.folded)):
            self.starts |= {match.start() for match in WITH_NUMBER.finditer(self.folded)}
        self.comma = self.is_apart = False

    def read(self) -> bool:
        if not self.is_short:
            return False
        while True:
            self._skip()
            if self.at >= len(self.folded):
                return not self._is_tags()
            if not (
                self._stamp("shown") or self._label() or self._counted() or self._time() or self._sign() or self._name()
            ):
                return False

    def _is_tags(self) -> bool:
        """Whether the line is a list of keywords, of which one is a day in eight digits: 20190926|国贸|增长率."""
        tags = [tag.strip() for tag in self.folded.split("|")]
        return len(tags) > 2 and any(len(tag) == 8 and tag.isdigit() for tag in tags) and not any(map(is_outlet, tags))

    def _skip(self) -> None:
        start = self.at
        while self.at < len(self.folded) and self.folded[self.at] in SEPARATORS:
            self.at += 1
        between = self.folded[start : self.at]
        self.comma = "," in between
        self.is_apart = start == 0 or not STRONG.isdisjoint(between) or len(between) > len(between.strip()) + 1

    def _ends_strongly(self, at: int) -> bool:
        behind = self.folded[at : at + 3]
        return not behind or not STRONG.isdisjoint(behind.strip()[:1]) or behind[:2].isspace()

    def _ends(self, at: int) -> bool:
        return at >= len(self.folded) or self.folded[at] in SEPARATORS or at in self.starts

    def _behind_spaces(self, at: int) -> int:
        while self.folded[at : at + 1] == " ":
            at += 1
        return at

    def _stamp(self, kind: str) -> bool:
        stamp = self.stamps.get(self.at)
        if stamp is None:
            return False
        self.at = stamp.end
        said = AFTER_TIME.match(self.folded, self.at)
        if said and self._behind_spaces(said.end()) in self.stamps:
            said = None  # 发表于2026-03-12更新于2026-03-20: the word belongs to the next time
        where = self.folded[said.end() : said.end() + 8].split(" ")[0] if said else ""
        if said and (self._ends(said.end()) or is_place(where) or (said.group().endswith("于") and is_name(where))):
            self.at = said.end()
            kind = "updated" if said["updated"] else "published"
            if where and not is_place(where) and not is_outlet(where) and self._ends(self.at + len(where)):
                self.parts.place = self.parts.place or where  # 09:20 发布于河湾: a place that no list has
                self.at += len(where)
        self.parts.stamps.append((kind, stamp))
        self.parts.evidence += 1
        return True

    def _label(self) -> bool:
        match = LABEL.match(self.folded, self.at)
        if match is None:
            return False
        label = _plain(match["label"])
        before, names = self.at, len(self.parts.names)
        self.at = match.end()
        if self._value(label, is_marked=match["colon"] is not None):
            self.parts.evidence += 1
            return True
        self.at = before
        del self.parts.names[names:]
        return False

    def _value(self, label: str, *, is_marked: bool) -> bool:
        kind = KINDS[label]
        self.parts.names_source |= kind == "source"
        while self.at < len(self.folded) and self.folded[self.at].isspace():
            self.at += 1
        if kind in {"published", "updated", "other"}:
            if kind == "other":
                if (stamp := self.stamps.get(self.at)) is not None:
                    self.at = stamp.end
                return stamp is not None or is_marked
            if (more := LABEL.match(self.folded, self.at)) and KINDS.get(_plain(more["label"])) in {
                "published",
                "updated",
            }:
                return True  # labelled twice, in the text and for machines
            return self._stamp(kind) or self._time() or (is_marked and self._ends(self.at))
        if kind == "place":
            return self._place(is_marked=is_marked)
        if is_marked and (self.at >= len(self.folded) or self.at in self.starts):
            return True  # a script fills in the value
        if kind in {"part", "prefixed"} and not is_marked and not label.endswith("于"):
            return False
        if kind == "by":
            return self._by()
        inner = LABEL.match(self.folded, self.at) if kind == "source" else None
        if inner and KINDS[_plain(inner["label"])] == "source" and not self._ends(inner.end()):
            self.at = inner.end()  # 来源：微信公众号河湾观察
        elif inner and KINDS[_plain(inner["label"])] == "source" and "号" in inner["label"]:
            self.at = inner.end() + 1
        names = self._names(kind, is_marked=is_marked)
        if names is None:
            return False
        self._credit(kind, [name for name in names if name.lower() not in words.NOBODY])
        return True

    def _by(self) -> bool:
        """Read a person, or any name before the word for publishing."""
        names = self._names("by", is_marked=False)
        if names is None:
            return False
        verb = LABEL.match(self.folded, self._behind_spaces(self.at))
        is_publishing = verb is not None and KINDS[_plain(verb["label"])] == "published"
        if not (is_publishing or all(map(is_person, names))):
            return False
        self._credit("author" if all(map(is_person, names)) else "source", names)
        return True

    def _credit(self, kind: str, names: list[str]) -> None:
        if kind == "prefixed":
            self.parts.badges.append("original")
            kind = "author" if self.parts.sources or (names and is_person(names[0])) else "source"
        if kind == "source" and names:
            staff = STAFF.fullmatch(names[0])
            self.parts.sources.append(staff[1] if staff else names[0])
            if staff and staff[2].strip():
                self.parts.authors.append(staff[2].strip())
            self.parts.authors += [name for name in names[1:] if is_person(name)]
        elif kind in {"author", "editor"}:
            (self.parts.authors if kind == "author" else self.parts.editors).extend(names)

    def _names(self, kind: str, *, is_marked: bool) -> list[str] | None:
        """Read the name behind a label, and of authors and editors the further ones; None when none stands there."""
        address = PARTIAL.match(self.folded, self.at)
        if is_marked and address and address.group().startswith("http"):
            self.at = address.end()
            return []
        is_right = _LABELS_WITHOUT_COLON.get(kind, is_name)
        name = self._token(dotted=kind != "source")
        if name is None or not (is_right(fold_page(name)) if not is_marked else _is_value(fold_page(name))):
            return None
        names = [name]
        while kind in {"author", "editor", "part"} and len(names) < 20 and (more := ALSO.match(self.folded, self.at)):
            before, self.at = self.at, more.end()
            if self.at in self.starts or LABEL.match(self.folded, self.at):
                self.at = before
                break
            name = self._token(dotted=True)
            if name is None or (not is_person(name) and kind != "part" and not ROLE.search(name)):
                self.at = before
                break
            if not ROLE.search(name):
                names.append(name)
        return names

    def _token(self, *, dotted: bool) -> str | None:
        """Read one word, several Latin words, or a title in 《》; it ends where a time, label or count begins."""
        match = (DOTTED.match(self.folded, self.at) if dotted else None) or TOKEN.match(self.folded, self.at)
        if match is None:
            return None
        end = min((at for at in self.starts if match.start() < at < match.end()), default=match.end())
        while end < len(self.folded) and end not in self.starts and self.folded[match.start() : end].isascii():
            more = LATIN_WORD.match(self.folded, end)
            label = LABEL.match(self.folded, end + 1)
            if (
                more is None
                or (dotted and more.group() == " and")
                or end + 1 in self.starts
                or label
                or end - match.start() > 60
            ):
                break
            end = more.end()
        if edition := EDITION.match(self.folded, end):
            end = edition.end()
        name = self.text[match.start() : end].strip(" 《》")
        self.at = end
        return name or None

    def _place(self, *, is_marked: bool) -> bool:
        token = TOKEN.match(self.folded, self.at)
        if token is None:
            return False
        end = min((at for at in self.starts if token.start() < at < token.end()), default=token.end())
        word = self.folded[token.start() : end]
        if not (is_place(word) or (is_marked and 2 <= len(word) <= 8 and word.isalpha())):
            return False
        self.parts.place = self.parts.place or self.text[token.start() : end]
        self.at = end
        return True

    def _counted(self) -> bool:
        match = COUNT.match(self.folded, self.at)
        if match is None or not self._ends(match.end()):
            return False
        number = match["number"] or match["number2"]
        if number and (match["word"] or match["word2"]).lower() in words.COMMENTS and self.parts.comment_count is None:
            self.parts.comment_count = count(number)
        self.parts.evidence += number is not None
        self.at = match.end()
        return True

    def _time(self) -> bool:
        for pattern in (RELATIVE, PARTIAL):
            match = pattern.match(self.folded, self.at)
            if match and (self._ends(match.end()) or is_place(self.folded[match.end() :].split(" ")[0])):
                self.at = match.end()
                self.parts.evidence += pattern is RELATIVE or ":" in match.group()
                return True
        return False

    def _sign(self) -> bool:
        badge = BADGE.match(self.folded, self.at)
        if badge and (self._ends(badge.end()) or self.folded[badge.end()] == ":"):
            self.parts.badges.append(words.BADGES[badge.group()])
            self.at = badge.end() + (self.folded[badge.end() : badge.end() + 1] == ":")
            return True
        sign = SIGNS.match(self.folded, self.at)
        if sign and (self._ends(sign.end()) or self.folded[sign.end()] == ":"):
            self.at = sign.end() + (self.folded[sign.end() : sign.end() + 1] == ":")
            return True
        return False

    def _name(self) -> bool:
        """Read a place or a name without a label."""
        before, comma, strong = self.at, self.comma, self.is_apart
        name = self._token(dotted=False)
        if name is None:
            return False
        folded = fold_page(name)
        if is_place(folded) and self.parts.place is None:
            self.parts.place = name
            return True
        if folded.lower() in words.NOBODY:
            return True
        if folded.lower() in KINDS:
            self.at = before
            return False  # a label whose value stands elsewhere
        is_apart = strong and self._ends_strongly(self.at)
        if folded.isascii() and folded.islower() and not is_apart:
            self.at = before
            return False  # a word of a Latin sentence
        if not is_name(folded, is_apart=is_apart) or (comma and not folded.isascii()):
            self.at = before
            return False
        staff = STAFF.fullmatch(folded)
        if staff and is_outlet(staff[1]):
            self.parts.sources.append(staff[1])
            self.parts.authors += [staff[2]] if is_person(staff[2]) else []
            if not staff[2]:
                self._skip()
                self.parts.authors += self._names("author", is_marked=False) or []
        elif not ROLE.search(name):
            self.parts.names.append(name)
        return True


def _plain(label: str) -> str:
    """Return a matched label as `KINDS` has it: pages widen some with spaces (来　源, IP 属地)."""
    return label.lower().strip() if label.isascii() else "".join(label.lower().split())


def _is_value(name: str) -> bool:
    """Whether a text behind a label and a colon can be its value: any short word."""
    return len(name) <= 40 and not name.isdigit()
