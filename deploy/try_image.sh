#!/bin/sh
# Runs the server in the root filesystem of the image as a container would: as its user, without
# rights, nothing writable but /tmp and /dev/shm, no network but its own; and walks the quiz there.
set -eu
root=$1

if [ "${2:-}" != inside ]; then
  exec unshare --mount --pid --net --ipc --uts --fork --kill-child "$0" "$root" inside
fi

mount --bind "$root" "$root"
mount -t proc -o nosuid,nodev,noexec proc "$root/proc"
mount -t tmpfs -o mode=755,nosuid,noexec,size=64k tmpfs "$root/dev"
for device in null zero full random urandom; do
  touch "$root/dev/$device"
  mount --bind "/dev/$device" "$root/dev/$device"
done
mkdir "$root/dev/shm"
mount -t tmpfs -o nosuid,nodev,noexec,size=64m tmpfs "$root/dev/shm"
mount -t tmpfs -o nosuid,nodev,noexec,size=256m tmpfs "$root/tmp"
mount -o remount,bind,ro "$root"
ip link set lo up

umask 077

# SIGINT is what stops the container, but a shell keeps it from what it starts in the background.
in_image="chroot $root /usr/bin/env --ignore-environment --default-signal=INT --chdir=/srv/kamquiz
  PATH=/usr/bin:/bin PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
  KAMQUIZ_DATABASE_URL=sqlite:////tmp/kamquiz.sqlite KAMQUIZ_SECRET_KEY=only-to-try-the-image
  KAMQUIZ_BACKUP_KEY=only-to-try-the-image-and-nothing-else
  setpriv --reuid=10001 --regid=10001 --clear-groups --no-new-privs --inh-caps=-all --bounding-set=-all"

$in_image .venv/bin/flask serve --host 0.0.0.0 --port 8000 >"$root/dev/shm/log" 2>&1 &
server=$!
failed() {
  cat "$root/dev/shm/log" >&2
  echo "the image does not work: $1" >&2
  exit 1
}

ready='import urllib.request as r; r.urlopen("http://127.0.0.1:8000/readyz", timeout=4)'
tries=0
until $in_image .venv/bin/python -c "$ready" 2>/dev/null; do
  tries=$((tries + 1))
  [ "$tries" -lt 60 ] && kill -0 "$server" 2>/dev/null || failed "not ready"
  sleep 1
done
$in_image .venv/bin/flask smoke http://127.0.0.1:8000 || failed "smoke"

# What comes with libraries of its own: Polish grammar, PDF, sealing.
set +e
echo "Szukamy: Handlowiec. Oferujemy owocowe czwartki." |
  $in_image .venv/bin/flask job check - --lang pl >"$root/dev/shm/findings"
[ $? -le 1 ] && grep -q '"quote"' "$root/dev/shm/findings" || failed "a job ad is checked"
$in_image .venv/bin/flask job draft --format pdf -o /tmp/job.pdf || failed "a job description as PDF"
$in_image sh -c 'rm -f /tmp/out; .venv/bin/flask backup /tmp/out >&2 && cat /tmp/out && rm /tmp/out' \
  >"$root/dev/shm/backup" || failed "a backup"
$in_image env KAMQUIZ_DATABASE_URL=sqlite:////tmp/restored.sqlite \
  sh -c 'cat > /tmp/in && .venv/bin/flask restore /tmp/in --verify' \
  <"$root/dev/shm/backup" || failed "a restore"
$in_image sh -c 'touch /srv/kamquiz/probe' 2>/dev/null && failed "the program can be written to"
$in_image sh -c 'ls .venv/bin/pip' >/dev/null 2>&1 && failed "pip is in it"
set -e

kill -INT "$server"
wait "$server" || failed "it stops with status $?"
echo "stopped by SIGINT with status 0"
