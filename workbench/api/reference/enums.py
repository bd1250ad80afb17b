"""The names of the reference's enums, each beside the vocabulary or the states that it lists.

drf-spectacular finds each by the name of its constant (settings.SPECTACULAR_SETTINGS).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from articles.models import Import
from articles.models.codes import choices_of
from articles.vocabulary.citations import SOURCE_KINDS, SOURCE_LINKS
from articles.vocabulary.facts import FACTS
from articles.vocabulary.known_claims import VERDICTS
from articles.vocabulary.notices import DISCLAIMERS
from articles.vocabulary.scores import BANDS, SCORES, SEVERITIES
from moderation.models import Appeal, Execution, QueueItem, WebhookDelivery, WebhookEndpoint
from moderation.vocabulary.acts import ACTS, LABELS
from moderation.vocabulary.channels import CHANNELS
from moderation.vocabulary.reasons import REASON_SEVERITIES, REPORT_CATEGORIES
from moderation.vocabulary.refusals import REFUSALS
from moderation.webhooks.protocol.schemas import subscriptions, types


def _plain(values: Any) -> Callable[[], list[tuple[str, str]]]:
    return lambda: [(name, name) for name in (values() if callable(values) else values)]


ActEnum = partial(choices_of, ACTS)
DecidableActEnum = partial(choices_of, ACTS, only=lambda act: not act.is_reversal)
LabelEnum = partial(choices_of, LABELS)
ChannelEnum = partial(choices_of, CHANNELS)
ExecutionStateEnum = Execution.State
AppealStateEnum = Appeal.State
AppealOutcomeEnum = _plain(("upheld", "overturned"))
QueueItemStateEnum = QueueItem.State
ReasonSeverityEnum = partial(choices_of, REASON_SEVERITIES)
RefusalEnum = partial(choices_of, REFUSALS)
ReportCategoryEnum = partial(choices_of, REPORT_CATEGORIES)
FindingSeverityEnum = partial(choices_of, SEVERITIES)
BandEnum = partial(choices_of, BANDS)
ScoreNameEnum = partial(choices_of, SCORES)
DisclaimerCodeEnum = partial(choices_of, DISCLAIMERS)
SourceKindEnum = partial(choices_of, SOURCE_KINDS)
SourceLinkKindEnum = partial(choices_of, SOURCE_LINKS)
ClaimVerdictEnum = partial(choices_of, VERDICTS)
CorrectedFactEnum = partial(choices_of, FACTS)
SubmissionStatusEnum = _plain(("created", "updated", "duplicate", "rejected"))
ReuseDirectionEnum = _plain(("from", "to", "undirected"))
PictureOrderEnum = _plain(("earlier", "later", "unknown"))
CorrectedEvidenceEnum = _plain(("direction", "finding", "earliest"))
ImportStateEnum = Import.State
WebhookEndpointStateEnum = WebhookEndpoint.State
WebhookEndpointSwitchEnum = _plain(("active", "disabled"))
WebhookDeliveryStateEnum = WebhookDelivery.State
ReplayableStateEnum = _plain(("failed", "delivered"))
EventTypeEnum = _plain(types)
EventSubscriptionEnum = _plain(subscriptions)
