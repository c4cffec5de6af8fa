"""Make the roles of the desk, and the review that nobody passes alone."""

from django.db import migrations

WRITERS = "লেখক · Writers"
INTO_BANGLA = "বাংলায় অনুবাদক · Translators into Bangla"
INTO_ENGLISH = "ইংরেজিতে অনুবাদক · Translators into English"
REVIEWERS = "পর্যালোচক · Reviewers"
PUBLISHERS = "প্রকাশক · Publishers"
ADMINISTRATORS = "প্রশাসক · Administrators"

ACCESS = [("wagtailadmin", "admin", "access_admin")]
SUBMIT = [("wagtail_localize", "translation", "submit_translation")]
STATUS = ("translation", "translationstatus")
TRANSLATE_BN, TRANSLATE_EN = [(*STATUS, "translate_bn")], [(*STATUS, "translate_en")]
REVIEW = [(*STATUS, "review_translation")]
OWN_TERMS = [("translation", "glossaryterm", "add_glossaryterm")]
SHARED_TERMS = [("translation", "glossaryterm", f"{verb}_glossaryterm") for verb in ("change", "delete")]
VOCABULARIES = ["topic", "authority", "mechanism", "place", "person", "organisation", "criterion"]


def every(app, models, verbs=("add", "change", "delete")):
    return [(app, model, f"{verb}_{model}") for model in models for verb in verbs]


TERMS = every("core", VOCABULARIES, ("add", "change"))
ALL = [
    *every("core", VOCABULARIES), *every("users", ["user"]), *every("auth", ["group"]),
    *every("core", ["organisationsettings"], ["change"]), *every("wagtailcore", ["collection", "site", "workflow", "task"]),
    *every("wagtailredirects", ["redirect"]),
]  # fmt: skip

# For each role: permissions, what it may do to pages, what it may do to pictures and documents.
ROLES = {
    WRITERS: (ACCESS + SUBMIT + OWN_TERMS, ["add", "change"], ["add", "choose"]),
    INTO_BANGLA: (ACCESS + TRANSLATE_BN + OWN_TERMS, [], []),
    INTO_ENGLISH: (ACCESS + TRANSLATE_EN + OWN_TERMS, [], []),
    REVIEWERS: (
        ACCESS + REVIEW + TRANSLATE_BN + TRANSLATE_EN + OWN_TERMS + SHARED_TERMS,
        ["change"],
        ["choose"],
    ),
    PUBLISHERS: (
        ACCESS + SUBMIT + TRANSLATE_BN + TRANSLATE_EN + OWN_TERMS + SHARED_TERMS + TERMS,
        ["add", "change", "publish", "lock", "unlock"],
        ["add", "change", "choose"],
    ),
    ADMINISTRATORS: (
        ACCESS + SUBMIT + REVIEW + TRANSLATE_BN + TRANSLATE_EN + OWN_TERMS + SHARED_TERMS + ALL,
        ["add", "change", "publish", "bulk_delete", "lock", "unlock"],
        ["add", "change", "choose"],
    ),
}
APPROVERS = [REVIEWERS, PUBLISHERS, ADMINISTRATORS]


def make_roles(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    ContentType = apps.get_model("contenttypes", "ContentType")
    Page = apps.get_model("wagtailcore", "Page")
    Collection = apps.get_model("wagtailcore", "Collection")
    GroupPagePermission = apps.get_model("wagtailcore", "GroupPagePermission")
    GroupCollectionPermission = apps.get_model("wagtailcore", "GroupCollectionPermission")
    root, collection = Page.objects.get(depth=1), Collection.objects.get(depth=1)

    def permission(app, model, codename):
        # Django makes permissions only after all migrations have run.
        content_type, _made = ContentType.objects.get_or_create(app_label=app, model=model)
        name = f"Can {codename.replace('_', ' ')}"
        return Permission.objects.get_or_create(
            content_type=content_type, codename=codename, defaults={"name": name}
        )[0]

    for name, (permissions, page_verbs, file_verbs) in ROLES.items():
        group, _made = Group.objects.get_or_create(name=name)
        group.permissions.set(permission(*each) for each in permissions)
        for verb in page_verbs:
            GroupPagePermission.objects.get_or_create(
                group=group, page=root, permission=permission("wagtailcore", "page", f"{verb}_page")
            )
        # Wagtail asks for the permission on its own models, whatever model a site has in their place.
        for app, model in (("wagtailimages", "image"), ("wagtaildocs", "document")):
            for verb in file_verbs:
                GroupCollectionPermission.objects.get_or_create(
                    group=group, collection=collection, permission=permission(app, model, f"{verb}_{model}")
                )
    # Wagtail's own two groups say the same less clearly.
    Group.objects.filter(name__in=["Editors", "Moderators"], user=None).delete()


def make_review(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    ContentType = apps.get_model("contenttypes", "ContentType")
    Page = apps.get_model("wagtailcore", "Page")
    Workflow = apps.get_model("wagtailcore", "Workflow")
    WorkflowTask = apps.get_model("wagtailcore", "WorkflowTask")
    WorkflowPage = apps.get_model("wagtailcore", "WorkflowPage")
    FourEyesTask = apps.get_model("translation", "FourEyesTask")
    if FourEyesTask.objects.exists():
        return
    content_type, _made = ContentType.objects.get_or_create(app_label="translation", model="foureyestask")
    task = FourEyesTask.objects.create(name="দ্বিতীয় ব্যক্তির পর্যালোচনা · Second pair of eyes", content_type=content_type)
    task.groups.set(Group.objects.filter(name__in=APPROVERS))
    workflow = Workflow.objects.create(name="পর্যালোচনা · Review")
    WorkflowTask.objects.create(workflow=workflow, task_id=task.pk, sort_order=0)
    Workflow.objects.filter(name="Moderators approval").update(active=False)
    WorkflowPage.objects.update_or_create(
        page=Page.objects.get(depth=1), defaults={"workflow": workflow}
    )


class Migration(migrations.Migration):
    dependencies = [
        ("translation", "0001_initial"),
        ("core", "0002_reference_data"),
        ("documents", "0002_initial"),
        ("images", "0002_initial"),
        ("users", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtailadmin", "0006_formstate"),
        ("wagtailimages", "0027_image_description"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtail_localize", "0016_rename_page_revision_translationlog_revision"),
        ("wagtailredirects", "0001_initial"),
    ]
    operations = [
        migrations.RunPython(make_roles, migrations.RunPython.noop),
        migrations.RunPython(make_review, migrations.RunPython.noop),
    ]
