"""A visitor's browser over a real network: what the test client of Flask does in the process."""

import http.client
import ssl
import urllib.parse
from http.cookies import SimpleCookie
from types import SimpleNamespace

from werkzeug.datastructures import Headers


class Answer:
    """An answer, as `tests.visitor` reads it."""

    def __init__(self, path: str, origin: str, response: http.client.HTTPResponse) -> None:
        self.status_code = response.status
        self.headers = Headers(response.getheaders())
        self.data = response.read()
        self.request = SimpleNamespace(full_path=path, host_url=f"{origin}/")

    @property
    def location(self) -> str:
        return self.headers["Location"]

    def get_data(self, *, as_text: bool = False) -> str | bytes:
        return self.data.decode() if as_text else self.data


class Browser:
    """Asks one server and keeps its cookies; also stands where an application is expected."""

    def __init__(self, host: str, context: ssl.SSLContext | None = None) -> None:
        self._host = host
        self._context = context
        self.cookies: dict[str, str] = {}

    def test_client(self) -> "Browser":
        """Return a browser without cookies."""
        return Browser(self._host, self._context)

    def get(self, path: str, headers: dict[str, str] | None = None) -> Answer:
        return self._ask("GET", path, headers=headers)

    def post(self, path: str, data: dict) -> Answer:
        return self._ask("POST", path, urllib.parse.urlencode(data, doseq=True))

    def _ask(
        self,
        method: str,
        path: str,
        body: str | None = None,
        headers: dict[str, str] | None = None,
    ) -> Answer:
        if self._context:
            connection = http.client.HTTPSConnection(self._host, context=self._context, timeout=60)
        else:
            connection = http.client.HTTPConnection(self._host, timeout=60)
        cookies = "; ".join(f"{name}={one}" for name, one in self.cookies.items())
        headers = {"Cookie": cookies, **(headers or {})}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request(method, path, body, headers)
            scheme = "https" if self._context else "http"
            answer = Answer(path, f"{scheme}://{self._host}", connection.getresponse())
        finally:
            connection.close()
        for line in answer.headers.getlist("Set-Cookie"):
            for name, one in SimpleCookie(line).items():
                self.cookies[name] = one.value
        return answer
