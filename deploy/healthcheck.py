"""Ask the web process on this machine whether it is well: exit with 0 when it is. Plain Python."""

import http.client
import os
import sys


def is_well() -> bool:
    """Return whether `/health/` answers 200 to a request for the first of the names the site may have."""
    port = int(os.environ.get("GUNICORN_BIND", "127.0.0.1:8000").rpartition(":")[2])
    host = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0].strip().lstrip(".")
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=4)
    try:
        connection.request("GET", "/health/", headers={"Host": "localhost" if host == "*" else host})
        return connection.getresponse().status == http.client.OK
    except OSError:
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(0 if is_well() else 1)
