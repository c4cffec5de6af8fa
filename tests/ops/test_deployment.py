"""What the files around the code promise: image, composition, front server, locks, layers."""

import re
import tomllib

import pytest
import yaml
from django.conf import settings

pytestmark = pytest.mark.any_database

ROOT = settings.BASE_DIR
OURS = ("web", "worker", "clock", "migrate")


def read(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def dockerfile() -> list[str]:
    """The instructions, continued lines joined."""
    text = read("Dockerfile").replace("\\\n", " ")
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]


@pytest.fixture(scope="module")
def services() -> dict:
    return yaml.safe_load(read("compose.yaml"))["services"]


@pytest.fixture(scope="module")
def project() -> dict:
    return tomllib.loads(read("pyproject.toml"))


def pins(path: str) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9.-]+)==(\S+)", read(path), re.MULTILINE))


def test_the_image_runs_as_a_user_without_rights(dockerfile):
    last_stage = dockerfile[max(index for index, line in enumerate(dockerfile) if line.startswith("FROM")) :]
    users = [line.split()[1] for line in last_stage if line.startswith("USER")]
    assert users == ["10001:10001"]


def test_the_image_says_whether_it_is_well(dockerfile):
    (check,) = [line for line in dockerfile if line.startswith("HEALTHCHECK")]
    assert "deploy/healthcheck.py" in check


def test_the_image_installs_only_what_is_locked(dockerfile):
    (install,) = [line for line in dockerfile if "pip install" in line]
    assert "--require-hashes" in install
    assert "--no-deps" in install


def test_the_image_keeps_no_secret(dockerfile):
    kept = " ".join(line for line in dockerfile if line.startswith(("ENV", "ARG", "LABEL")))
    assert not re.search(r"SECRET|PASSWORD|TOKEN|KEY", kept)


def test_every_base_image_is_pinned_by_a_tag(dockerfile, services):
    images = [line.split()[1] for line in dockerfile if line.startswith("FROM")]
    images += [service["image"] for service in services.values()]
    assert len(images) >= 5
    for image in images:
        tag = image.partition(":")[2]
        assert re.search(r"\d+\.\d+|\d+-\w+", tag), image


def test_what_is_private_or_made_here_stays_out_of_the_image():
    ignored = read(".dockerignore").splitlines()
    assert {".*", "var", "tests"} <= set(ignored)  # `.*`: .git, .env and .venv


def test_the_composition_has_every_process(services):
    assert {"web", "worker", "clock", "postgres", "redis", "nginx"} <= set(services)
    for name in ("worker", "clock"):
        command = " ".join(services[name]["command"])
        assert re.search(
            rf"^{name}: exec {re.escape(' '.join(services[name]['command'][:3]))}", read("Procfile"), re.M
        ), command


def test_our_containers_cannot_write_but_where_they_must(services):
    for name in OURS:
        assert services[name]["read_only"] is True
        assert services[name]["cap_drop"] == ["ALL"]
        assert services[name]["tmpfs"] == ["/tmp"]  # noqa: S108
        assert services[name]["volumes"] == ["var:/app/var"]


def test_every_secret_of_the_composition_must_be_given(services):
    text = read("compose.yaml")
    for name in ("SECRET_KEY", "ALLOWED_HOSTS", "BASE_URL", "POSTGRES_PASSWORD"):
        assert f"${{{name}:?" in text
        assert not re.search(rf"\$\{{{name}(:?-|\}})", text), f"{name} has a default"
    assert services["postgres"]["environment"]["POSTGRES_PASSWORD"].startswith("${POSTGRES_PASSWORD:?")


def test_only_the_machine_itself_reaches_the_front_server(services):
    published = [port for service in services.values() for port in service.get("ports", [])]
    assert published == ["127.0.0.1:8080:8080"]


def test_the_front_server_hands_out_pictures_and_no_documents_and_keeps_no_log():
    nginx = read("deploy/nginx.conf")
    blocks = dict(re.findall(r"location (\S+) \{([^}]*)\}", nginx))
    assert "alias /srv/kantho/var/media/images/;" in blocks["/media/images/"]
    assert "return 404;" in blocks["/media/"]
    assert "proxy_cache static;" in blocks["/static/"]
    assert "proxy_pass http://kantho;" in blocks["/"]
    assert re.findall(r"access_log ([^;]+);", nginx) == ["off"]


@pytest.mark.parametrize("path", ["requirements.txt", "requirements-dev.txt"])
def test_every_locked_package_has_hashes(path):
    entries = re.split(r"\n(?=[a-z0-9])", "\n" + read(path))[1:]
    assert len(entries) > 30
    for entry in entries:
        assert "--hash=sha256:" in entry, entry.splitlines()[0]


@pytest.mark.parametrize("path", ["requirements.txt", "requirements-dev.txt", "pyproject.toml", "Dockerfile"])
def test_locks_name_no_package_index(path):
    assert not re.search(r"index-url|find-links|trusted-host", read(path))


def test_the_tests_run_with_the_versions_that_are_served():
    served, tested = pins("requirements.txt"), pins("requirements-dev.txt")
    assert served.items() <= tested.items()


def test_every_declared_dependency_is_locked(project):
    def names(declared: list[str]) -> set[str]:
        return {re.match(r"[A-Za-z0-9.-]+", each)[0].lower() for each in declared}

    assert names(project["project"]["dependencies"]) <= set(pins("requirements.txt"))
    extras = project["project"]["optional-dependencies"]["dev"]
    assert names(extras) <= set(pins("requirements-dev.txt"))


def test_every_app_of_ours_has_its_layer(project):
    linter = project["tool"]["importlinter"]
    ours = {app for app in settings.INSTALLED_APPS if (ROOT / app.replace(".", "/")).is_dir()}
    assert {app.partition(".")[0] for app in ours} <= set(linter["root_packages"])
    layers = next(each for each in linter["contracts"] if each["id"] == "layers")["layers"]
    named = {name.strip("() ") for layer in layers for name in layer.split("|")}
    assert ours <= named
    settings_contract = next(each for each in linter["contracts"] if each["id"] == "settings")
    assert ours <= set(settings_contract["forbidden_modules"])
