"""How the members of an answer are described: what always comes is required."""

from __future__ import annotations

from typing import Any

from drf_spectacular.openapi import AutoSchema
from rest_framework import serializers
from rest_framework.fields import empty


class AnsweringSchema(AutoSchema):
    """drf-spectacular's, which takes a member that a request may omit for one that an answer may lack."""

    def _map_basic_serializer(self, serializer: Any, direction: str) -> Any:
        described = super()._map_basic_serializer(serializer, direction)  # type: ignore[no-untyped-call]
        if direction == "response":
            fields = serializer().fields if isinstance(serializer, type) else serializer.fields
            always = [name for name in described.get("properties", {}) if _always_comes(fields[name])]
            if always:
                described["required"] = sorted(always)
        return described


def _always_comes(field: serializers.Field[Any, Any, Any, Any]) -> bool:
    """Whether every answer has the field: all of a model's do; of other data, one that is optional may lack."""
    if isinstance(field.parent, serializers.ModelSerializer) or field.required or field.read_only:
        return True
    return field.default is not empty
