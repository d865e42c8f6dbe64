"""Scores our headers with the HTTP Observatory scanner, offline: make audit.

The scanner wants to meet the quiz as a reader does, by https and with plain http led
there. So a small server in front speaks both at one port, with a certificate made for
this run that the scanner is told to trust.
"""

import json
import os
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import waitress
from waitress.server import BaseWSGIServer

HERE = Path(__file__).parent
SCANNER = HERE / "node_modules" / "@mdn" / "mdn-http-observatory" / "src" / "scan.js"

#: Hosts that browsers know as https only; an install script would fetch it from the network.
#: The quiz runs on localhost here, which is on no list, so an empty one says the truth.
PRELOADED = SCANNER.parents[1] / "conf" / "hsts-preload.json"

#: The best grade begins at 100; what we promise is nearly all there is to be had.
MIN_SCORE = 140

#: A key and a certificate for this machine alone, for a day.
REQUEST = (
    "openssl req -x509 -nodes -days 1 -newkey ec -pkeyopt ec_paramgen_curve:P-256"
    " -subj /CN=localhost -addext subjectAltName=DNS:localhost"
)

#: The first byte of a client that speaks TLS.
HANDSHAKE = 0x16


def main() -> int:
    """Print each test with its worth and the score; return 1 if that is too low."""
    sys.path.insert(0, str(HERE.parent))
    from kamquiz.settings import Settings
    from kamquiz.web import create_app

    with tempfile.TemporaryDirectory() as folder:
        certificate = make_certificate(Path(folder))
        app = create_app(
            Settings(
                database_url=f"sqlite:///{folder}/quiz.sqlite",
                secret_key=os.urandom(32).hex(),
                https=True,
                proxies=1,
            )
        )
        server = waitress.create_server(app, host="127.0.0.1", port=0, ident="")
        threading.Thread(target=server.run, daemon=True).start()
        port = terminate_tls(certificate, server)
        found = scan(f"localhost:{port}", certificate)
    if "error" in found:
        print(found["error"])
        return 1
    for name, test in found["tests"].items():
        print(f"{test['scoreModifier']:>4}  {name}: {test['result']}")
    score, grade = found["scan"]["score"], found["scan"]["grade"]
    print(f"{score:>4}  {grade}")
    return 0 if score >= MIN_SCORE else 1


def scan(host: str, certificate: Path) -> dict:
    """Return what the scanner says about *host*."""
    PRELOADED.parent.mkdir(exist_ok=True)
    if not PRELOADED.exists():
        PRELOADED.write_text("{}")
    done = subprocess.run(
        ["node", str(SCANNER), host],
        env=os.environ | {"NODE_EXTRA_CA_CERTS": str(certificate)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    if not done.stdout:
        return {"error": done.stderr}
    return json.loads(done.stdout)


def make_certificate(folder: Path) -> Path:
    """Return a file with a key and a certificate for localhost, good for a day."""
    file = folder / "certificate.pem"
    subprocess.run(
        [*REQUEST.split(), "-keyout", str(folder / "key.pem"), "-out", str(folder / "public.pem")],
        check=True,
        capture_output=True,
    )
    file.write_text((folder / "key.pem").read_text() + (folder / "public.pem").read_text())
    return file


def terminate_tls(certificate: Path, server: BaseWSGIServer) -> int:
    """Speak TLS, and lead whoever speaks plain http there, at a free port; return the port."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]

    def serve() -> None:
        while True:
            client, _address = listener.accept()
            threading.Thread(target=pass_on, args=(client,), daemon=True).start()

    def pass_on(client: socket.socket) -> None:
        try:
            if client.recv(1, socket.MSG_PEEK) != bytes([HANDSHAKE]):
                client.recv(4096)
                moved = f"HTTP/1.1 301 Moved\r\nLocation: https://localhost:{port}/\r\n"
                client.sendall(f"{moved}Content-Length: 0\r\nConnection: close\r\n\r\n".encode())
                return
            secure = context.wrap_socket(client, server_side=True)
            request = secure.recv(65536)
            line, _end, rest = request.partition(b"\r\n")
            rest = rest.replace(b"Connection: keep-alive", b"Connection: close")
            inside = socket.create_connection(("127.0.0.1", server.effective_port))
            inside.sendall(line + b"\r\nX-Forwarded-Proto: https\r\n" + rest)
            while data := inside.recv(65536):
                secure.sendall(data)
            secure.close()
        except OSError:
            pass  # the scanner also looks what happens to broken connections
        finally:
            client.close()

    threading.Thread(target=serve, daemon=True).start()
    return port


if __name__ == "__main__":
    sys.exit(main())
