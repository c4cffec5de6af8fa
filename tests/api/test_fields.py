"""`?fields=`: as in Wagtail's API v2, with errors that name the field."""

import pytest

from tests.factories import ImageFactory, StatementPageFactory, TopicFactory
from tests.kept import kept_fixture

UNREADABLE = [
    "(", "a(", "a)", "title,,", "*(a)", " title", "title,*", "a" * 2000, "a(" * 400, "-", "body(x)", "title(x)",
]  # fmt: skip


@kept_fixture
def statement(press):
    return StatementPageFactory(
        parent=press["bn"], title="নিন্দা", topics=[TopicFactory(slug="torture")], hero_image=ImageFactory()
    )


def item(api, **query):
    return api.get("statements/", **query).data["items"][0]


def test_a_list_is_short_unless_more_is_asked_for(api, statement):
    short, whole = item(api), item(api, fields="*")

    assert set(short) == {"id", "type", "meta", "title"}
    assert "parent" not in short["meta"]
    assert whole == api.get(f"pages/{statement.pk}/").data


@pytest.mark.parametrize(
    "fields, own, meta",
    [
        ("summary", {"title", "summary"}, None),
        ("-title", set(), None),
        ("summary,-title", {"summary"}, None),
        ("_", set(), set()),
        ("_,title", {"title"}, set()),
        ("_,slug,kind", {"kind"}, {"slug"}),
        ("-translations,-locale", {"title"}, None),
        ("_,parent", set(), {"parent"}),
    ],
)
def test_fields_are_added_and_left_out_by_name(api, statement, fields, own, meta):
    chosen = item(api, fields=fields)

    assert set(chosen) - {"id", "type", "meta"} == own
    assert chosen["id"] == statement.pk
    if meta is not None:
        assert set(chosen.get("meta", {})) == meta
    for name in ("translations", "locale"):
        assert (name in chosen.get("meta", {})) == (f"-{name}" not in fields and not fields.startswith("_"))


def test_all_but_some(api, statement):
    chosen = item(api, fields="*,-body,-hero_image")

    assert "body" not in chosen
    assert {"summary", "topics", "kind"} < set(chosen)


@pytest.mark.parametrize(
    "fields, image",
    [
        ("hero_image(_,url,alt)", {"url", "alt"}),
        ("hero_image(-srcset)", {"id", "alt", "caption", "credit", "url", "width", "height"}),
    ],
)
def test_the_fields_of_an_object_can_be_chosen(api, statement, fields, image):
    assert set(item(api, fields=fields)["hero_image"]) == image


def test_the_fields_of_each_object_of_a_list_can_be_chosen(api, statement):
    assert item(api, fields="topics(_,slug)")["topics"] == [{"slug": "torture"}]
    assert item(api, fields="hero_image(srcset(_,width))")["hero_image"]["srcset"][0].keys() == {"width"}
    assert set(item(api, fields="_,parent(_,title)")["meta"]["parent"]) == {"title"}


def test_a_page_takes_the_parameter_too(api, statement):
    chosen = api.get(f"pages/{statement.pk}/", fields="_,title,topics(_,name)").data

    assert set(chosen) == {"id", "type", "title", "topics"}
    assert "body" not in api.get(f"pages/{statement.pk}/", fields="-body").data


@pytest.mark.parametrize(
    "fields, named",
    [("colour", "colour"), ("*,-colour", "colour"), ("topics(colour)", "colour"), ("_,body,smell", "smell")],
)
@pytest.mark.parametrize("language, words", [("en", "There is no field"), ("bn", "নামে কোনো ক্ষেত্র")])
def test_an_unknown_field_is_named(api, statement, fields, named, language, words):
    for path in ("statements/", f"pages/{statement.pk}/"):
        answer = api.get(path, language=language, fields=fields)

        error = answer.data["errors"][0]
        assert (answer.status, error["parameter"]) == (400, "fields")
        assert named in error["detail"]
        assert words in error["detail"]
        assert error["allowed"]


@pytest.mark.parametrize(
    "fields",
    [
        "(",
        "a(",
        "a)",
        "title,,",
        "*(a)",
        " title",
        "title,*",
        "a" * 2000,
        "a(" * 400,
        "-",
        "body(x)",
        "title(x)",
    ],
)
def test_a_list_of_fields_that_cannot_be_read_is_an_error(api, statement, fields):
    answer = api.get("statements/", fields=fields)

    assert (answer.status, answer.data["errors"][0]["parameter"]) == (400, "fields")


def test_a_list_of_several_types_has_the_fields_of_each(api, statement, homes):
    answer = api.get("pages/", fields="_,kind,lead")

    by_type = {each["type"]: set(each) for each in answer.data["items"]}
    assert by_type["press.StatementPage"] == {"id", "type", "kind"}
    assert by_type["home.HomePage"] == {"id", "type", "lead"}
