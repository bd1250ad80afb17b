"""Words for the installation's parts, their states and its reconcilers. An unknown one is shown as it is."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# Scorers name their own parts.
PARTS: dict[str, Promise] = {
    "database": _("Database"),
    "broker": _("Broker"),
    "worker": _("Workers"),
    "work": _("Work on time"),
}
STATES: dict[str, Promise] = {
    "ok": pgettext_lazy("state of a part", "well"),
    "late": pgettext_lazy("state of a part", "late"),
    "none": pgettext_lazy("state of a part", "none running"),
    "unknown": pgettext_lazy("state of a part", "not known"),
    "unreadable": pgettext_lazy("state of a part", "unreadable"),
}
RECONCILERS: dict[str, Promise] = {
    "articles.assessment.sweeps.dead_letter": _("fails articles that crash workers"),
    "articles.assessment.sweeps.ring_due_assessments": _("notifies workers of forgotten articles"),
    "articles.intake.imports.sweeps.dead_letter_imports": _("fails imports that crash workers"),
    "articles.intake.imports.sweeps.ring_due_imports": _("notifies workers of forgotten imports"),
    "articles.intake.imports.sweeps.forget_imports": _("forgets old imports"),
    "articles.assessment.revisits.wake_revisits": _("looks again at articles whose references changed"),
    "articles.assessment.evidence_marks.recount_marked": _("recounts sources with new evidence"),
    "articles.watching.templates.watch_templates": _("watches the platforms' templates"),
    "articles.watching.groups.watch_groups": _("watches groups of accounts"),
    "articles.scoring.stored.recount.recount_all": _("recounts all sources"),
    "moderation.queue.sweeps.release_expired_claims": _("frees items whose claim ran out"),
    "moderation.queue.sweeps.reorder_after_change": _("orders the queue anew after a change"),
    "moderation.decisions.executing.carry_out_due": _("carries out decisions that are due"),
    "moderation.decisions.bulk.ring_running": _("notifies workers of bulk acts"),
    "moderation.routing.trials.backtests.ring_stalled": _("notifies workers of backtests"),
    "moderation.routing.live.counting.count_days": _("counts the rules' days"),
    "moderation.routing.live.alarms.watch_rules": _("watches the rules' match rates"),
    "moderation.webhooks.sweeps.ring_due_deliveries": _("notifies workers of webhook messages"),
    "moderation.webhooks.sweeps.give_up_expired": _("gives up expired webhook messages"),
    "moderation.webhooks.notices.tell_owners": _("tells owners of broken endpoints"),
    "moderation.reports.sweeps.count_days": _("counts the reports' days"),
    "moderation.reports.sweeps.ring_mails": _("notifies workers of report mails"),
    "moderation.reports.sweeps.ring_missed": _("publishes missed reports"),
    "moderation.reports.sweeps.revise_recent": _("revises recent reports"),
    "workbench.api.idempotency.forget_old_answers": _("forgets old answers to repeats"),
    "articles.access.sign_ins.forget_old": _("forgets old sign-ins"),
    "articles.access.key_uses.forget_old": _("forgets old uses of keys"),
    "articles.provenance.stored.story.retention.forget_old": _("forgets old stories"),
}


def word(table: dict[str, Promise], code: str) -> str:
    """The word for `code` in the reader's language; the code itself for a part that somebody else added."""
    return str(table.get(code, code))
