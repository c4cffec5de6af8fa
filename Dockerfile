# The image of all three processes: web, worker and clock. What it runs while it is built, `.ci/run` runs as well.

FROM python:3.11-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /app
COPY requirements.txt ./
RUN python -m venv .venv \
    && .venv/bin/python -m pip install --no-input --no-deps --require-hashes -r requirements.txt
COPY . .
# The three values are needed to load the settings and are kept nowhere.
RUN DJANGO_SETTINGS_MODULE=cms.settings.production STATIC_ROOT=/app/static \
    SECRET_KEY=only-while-the-image-is-built ALLOWED_HOSTS=localhost BASE_URL=https://localhost \
    .venv/bin/python manage.py prepare --only catalogues static

FROM python:3.11-slim-bookworm
ENV DJANGO_SETTINGS_MODULE=cms.settings.production \
    GUNICORN_BIND=0.0.0.0:8000 \
    PATH=/app/.venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    STATIC_ROOT=/app/static
# A user without name, home or shell owns nothing but var/; the rest of the image can be mounted read-only.
RUN groupadd --gid 10001 kantho \
    && useradd --uid 10001 --gid kantho --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin kantho
WORKDIR /app
COPY --from=build /app /app
RUN install -d -o kantho -g kantho var var/media
USER 10001:10001
VOLUME ["/app/var"]
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=40s --retries=3 CMD ["python", "deploy/healthcheck.py"]
CMD ["gunicorn", "--config", "deploy/gunicorn.conf.py", "cms.wsgi"]
