"""What is answered without asking the application: pages in two languages, JSON for programs."""

import json
from dataclasses import dataclass

from waitress.task import ErrorTask
from waitress.utilities import Error

from kamquiz.web.security.headers import ALWAYS, FILE_POLICY, TWO_YEARS
from kamquiz.web.site.errors import RETRY_AFTER_SECONDS, api_advice

BODY_TOO_LARGE, HEADERS_TOO_LARGE, BUSY = 413, 431, 503

HEADERS = [
    *ALWAYS.items(),
    ("Cache-Control", "no-store"),
    ("Content-Security-Policy", "; ".join(FILE_POLICY)),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """A title and what to do next, in one language."""

    title: str
    text: str


#: Polish and English for each status; the last is for every other.
WORDINGS = {
    BODY_TOO_LARGE: {
        "pl": Wording(
            title="Za dużo danych naraz",
            text="Wysłane dane są większe niż 256 kB, czyli większe, niż wymaga którakolwiek nasza "
            "strona. Nic nie zostało zapisane. Wróć do poprzedniej strony i wyślij mniej.",
        ),
        "en": Wording(
            title="That was too much at once",
            text="What was sent is larger than 256 kB, more than any page of ours needs. Nothing "
            "was saved. Go back and send less.",
        ),
    },
    HEADERS_TOO_LARGE: {
        "pl": Wording(
            title="Ten adres jest za długi",
            text="Adres lub pliki cookie zajmują więcej, niż przyjmujemy. Otwórz stronę startową. "
            "Jeśli to nie pomoże, usuń w przeglądarce pliki cookie tej strony.",
        ),
        "en": Wording(
            title="This address is too long",
            text="The address or the cookies are longer than we accept. Open the start page. If "
            "that does not help, delete the cookies of this site in your browser.",
        ),
    },
    BUSY: {
        "pl": Wording(
            title="Spróbuj ponownie za chwilę",
            text="Z quizu korzysta teraz za dużo osób naraz. Jeśli to był formularz, wróć do "
            "poprzedniej strony: Twoje odpowiedzi są nadal w formularzu. Spróbuj ponownie "
            "za minutę.",
        ),
        "en": Wording(
            title="Please try again in a moment",
            text="Too many people are using the quiz just now. If you sent a form, go back: your "
            "answers are still in it. Try again in a minute.",
        ),
    },
    None: {
        "pl": Wording(
            title="Nie udało się tego odczytać",
            text="Wróć do poprzedniej strony, odśwież ją i spróbuj ponownie.",
        ),
        "en": Wording(
            title="We could not read that",
            text="Go back, reload the page and try again.",
        ),
    },
}

PAGE = """<!doctype html>
<html lang="{first}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title} – kamquiz</title>
</head>
<body>
<main>
<h1>{title}</h1>
<p>{text}</p>
<div lang="{second}">
<h2>{other.title}</h2>
<p>{other.text}</p>
</div>
</main>
</body>
</html>
"""


class BusyError(Error):  # type: ignore[misc]  # waitress ships no types
    """More is waiting already than can be answered soon."""

    code = BUSY
    reason = "Service Unavailable"


class RefusalTask(ErrorTask):  # type: ignore[misc]  # waitress ships no types
    """Answers a request that never reaches the application."""

    def execute(self) -> None:
        """Write the answer; the connection is closed behind it."""
        error = self.request.error
        # What could not be read has no address and no method.
        path, method = (getattr(self.request, name, "") for name in ("path", "command"))
        kind, body = _content(error.code, path)
        self.status = f"{error.code} {error.reason}"
        self.response_headers.extend([*HEADERS, ("Content-Type", kind)])
        if self.channel.server.https:
            policy = f"max-age={TWO_YEARS}; includeSubDomains"
            self.response_headers.append(("Strict-Transport-Security", policy))
        if error.code == BUSY:
            self.response_headers.append(("Retry-After", str(RETRY_AFTER_SECONDS)))
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(b"" if method == "HEAD" else body)


def _content(status: int, path: str) -> tuple[str, bytes]:
    """Return the type and the body of the refusal of *path* with *status*."""
    if path.startswith("/api/"):
        said = {"error": status, "faults": [api_advice(status)]}
        return "application/json", json.dumps(said).encode()
    first, second = ("en", "pl") if path.startswith("/en/") else ("pl", "en")
    words = WORDINGS.get(status, WORDINGS[None])
    page = PAGE.format(
        first=first,
        second=second,
        title=words[first].title,
        text=words[first].text,
        other=words[second],
    )
    return "text/html; charset=utf-8", page.encode()
