"""One shape for every error: problem details (RFC 9457)."""


def problem_details(exc, context):
    return None
