"""The shape of the provenance record, for the schema. Spans count characters of the article's text."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from articles.api.serializers.evidence import (
    DisclaimerSerializer,
    FindingSerializer,
    FlagSerializer,
    SourceNameSerializer,
)
from articles.api.serializers.stories import ArticleStorySerializer
from articles.models.codes import choices_of
from articles.vocabulary.hash_banks import SIGNAL_CATEGORIES


class DeclaredFlagSerializer(FlagSerializer):
    """A declaration about provenance and whether a reader sees it."""

    class Meta(FlagSerializer.Meta):
        fields = [name for name in FlagSerializer.Meta.fields if name != "visibility_evidence"]


class DeclaredDisclaimerSerializer(DisclaimerSerializer):
    """What the platform says about the article."""

    class Meta(DisclaimerSerializer.Meta):
        fields = ["code", "language", "text"]


class AiLabelSerializer(serializers.Serializer[Any]):
    """What a picture's own metadata say: `yes`, `possible` or `suspected`."""

    image = serializers.CharField()
    state = serializers.CharField()


class LabelEvidenceSerializer(serializers.Serializer[Any]):
    """One statement of the metadata: its place, its field and its value."""

    carrier = serializers.CharField()
    field = serializers.CharField()
    value = serializers.CharField(allow_blank=True)


class TextAiLabelSerializer(serializers.Serializer[Any]):
    """What the metadata of the text say: `yes`, `possible`, `suspected`, or `none_found` with a `note`."""

    state = serializers.CharField()
    evidence = LabelEvidenceSerializer(many=True)
    note = serializers.CharField(allow_null=True)


class DeclaredSerializer(serializers.Serializer[Any]):
    """What author, platform and the metadata of text and pictures declare."""

    flags = DeclaredFlagSerializer(many=True)
    disclaimers = DeclaredDisclaimerSerializer(many=True)
    original_headline = serializers.CharField(allow_null=True)
    ai_label = TextAiLabelSerializer(allow_null=True)
    ai_labels = AiLabelSerializer(many=True)


class StandingSerializer(serializers.Serializer[Any]):
    """What the list of permitted sources in force on the day of publication says: listed, frozen, removed, unlisted,
    or no_edition when none was in force or the day is not known."""

    state = serializers.CharField()
    edition = serializers.CharField(allow_blank=True)
    since = serializers.DateField(allow_null=True)
    reason = serializers.CharField(allow_blank=True)
    evidence = serializers.CharField(allow_blank=True)
    through = serializers.CharField(allow_blank=True)


class RecordAttributionSerializer(serializers.Serializer[Any]):
    """A claim credited to somebody; `reference` is the position of the matching one, `source` an id of the registry."""

    who = serializers.CharField(allow_blank=True)
    kind = serializers.CharField()
    verb = serializers.CharField(allow_blank=True)
    start = serializers.IntegerField()
    end = serializers.IntegerField()
    claim_start = serializers.IntegerField(allow_null=True)
    claim_end = serializers.IntegerField(allow_null=True)
    reference = serializers.IntegerField(allow_null=True)
    source = serializers.IntegerField(allow_null=True)  # type: ignore[assignment]
    standing = StandingSerializer(allow_null=True)


class RecordReferenceSerializer(serializers.Serializer[Any]):
    """An item of the reference list; `article` is the stored article that it means."""

    position = serializers.IntegerField()
    headline = serializers.CharField(allow_blank=True)
    outlet = serializers.CharField(allow_blank=True)
    published_at = serializers.DateTimeField(allow_null=True)
    url = serializers.CharField(allow_blank=True)
    used = serializers.BooleanField(allow_null=True)
    source = serializers.IntegerField(allow_null=True)  # type: ignore[assignment]
    article = serializers.IntegerField(allow_null=True)
    standing = StandingSerializer(allow_null=True)


class PassageSerializer(serializers.Serializer[Any]):
    """Copied words here and there; `other_text` is null where the key does not cover the other platform."""

    start = serializers.IntegerField()
    end = serializers.IntegerField()
    text = serializers.CharField()
    other_start = serializers.IntegerField()
    other_end = serializers.IntegerField()
    other_text = serializers.CharField(allow_null=True)


class PublicTextSerializer(serializers.Serializer[Any]):
    """Shared words that belong to neither article and count for nothing, by kind; unrelated sources hold `shared`."""

    start = serializers.IntegerField()
    end = serializers.IntegerField()
    text = serializers.CharField()
    kind = serializers.CharField()


