#!/bin/sh
# Builds the image of deploy/Dockerfile from Debian's packages, without Docker and without any
# registry of images, and tries it: `make image`. It wants root, mmdebstrap and buildah.
# The image is kept in the folder that is named, dist/ if none is, for `docker load` or `podman load`.
set -eu
cd "$(dirname "$0")/.."
out=${1:-dist}
mkdir -p "$out"
work=$(mktemp -d)
store() { buildah --root "$work/store" --runroot "$work/run" "$@"; }
seconds() { date +%s; }
mounted=""
trap '[ -z "$mounted" ] || store umount --all >/dev/null; rm -rf "$work"' EXIT

# What debian:bookworm-slim is: the smallest Debian with apt, without manuals and translations.
# How this machine finds hosts and is called is none of the image's business.
began=$(seconds)
mmdebstrap --quiet --variant=minbase \
  --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
  --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-include=/usr/share/doc/*/copyright' \
  --customize-hook='rm -f "$1/etc/resolv.conf" "$1/etc/hostname"' \
  bookworm "$work/debian.tar"
debian=$(store from scratch)
store add --quiet "$debian" "$work/debian.tar" / >/dev/null
store commit --quiet --rm "$debian" localhost/kamquiz-base >/dev/null

# Lent to the step that fetches packages, see there.
set --
[ ! -f /etc/pip.conf ] || set -- "$@" --secret id=pip,src=/etc/pip.conf
certificates=/etc/ssl/certs/ca-certificates.crt
[ ! -f "$certificates" ] || set -- "$@" --secret "id=certificates,src=$certificates"
store build --isolation chroot --format docker --pull-never --from localhost/kamquiz-base \
  --file deploy/Dockerfile --tag kamquiz "$@" . >"$work/log" 2>&1 || {
  tail -n 30 "$work/log" >&2
  exit 1
}
built=$(seconds)

container=$(store from --pull-never localhost/kamquiz)
mounted=$(store mount "$container")
deploy/try_image.sh "$mounted"
tried=$(seconds)
rm -f "$out/kamquiz.tar"
store push --quiet localhost/kamquiz "docker-archive:$out/kamquiz.tar:kamquiz:latest"
gzip --force "$out/kamquiz.tar"
echo "built in $((built - began)) s, tried in $((tried - built)) s, $(du -sm "$mounted" | cut -f 1) MB," \
  "packed $(du -m "$out/kamquiz.tar.gz" | cut -f 1) MB: $out/kamquiz.tar.gz"
