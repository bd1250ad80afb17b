"""Acts beside deciding, by the person whom the credential establishes; each calls the service of the console."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import User
from django.db.models import QuerySet
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from articles.api.conventions.docs import documented
from articles.api.conventions.errors import ApiProblem, field_problem
from articles.api.conventions.fields import TextField
from articles.api.conventions.permissions import visible
from moderation.api.conflicts import DECISION_CONFLICT, ITEM_CONFLICT
from moderation.api.moderators import ActsForPerson, conflict
from moderation.api.serializers import ActingSerializer, FullDecisionSerializer, QueueItemSerializer
from moderation.api.work import QueueWork
from moderation.decisions import InvalidDecision, StaleDecision, executing
from moderation.decisions.overturn import undo
from moderation.decisions.words import clean_note
from moderation.models import Decision, Note
from moderation.queue import leading
from moderation.queue.access import may_see
from moderation.queue.claims import ClaimConflict, skip
from moderation.queue.leading import REASON_LENGTH
from moderation.vocabulary.refusals import REFUSALS


class HoldSerializer(ActingSerializer):
    """Whether the item is held back from moderators, or free again."""

    on = serializers.BooleanField(help_text="true holds it, false frees it")
    reason = TextField(max_length=REASON_LENGTH, required=False, help_text="why, for everybody who sees the item")


class HandOverSerializer(ActingSerializer):
    """The moderator who is to work the item."""

    to = TextField(max_length=150, help_text="a user name")
    reason = TextField(max_length=REASON_LENGTH, required=False, help_text="why, for the moderator who gets the item")


class NoteSerializer(ActingSerializer):
    """A note for the next moderator; the platform's readers never see it."""

    text = TextField(max_length=10_000, help_text="the note")


class RefuseSerializer(ActingSerializer):
    """Why the second person does not agree."""

    note = TextField(max_length=10_000, help_text="the reason, for the first person")


class WrittenNoteSerializer(serializers.ModelSerializer[Note]):
    """A note as it was written."""

    author = serializers.CharField(source="author.username", help_text="who wrote it")

    class Meta:
        model = Note
        fields = ["id", "article", "author", "text", "created_at"]


class _ItemAct(QueueWork):
    """An act on an item that may find it changed."""

    def done(self, act: Callable[..., Any], pk: int, *given: Any, **named: Any) -> Response:
        item = self.get_object()
        try:
            act(self.person, item.pk, *given, **named)
        except ClaimConflict as error:
            raise conflict(item, str(error)) from None
        return self.shown(item)


def _documented(name: str, body: Any) -> Callable[[Any], Any]:
    return documented(
        {200: QueueItemSerializer},
        request=body,
        errors=(404, ITEM_CONFLICT),
        tags=["queue"],
        operation_id=f"queue_items_{name}",
    )


class QueueSkip(_ItemAct):
    """Skips an item."""

    @_documented("skip", ActingSerializer)
    def post(self, request: Request, pk: int) -> Response:
        """Gives a claim back and records that the moderator skipped the item."""
        return self.done(skip, pk)


class QueueHold(_ItemAct):
    """Holds an item back."""

    @_documented("hold", HoldSerializer)
    def post(self, request: Request, pk: int) -> Response:
        """Holds an item back from moderators, as a lead, or frees it again."""
        self.get_object()
        given = HoldSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        wanted = given.validated_data
        return self.done(leading.hold, pk, on=wanted["on"], reason=wanted.get("reason", ""))


class QueueHandOver(_ItemAct):
    """Hands an item to a person."""

    @_documented("hand_over", HandOverSerializer)
    def post(self, request: Request, pk: int) -> Response:
        """Hands an item to one moderator, as a lead: nobody else claims it."""
        self.get_object()
        given = HandOverSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        person = User.objects.filter(username=given.validated_data["to"], is_active=True).first()
        if person is None or not person.has_perm("moderation.decide_queueitem"):
            raise field_problem("/to", "unknown", "no moderator has this user name")
        reason = given.validated_data.get("reason", "")
        try:
            return self.done(leading.hand_to, pk, person, reason=reason)
        except leading.MayNotDecide as error:
            raise field_problem("/to", "may_not_decide", str(error)) from None


class QueueNotes(QueueWork):
    """The notes on an item's article."""

    serializer_class: Any = WrittenNoteSerializer

    @documented(
        {201: WrittenNoteSerializer}, request=NoteSerializer, errors=(404,), tags=["queue"],
        operation_id="queue_items_note",
    )  # fmt: skip
    def post(self, request: Request, pk: int) -> Response:
        """Writes a note on the item's article for its next moderator."""
        item = self.get_object()
        given = NoteSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        if not may_see(self.person, item):
            raise ApiProblem(403, "permission_denied", "this item is in a queue that the moderator does not see")
        text = clean_note(given.validated_data["text"])
        if not text:
            raise field_problem("/text", "required", "a note has words")
        note = Note(article=item.article, author=self.person, text=text)
        note.save()
        return Response(WrittenNoteSerializer(note).data, status=201)


class _DecisionAct(ActsForPerson, generics.GenericAPIView[Decision]):
    """An act on a decision that may come too late."""

    required_scopes = {"POST": "queue:work"}
    queryset = Decision.objects.none()
    serializer_class: Any = FullDecisionSerializer
    filter_backends: Any = ()

    def get_queryset(self) -> QuerySet[Decision]:
        return Decision.objects.filter(visible(self.request, "article__platform")).select_related(
            "article_version", "clause__policy_version", "decided_by", "execution"
        )

    def done(self, act: Callable[[User, int], Any], status: int = 200) -> Response:
        decision = self.get_object()
        try:
            result = act(self.person, decision.pk)
        except StaleDecision as error:
            detail = REFUSALS[str(error)].en_long
            raise ApiProblem(409, "decision_stale", detail, members={"reason": str(error)}) from None
        except InvalidDecision as error:
            raise field_problem(f"/{error.field}", error.code, str(error)) from None
        shown = result if isinstance(result, Decision) else self.get_queryset().get(pk=decision.pk)
        return Response(FullDecisionSerializer(shown, context={"internal": True}).data, status=status)


class DecisionApprove(_DecisionAct):
    """The second person agrees."""

    @documented(
        {200: FullDecisionSerializer}, request=ActingSerializer, errors=(404, DECISION_CONFLICT), tags=["decisions"],
        operation_id="decisions_approve",
    )  # fmt: skip
    def post(self, request: Request, pk: int) -> Response:
        """Agrees to a decision as its second person. 403 for who made it, or whoever the same key acts for."""
        return self.done(executing.approve)


class DecisionRefuse(_DecisionAct):
    """The second person disagrees."""

    @documented(
        {200: FullDecisionSerializer}, request=RefuseSerializer, errors=(404, DECISION_CONFLICT), tags=["decisions"],
        operation_id="decisions_refuse",
    )  # fmt: skip
    def post(self, request: Request, pk: int) -> Response:
        """Sends a decision back as its second person, with the reason: its item is open again."""
        self.get_object()
        given = RefuseSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        return self.done(lambda person, decision: executing.refuse(person, decision, given.validated_data["note"]))


class DecisionUndo(_DecisionAct):
    """One's own decision, taken back."""

    @documented(
        {201: FullDecisionSerializer}, request=ActingSerializer, errors=(404, DECISION_CONFLICT), tags=["decisions"],
        operation_id="decisions_undo",
    )  # fmt: skip
    def post(self, request: Request, pk: int) -> Response:
        """Takes one's own decision back within its first seconds by a new one, which is the answer."""
        return self.done(undo, 201)
