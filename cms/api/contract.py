"""What all operations of the OpenAPI document have alike: stated once, and referred to by each of them.

A view describes what is its own. The hook `complete` adds the rest to every operation: the group it belongs to,
the headers that language and copies are asked with, what an answer's headers say, and the problems that any request
can run into. So a new operation has them all, and none of them twice.
"""

from copy import deepcopy
from http import HTTPStatus
from typing import Any

from cms.api.errors import CONTENT_TYPE
from cms.api.examples import PARAMETERS, PROBLEMS, PROPERTIES

PREFIX = "/api/v2/"

# The groups of operations, in the order in which they are shown: what each is, and the first parts of its addresses.
# An address that stands in none is a group of its own, whose name is missing here: a test says so.
GROUPS: dict[str, tuple[str, tuple[str, ...]]] = {
    "pages": ("Published pages of every type, each with all its fields, and how to find one.", ("pages",)),
    "collections": (
        "Pages of one type, with the filters that fit it.",
        (
            "statements",
            "editorials",
            "events",
            "networks",
            "submissions",
            "appeals",
            "assessments",
            "situation-updates",
        ),
    ),
    "vocabularies": (
        "What pages are about and who has a part in them, each with a name in both languages.",
        ("topics", "mechanisms", "authorities", "places", "people", "organisations"),
    ),
    "files": (
        "Pictures and documents that a published page uses; no others are public.",
        ("images", "documents"),
    ),
    "site": (
        "The frame of a site in both languages: name, menus, settings, redirects.",
        ("", "site", "redirects"),
    ),
    "search": ("Published pages by the words in them.", ("search",)),
    "changes": ("What was published, changed and removed, to keep a copy up to date.", ("changes",)),
    "previews": ("Drafts that an editor has handed out a link to.", ("previews",)),
}
GROUP_OF = {segment: group for group, (_description, segments) in GROUPS.items() for segment in segments}

REQUEST_HEADERS: dict[str, dict[str, Any]] = {
    "AcceptLanguage": {
        "name": "Accept-Language",
        "in": "header",
        "description": "The language that is wanted where no parameter says so: `bn` or `en`.",
        "schema": {"type": "string"},
        "example": "bn, en;q=0.5",
    },
    "IfNoneMatch": {
        "name": "If-None-Match",
        "in": "header",
        "description": "The `ETag` of the copy that is there already. If it is still good, the answer is 304.",
        "schema": {"type": "string"},
    },
}

TEXT, NUMBER = {"type": "string"}, {"type": "integer", "minimum": 0}

RESPONSE_HEADERS: dict[str, dict[str, Any]] = {
    "ETag": {
        "description": "Names this very answer, to ask again with `If-None-Match`.",
        "schema": TEXT,
        "example": '"5f0c9a7d"',
    },
    "Last-Modified": {
        "description": "When what the site shows changed last.",
        "schema": TEXT,
        "example": "Thu, 26 Mar 2026 04:05:00 GMT",
    },
    "Cache-Control": {
        "description": "How long a copy may be used without asking again.",
        "schema": TEXT,
    },
    "Content-Language": {
        "description": "The language of the answer.",
        "schema": {"type": "string", "enum": ["bn", "en"]},
    },
    "X-Request-Id": {
        "description": "Names this request, for whoever asks the site about it. One that the request brought is kept.",
        "schema": TEXT,
    },
    "RateLimit-Limit": {
        "description": "How many requests one address may make in the current span of time.",
        "schema": NUMBER,
    },
    "RateLimit-Remaining": {
        "description": "How many of them are left.",
        "schema": NUMBER,
    },
    "RateLimit-Reset": {
        "description": "In how many seconds the span ends.",
        "schema": NUMBER,
    },
    "Retry-After": {
        "description": "After how many seconds to ask again.",
        "schema": NUMBER,
    },
}
OF_EVERY_ANSWER = ("X-Request-Id", "RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset")
OF_COPIES = ("ETag", "Last-Modified", "Cache-Control")
OF_CONTENT = ("Content-Language", *OF_COPIES)

