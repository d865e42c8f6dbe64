"""Headers of every response."""

from flask import Flask, Response, request

#: Nothing is loaded but our own style sheet, pictures and script; forms go to ourselves.
PAGE_POLICY = (
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
)

#: A file, JSON or a picture that is opened as if it were a page does nothing at all.
FILE_POLICY = (
    "default-src 'none'",
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "sandbox",
)

#: With https a link to us that still says http is not even tried.
ONLY_HTTPS = "upgrade-insecure-requests"

#: What a browser could do for a page and never does for ours.
UNUSED_FEATURES = (
    "accelerometer",
    "autoplay",
    "browsing-topics",
    "camera",
    "clipboard-read",
    "compute-pressure",
    "cross-origin-isolated",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "gamepad",
    "geolocation",
    "gyroscope",
    "hid",
    "identity-credentials-get",
    "idle-detection",
    "keyboard-map",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "otp-credentials",
    "payment",
    "picture-in-picture",
    "publickey-credentials-create",
    "publickey-credentials-get",
    "screen-wake-lock",
    "serial",
    "storage-access",
    "sync-xhr",
    "usb",
    "window-management",
    "xr-spatial-tracking",
)

#: A codename or a link may be copied with a button.
OWN_FEATURES = ("clipboard-write",)

ALWAYS = {
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(
        [
            *(f"{feature}=()" for feature in UNUSED_FEATURES),
            *(f"{feature}=(self)" for feature in OWN_FEATURES),
        ]
    ),
    # Some addresses are secrets; not even our own logs are to learn where a reader came from.
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Permitted-Cross-Domain-Policies": "none",
}

TWO_YEARS = 2 * 365 * 24 * 60 * 60


def set_up(app: Flask, *, https: bool) -> None:
    """Add the headers to every response; pages are not cached, static files are."""
    added = [ONLY_HTTPS] if https else []
    for_pages, for_files = ("; ".join([*policy, *added]) for policy in (PAGE_POLICY, FILE_POLICY))

    @app.after_request
    def add_headers(response: Response) -> Response:
        response.headers.extend(ALWAYS)  # none is there yet, so none is looked for
        response.headers["Content-Security-Policy"] = for_pages if is_page(response) else for_files
        if https:
            response.headers["Strict-Transport-Security"] = (
                f"max-age={TWO_YEARS}; includeSubDomains"
            )
        if request.endpoint != "static" or response.status_code >= 400:  # noqa: PLR2004 - an error
            response.headers["Cache-Control"] = "no-store"
        return response


def is_page(response: Response) -> bool:
    """Return True if a browser shows *response* as a page instead of saving it as a file."""
    return response.mimetype == "text/html" and "Content-Disposition" not in response.headers