class ReuseSerializer(serializers.Serializer[Any]):
    """Another article that shares text: `containment` (0–1) is the share of this one found there, `own_share` the same
    of its own text, after `public_text` is taken out; findings and lineage rest on it. `direction` is `from`
    when this one was published after it, `to` before, `undirected` when that is not known. `time_contradicted`: of two
    platforms, the article that came later claims the earlier time and nothing vouches for it, so no order is known."""

    article = serializers.IntegerField()
    headline = serializers.CharField(allow_null=True)
    source = SourceNameSerializer(allow_null=True)  # type: ignore[assignment]
    published_at = serializers.DateTimeField(allow_null=True)
    containment = serializers.FloatField()
    other_containment = serializers.FloatField()
    direction = serializers.ChoiceField(choices=["from", "to", "undirected"])
    time_contradicted = serializers.BooleanField()
    credit = serializers.CharField()
    passages = PassageSerializer(many=True)
    own_share = serializers.FloatField()
    public_text = PublicTextSerializer(many=True)


class AlignedSentencesSerializer(serializers.Serializer[Any]):
    """Two sentences that answer each other; `other_text` is null where the key does not cover the other platform."""

    start = serializers.IntegerField()
    end = serializers.IntegerField()
    text = serializers.CharField()
    other_start = serializers.IntegerField()
    other_end = serializers.IntegerField()
    other_text = serializers.CharField(allow_null=True)


class RetellingSerializer(serializers.Serializer[Any]):
    """Another article whose sentences answer those of this one in other words; evidence for a person, on which no score
    rests. `reading`: `retold` (one may be a rewording, or both report one event by themselves) or `common_source`.
    `score` (0–1) is the root of the shares of both texts in aligned `pairs`; `numbers_shared` of the `numbers` in the
    text with fewer stand in the other. `answer` is what a moderator answered last: `reworded`, `same_origin`,
    `independent`, `unclear`, or null."""

    article = serializers.IntegerField()
    headline = serializers.CharField(allow_null=True)
    source = SourceNameSerializer(allow_null=True)  # type: ignore[assignment]
    published_at = serializers.DateTimeField(allow_null=True)
    reading = serializers.CharField()
    score = serializers.FloatField()
    direction = serializers.ChoiceField(choices=["from", "to", "undirected"])
    sentences = serializers.IntegerField()
    other_sentences = serializers.IntegerField()
    numbers_shared = serializers.IntegerField()
    numbers = serializers.IntegerField()
    pairs = AlignedSentencesSerializer(many=True)
    answer = serializers.CharField(allow_null=True)


class SimilarClaimSerializer(serializers.Serializer[Any]):
    """A claim that its publisher has checked, and that a sentence of the article resembles: evidence for a person,
    never a verdict on the article. `level`: `match` (close) or `suggest` (similar); `method`: by `words` or `meaning`;
    `score` is on the scale of its method, 0–1. `seems_denied`: the word `denial` stands near the sentence, so that the
    article may deny the claim. `answer` is what a moderator answered last: `same`, `different`, `unclear`, or null."""

    claim = serializers.IntegerField()
    claim_text = serializers.CharField()
    verdict = serializers.CharField()
    verdict_words = serializers.CharField()
    published_on = serializers.DateField(allow_null=True)
    publisher = serializers.CharField()
    link = serializers.CharField(allow_blank=True)
    language = serializers.CharField(allow_blank=True)
    level = serializers.CharField()
    method = serializers.CharField()
    score = serializers.FloatField()
    in_headline = serializers.BooleanField()
    start = serializers.IntegerField()
    end = serializers.IntegerField()
    text = serializers.CharField()
    seems_denied = serializers.BooleanField()
    denial = serializers.CharField(allow_blank=True)
    answer = serializers.CharField(allow_null=True)


class SamePictureSerializer(serializers.Serializer[Any]):
    """Another article that shows a submitted picture of this one: `position` counts its images from 0, `distance` of
    256 bits of their PDQ hashes differ. `order` says whether the other one was published `earlier` or `later`, else
    `unknown`. A picture that five or more other sources show (a logo, a code) is left out."""

    position = serializers.IntegerField()
    article = serializers.IntegerField()
    headline = serializers.CharField(allow_null=True)
    published_at = serializers.DateTimeField(allow_null=True)
    order = serializers.ChoiceField(choices=["earlier", "later", "unknown"])
    distance = serializers.IntegerField()


class BankedPictureSerializer(serializers.Serializer[Any]):
    """A hash bank that holds a submitted picture: `position` counts the article's images from 0, `distance` of 256 bits
    of their PDQ hashes differ, `category` is the exchange's word on the hash. What the bank stands for is its owner's
    word, and no verdict on the article."""

    position = serializers.IntegerField()
    bank = serializers.CharField(help_text="name of the exchange's list that holds the picture")
    category = serializers.ChoiceField(choices=choices_of(SIGNAL_CATEGORIES))
    distance = serializers.IntegerField()


