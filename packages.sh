#!/bin/sh
# Installs the Debian packages the tests use, or those it is given, where they are missing and it may.
set -eu

missing=""
[ $# -gt 0 ] || set -- hunspell hunspell-pl hunspell-en-gb chromium chromium-headless-shell \
  libreoffice-writer-nogui poppler-utils postgresql nginx-light systemd
for package in "$@"; do
  dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q "ok installed" || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ]; then
  as_root=""
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
  as_root="sudo"
else
  echo "not installed, and no right to do it:$missing" >&2
  exit 0
fi
$as_root apt-get update -qq
DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends $missing >/dev/null
