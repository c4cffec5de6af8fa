"""Problem details (RFC 9457), for the OpenAPI document: `cms.api.errors` writes them."""

from rest_framework import serializers

from cms.api.serializers.base import TextField


class ParameterErrorSerializer(serializers.Serializer):
    """One parameter that is unknown or has a value that is not allowed."""

    parameter = TextField()
    detail = TextField(help_text="In the language of the answer.")
    allowed = serializers.ListField(
        child=TextField(), allow_null=True, help_text="The allowed values, or the parameters there are."
    )
    minimum = serializers.IntegerField(allow_null=True)
    maximum = serializers.IntegerField(allow_null=True)


class ProblemSerializer(serializers.Serializer):
    """What went wrong (RFC 9457)."""

    type = TextField()
    title = TextField()
    status = serializers.IntegerField()
    code = TextField(help_text="For programs, such as `invalid_parameters` or `not_found`.")
    detail = TextField(help_text="For people, in the language of the answer.")
    errors = ParameterErrorSerializer(many=True)