class RecordFindingSerializer(FindingSerializer):
    """A finding with the name of its clause; `references` are positions, `articles` ids."""

    clause_zh = serializers.CharField()
    clause_en = serializers.CharField()

    class Meta(FindingSerializer.Meta):
        fields = [*FindingSerializer.Meta.fields, "clause_zh", "clause_en"]


class StepSerializer(serializers.Serializer[Any]):
    """An article of the chain, and what it has from the one before; the first has nothing from anybody."""

    article = serializers.IntegerField()
    headline = serializers.CharField(allow_null=True)
    source = SourceNameSerializer(allow_null=True)  # type: ignore[assignment]
    published_at = serializers.DateTimeField(allow_null=True)
    containment = serializers.FloatField(allow_null=True)
    credit = serializers.CharField(allow_null=True)
    gap_seconds = serializers.IntegerField(allow_null=True)


class LineageSerializer(serializers.Serializer[Any]):
    """`earliest` is null when no earlier copy is known; `earliest_share` (0–1) of this article's own text surely stands
    there. `earliest_is_origin`: that is most of it, and the order of the whole chain is certain; else the earliest is
    only known to have the same passage. `size` counts all articles that hang together."""

    earliest = serializers.IntegerField(allow_null=True)
    earliest_share = serializers.FloatField(allow_null=True)
    earliest_is_origin = serializers.BooleanField()
    chain = StepSerializer(many=True)
    beside = serializers.ListField(child=serializers.IntegerField())
    size = serializers.IntegerField()
    truncated = serializers.BooleanField()


class GroupSerializer(serializers.Serializer[Any]):
    """A group of accounts that mostly reuse or cite each other; `inside` (0–1) is the share that stays inside."""

    id = serializers.IntegerField()
    kind = serializers.CharField()
    inside = serializers.FloatField()
    members = serializers.ListField(child=serializers.CharField())


@extend_schema_field({})
class AnyValueField(serializers.JSONField):
    """Any JSON value, null among them: what it is depends on what was corrected."""


class ChangeSerializer(serializers.Serializer[Any]):
    """What a later article corrected: `because` is its id."""

    what = serializers.ChoiceField(choices=["direction", "finding", "earliest"])
    code = serializers.CharField(allow_blank=True)
    before = AnyValueField()
    after = AnyValueField()
    because = serializers.IntegerField(allow_null=True)
    at = serializers.DateTimeField()


class WarningSerializer(serializers.Serializer[Any]):
    """What was not read of the text, because its budget was used up: how much (`amount`), and where the first of it is.

    `amount` counts characters (`text_unread`), words of saying (`places_unread`, `time_used_up`) or attributions
    (`attributions_cut`); `start` is an offset in the text.
    """

    code = serializers.CharField()
    amount = serializers.IntegerField()
    start = serializers.IntegerField()
    zh = serializers.CharField()
    en = serializers.CharField()


class TopicEvidenceSerializer(serializers.Serializer[Any]):
    """The words that decided topic and kind; none where a moderator corrected them."""

    topic_words = serializers.ListField(child=serializers.CharField())
    kind_words = serializers.ListField(child=serializers.CharField())
    corrected = serializers.BooleanField()


class ProvenanceSerializer(serializers.Serializer[Any]):
    """What is declared beside what was observed, of the current version."""

    article = serializers.IntegerField()
    version = serializers.IntegerField()
    platform = serializers.CharField()
    url = serializers.CharField(allow_blank=True)
    headline = serializers.CharField()
    source = SourceNameSerializer(allow_null=True)  # type: ignore[assignment]
    published_at = serializers.DateTimeField(allow_null=True)
    published_after = serializers.DateTimeField(allow_null=True)
    published_before = serializers.DateTimeField(allow_null=True)
    page_sha256 = serializers.CharField()
    assessed_at = serializers.DateTimeField(allow_null=True)
    topic = serializers.CharField(allow_blank=True)
    topic_is_news = serializers.BooleanField(allow_null=True)
    kind = serializers.CharField(allow_blank=True)
    topic_evidence = TopicEvidenceSerializer()
    warnings = WarningSerializer(many=True)
    declared = DeclaredSerializer()
    attributions = RecordAttributionSerializer(many=True)
    references = RecordReferenceSerializer(many=True)
    reuse = ReuseSerializer(many=True)
    retellings = RetellingSerializer(many=True)
    story = ArticleStorySerializer(allow_null=True)
    claims = SimilarClaimSerializer(many=True)
    pictures = SamePictureSerializer(many=True)
    hash_banks = BankedPictureSerializer(many=True, help_text="pictures of the article that a hash bank holds")
    findings = RecordFindingSerializer(many=True)
    lineage = LineageSerializer()
    groups = GroupSerializer(many=True)
    changes = ChangeSerializer(many=True)
