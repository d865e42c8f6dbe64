"""Headers that every answer carries."""

from flask import Flask, Response, request

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "connect-src 'self'",
        "img-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)

ALWAYS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}

TWO_YEARS = 2 * 365 * 24 * 60 * 60


def set_up(app: Flask, *, https: bool) -> None:
    """Add the headers to every response; pages of an attempt are kept in no cache."""

    @app.after_request
    def add_headers(response: Response) -> Response:
        response.headers.update(ALWAYS)
        if https:
            response.headers["Strict-Transport-Security"] = (
                f"max-age={TWO_YEARS}; includeSubDomains"
            )
        if request.endpoint != "static":
            response.headers["Cache-Control"] = "no-store"
        return response
