"""How gunicorn serves the site: on one machine under `make run`, and in the container."""

import logging
import os
import re

from gunicorn.glogging import Logger

bind = os.environ.get("GUNICORN_BIND", f"127.0.0.1:{os.environ.get('PORT', '8000')}")
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = int(os.environ.get("GUNICORN_THREADS", "4"))
timeout = 60
graceful_timeout = 4  # less than the patience of what stops us
max_requests, max_requests_jitter = 5000, 500  # a leak never grows for long
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108
control_socket_disable = True  # it would be made in the user's home, which a container may not have
# Readers' addresses are nobody's business: no access log, and none in the errors either.
accesslog = None
errorlog = "-"


class _WithoutAddresses(logging.Filter):
    """Take a reader's address out of gunicorn's line on a malformed request."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = re.sub(r"\bip=\S*", "ip=-", str(record.msg))
        return True


class QuietLogger(Logger):
    """gunicorn's logger, which forgets who asked."""

    def setup(self, cfg) -> None:
        super().setup(cfg)
        self.error_log.addFilter(_WithoutAddresses())


logger_class = QuietLogger


def post_worker_init(worker) -> None:
    """Say where everything is, once the first worker can answer."""
    base = os.environ.get("BASE_URL")
    if worker.age != 1 or not base:
        return
    print(
        "\nKantho is ready. Stop it with Ctrl+C.",
        f"  Bangla site   {base}/bn/",
        f"  English site  {base}/en/",
        f"  Admin         {base}/cms/",
        f"  API           {base}/api/v2/pages/",
        sep="\n",
        end="\n\n",
    )