# The problems that have a description of their own: its name, what it says, and headers besides those of all.
PROBLEM_RESPONSES: dict[HTTPStatus, tuple[str, str, tuple[str, ...]]] = {
    HTTPStatus.BAD_REQUEST: ("BadRequest", "A parameter is unknown or its value is not allowed.", ()),
    HTTPStatus.NOT_FOUND: ("NotFound", "There is nothing published at this address.", ()),
    HTTPStatus.TOO_MANY_REQUESTS: (
        "TooManyRequests",
        "Too many requests came from one address.",
        ("Retry-After",),
    ),
    HTTPStatus.INTERNAL_SERVER_ERROR: (
        "InternalServerError",
        "Something failed on the side of the site.",
        (),
    ),
}
OF_EVERY_OPERATION = (
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.TOO_MANY_REQUESTS,
    HTTPStatus.INTERNAL_SERVER_ERROR,
)


def complete(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """Add to each operation what all have alike. It is a postprocessing hook."""
    for path, operations in result["paths"].items():
        for operation in operations.values():
            _complete(operation, path)
    used = {
        tag for operations in result["paths"].values() for each in operations.values() for tag in each["tags"]
    }
    result["tags"] = [
        {"name": name, "description": text} for name, (text, _segments) in GROUPS.items() if name in used
    ]
    components = result["components"]
    # Copies: the next hook changes what it is given.
    components["parameters"] = deepcopy(REQUEST_HEADERS)
    components["headers"] = deepcopy(RESPONSE_HEADERS)
    components["responses"] = _responses()
    for name, schema in components["schemas"].items():
        _add_examples(name, schema)
    return result


def _complete(operation: dict[str, Any], path: str) -> None:
    segment = path.removeprefix(PREFIX).split("/", 1)[0]
    operation["tags"] = [GROUP_OF.get(segment, segment)]
    parameters = operation.setdefault("parameters", [])
    for parameter in parameters:
        if parameter.get("name") in PARAMETERS and "example" not in parameter:
            parameter["example"] = PARAMETERS[parameter["name"]]
    parameters += [_reference("parameters", name) for name in REQUEST_HEADERS]
    responses = operation["responses"]
    for status in OF_EVERY_OPERATION + ((HTTPStatus.NOT_FOUND,) if "{" in path else ()):
        responses.setdefault(str(int(status)), {})
    if "200" in responses:
        responses["304"] = {}
    operation["responses"] = {
        status: _complete_response(int(status), responses[status]) for status in sorted(responses)
    }


def _complete_response(status: int, response: dict[str, Any]) -> dict[str, Any]:
    if status == HTTPStatus.NOT_MODIFIED:
        return _reference("responses", "NotModified")
    if status in PROBLEM_RESPONSES:
        reference = _reference("responses", PROBLEM_RESPONSES[HTTPStatus(status)][0])
        own = response.get("description")
        return reference | ({"description": own} if own else {})
    names = OF_EVERY_ANSWER + (OF_CONTENT if status == HTTPStatus.OK else ())
    headers = {name: _reference("headers", name) for name in names}
    return response | {
        "description": response.get("description")
        or ("What was asked for." if status < 300 else HTTPStatus(status).phrase),
        "headers": headers | response.get("headers", {}),
    }


def _responses() -> dict[str, Any]:
    responses: dict[str, Any] = {
        "NotModified": {
            "description": "The copy that `If-None-Match` names is still good.",
            "headers": {name: _reference("headers", name) for name in OF_COPIES + OF_EVERY_ANSWER},
        }
    }
    for status, (name, description, headers) in PROBLEM_RESPONSES.items():
        content = {"schema": _reference("schemas", "Problem")}
        responses[name] = {
            "description": description,
            "headers": {
                each: _reference("headers", each) for each in ("Content-Language", *headers, *OF_EVERY_ANSWER)
            },
            "content": {CONTENT_TYPE: content | {"examples": deepcopy(PROBLEMS[status])}},
        }
    return responses


def _add_examples(name: str, schema: dict[str, Any]) -> None:
    for field, value in schema.get("properties", {}).items():
        if "type" not in value or {"enum", "examples", "example"} & set(value):
            continue
        example = PROPERTIES.get(f"{name}.{field}", PROPERTIES.get(field))
        kinds = value["type"] if isinstance(value["type"], list) else [value["type"]]
        if example is not None and {str: "string", int: "integer"}[type(example)] in kinds:
            value["examples"] = [example]


def _reference(kind: str, name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/{kind}/{name}"}
