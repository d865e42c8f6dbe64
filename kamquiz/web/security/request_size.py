"""Maximum request sizes: small everywhere, larger where whole job ads are sent."""

from flask import Flask, request

#: A page of answers is a few hundred bytes.
MAX_BODY = 64 * 1024

#: 50 kB of Polish grow when each letter of its own is written as %C5%82 or \\u0142.
MAX_AD_BODY = 256 * 1024

#: Endpoints that accept a job ad, or a draft of the same length.
AD_ENDPOINTS = frozenset(
    {
        "api.check_job",
        "checks.check_ad",
        "guides.guide_of_draft",
        "jobs.draft",
        "jobs.open_draft",
    }
)


def set_up(app: Flask) -> None:
    """Set the limits; must run before the CSRF check, which reads the form."""
    app.config.update(MAX_CONTENT_LENGTH=MAX_BODY, MAX_FORM_MEMORY_SIZE=MAX_BODY)

    @app.before_request
    def allow_ads() -> None:
        if request.endpoint in AD_ENDPOINTS:
            request.max_content_length = MAX_AD_BODY
            request.max_form_memory_size = MAX_AD_BODY
