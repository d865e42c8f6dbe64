"""How much may be sent at once, by address; everything stands in this one table."""

from flask import Flask, request

#: A page of answers is a few hundred bytes; nothing honest comes near this.
BODY_AT_MOST = 64 * 1024

#: 50 kB of Polish grow when each letter of its own is written as \u0142 or %C5%82.
AD_BODY_AT_MOST = 256 * 1024

#: Where a whole job ad is sent.
LARGER = {"api.check_job": AD_BODY_AT_MOST, "checks.check_ad": AD_BODY_AT_MOST}


def set_up(app: Flask) -> None:
    """Set the bound of each request before anybody reads its body."""
    app.config.update(MAX_CONTENT_LENGTH=BODY_AT_MOST, MAX_FORM_MEMORY_SIZE=BODY_AT_MOST)

    @app.before_request
    def bound() -> None:
        most = LARGER.get(request.endpoint or "")
        if most:
            request.max_content_length = request.max_form_memory_size = most
