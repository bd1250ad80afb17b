"""Sentences for what is wrong with a rule, a bank or a step, and what to change; codes come from `routing`."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from moderation.routing.editing.drafts import InvalidRule
from moderation.routing.editing.transfer import BadFile
from moderation.triage.rules.errors import ExpressionError, did_you_mean
from moderation.triage.rules.phrases import LONGEST_PHRASE, MOST_PHRASES, BankError
from moderation.triage.rules.tokens import MOST_TOKENS

_EXPRESSION: dict[str, Promise] = {
    "empty": gettext_lazy("Write what the rule looks for; the facts stand beside."),
    "too_long": gettext_lazy("At most %(most)s characters, this has %(length)s: put words into a phrase bank."),
    "too_deep": gettext_lazy("Too deep or too much (%(most)s brackets, %(tokens)s words at most): make two rules."),
    "syntax": gettext_lazy("“%(found)s” does not fit here. Texts stand in straight quotes: \"…\"."),
    "unfinished": gettext_lazy("Something is missing at the end."),
    "not_allowed": gettext_lazy("“%(found)s” is no part of a rule: use comparisons, and, or, not, in, hits(\"…\")."),
    "unknown_name": gettext_lazy("There is no fact “%(found)s”."),
    "unknown_word": gettext_lazy("“%(fact)s” never says “%(found)s”."),
    "unknown_bank": gettext_lazy("There is no phrase bank “%(found)s”."),
    "unknown_signal": gettext_lazy("There is no scorer outside “%(found)s”."),
    "signal_literal": gettext_lazy("Write the code of the scorer in quotes: signal(\"code\")."),
    "bank_literal": gettext_lazy("Write the code of the phrase bank in quotes: hits(\"code\")."),
    "list_literal": gettext_lazy("A list holds texts or numbers only: [\"a\", \"b\"]."),
    "types_differ": gettext_lazy("“%(part)s” compares a text, a number or a list with something of another kind."),
    "not_truth": gettext_lazy("“%(part)s” is neither true nor false: compare it with something."),
    "no_fact": gettext_lazy("This says the same of every article: look at a fact of it."),
    "divides_by_zero": gettext_lazy("This divides by zero: ask first whether the divisor is greater than 0."),
    "too_slow": gettext_lazy("This takes too long on one article: put the words into a phrase bank, and look there."),
}  # fmt: skip
FAULTS: dict[str, Promise] = {
    "too_slow": gettext_lazy("It took too long on an article. Put words into a phrase bank, and write a new version."),
    "divides_by_zero": gettext_lazy("It divided by zero. Ask whether the divisor is greater than 0, in a new version."),
    "matches_all": gettext_lazy("It matched nearly every article. Narrow it in a new version."),
    "failed": gettext_lazy("It failed on an article. Compare with null what may be unknown, in a new version."),
    "unknown_bank": gettext_lazy("A phrase bank that it names is gone. Name another one, in a new version."),
    "unknown_name": gettext_lazy("A fact that it names is gone. Name another one, in a new version."),
}
_FIELDS: dict[tuple[str, str], Promise] = {
    ("code", "taken"): gettext_lazy("There is a rule of this code already."),
    ("act", "does_not_open"): gettext_lazy("Only a rule that queues the article can decide on it."),
    ("clause", "required"): gettext_lazy("A decision needs a clause of the policy."),
    ("clause", "unknown"): gettext_lazy("There is no such clause in the policy in force."),
    ("label", "required"): gettext_lazy("Choose the label that the rule shows."),
}


def expression_sentence(error: ExpressionError) -> str:
    """A sentence on an error in an expression: fault, place, remedy."""
    said = str(_EXPRESSION[error.code]) % {"tokens": MOST_TOKENS, "part": "", **error.values}
    meant = str(error.values.get("meant") or "")
    known = error.values.get("known")
    if isinstance(known, list | tuple):
        meant = did_you_mean(str(error.values["found"]), known) or ", ".join(map(str, known[:20]))
    if meant:
        said += " " + _("Did you mean “%(meant)s”?") % {"meant": meant}
    if error.values.get("article"):
        said += " " + _("(article %(article)s)") % {"article": error.values["article"]}
    return said


def place_of(text: str, error: ExpressionError) -> tuple[str, str, str, int, int]:
    """The text before, at and after the place, and the place as line and column from 1."""
    line = text.count("\n", 0, error.start) + 1
    column = error.start - (text.rfind("\n", 0, error.start) + 1) + 1
    return text[: error.start], text[error.start : error.end], text[error.end :], line, column


def field_sentence(error: InvalidRule) -> str:
    """A sentence on an error in a field other than the expression."""
    return str(_FIELDS.get((error.field, error.code), _("This value is missing or does not fit.")))


def bank_sentence(error: BankError) -> str:
    """A sentence on an error in a list of phrases."""
    if error.code == "too_many":
        return _(
            "At most %(most)s phrases in one bank; line %(line)s goes beyond. Split the list into several banks."
        ) % {
            "most": f"{MOST_PHRASES:,}",
            "line": f"{error.line:,}",
        }
    if error.code == "too_long":
        return _("Line %(line)s is longer than %(most)s characters: a phrase is a few words, one a line.") % {
            "line": f"{error.line:,}",
            "most": LONGEST_PHRASE,
        }
    return _("There is no phrase in it: write one a line.")


def file_sentence(error: BadFile) -> str:
    """A sentence on why a file is refused, with the faulty part."""
    if error.error is not None:
        return _("Nothing was imported. “%(where)s”: %(why)s") % {
            "where": error.where,
            "why": f"{expression_sentence(error.error)} ({error.error.start + 1})",
        }
    if error.code == "format":
        return _("Nothing was imported. The file is not one that was exported here.")
    return _("Nothing was imported. “%(where)s”: this part is wrong: %(why)s") % {
        "where": error.where,
        "why": error.code,
    }
