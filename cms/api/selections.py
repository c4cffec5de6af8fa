"""The schemas of what `fields` leaves of a page.

Without the parameter a page has all its properties, and its schema says so, which is what clients in typed languages
live on. With it, any of them may be missing: that is another schema, made here from the first.
"""

from typing import Any

from cms.api.page_types import page_types

SUFFIX = "Selection"
PREFIX = "#/components/schemas/"
ALWAYS = ["id", "type"]


def add_selections(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """Add to the document the schemas of pages in part, and say where they are answered. A postprocessing hook."""
    schemas = result["components"]["schemas"]
    for model in page_types().values():
        _add(schemas, model.__name__, ALWAYS)
    page = schemas["Page"]
    mapping = {label: reference + SUFFIX for label, reference in page["discriminator"]["mapping"].items()}
    schemas[f"Page{SUFFIX}"] = {
        "oneOf": [{"$ref": reference} for reference in mapping.values()],
        "discriminator": {"propertyName": "type", "mapping": mapping},
    }
    for name in list(schemas):
        if name.endswith("ListItem"):
            whole = name.removesuffix("ListItem")
            schemas[name] = _any_of("PageItem", whole, whole + SUFFIX)
    for operations in result["paths"].values():
        for content in operations["get"]["responses"].get("200", {}).get("content", {}).values():
            if content.get("schema") == {"$ref": f"{PREFIX}Page"}:
                content["schema"] = _any_of("Page", f"Page{SUFFIX}")
    result["components"]["schemas"] = dict(sorted(schemas.items()))
    return result


def _add(schemas: dict[str, Any], name: str, always: list[str]) -> str:
    """Add the schema of the object `name` in part, and of the objects in it. Returns the name of the new schema."""
    new = name + SUFFIX
    if new not in schemas:
        schemas[new] = {}  # so that what holds itself comes to an end
        whole = schemas[name]
        part = {key: value for key, value in whole.items() if key != "required"}
        part["description"] = f"What `fields` leaves of {name}."
        part["properties"] = {key: _in_part(schemas, each) for key, each in whole["properties"].items()}
        if always:
            part["required"] = always
        schemas[new] = part
    return new


def _in_part(schemas: dict[str, Any], node: Any) -> Any:
    if isinstance(node, list):
        return [_in_part(schemas, each) for each in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        name = node["$ref"].removeprefix(PREFIX)
        # Blocks are told apart by their type, and are whole.
        return {"$ref": PREFIX + _add(schemas, name, [])} if "properties" in schemas[name] else node
    return {key: _in_part(schemas, each) for key, each in node.items()}


def _any_of(*names: str) -> dict[str, Any]:
    return {"anyOf": [{"$ref": PREFIX + name} for name in names]}
