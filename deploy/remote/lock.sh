# shellcheck shell=bash
# One operator at a time. The lock is the kernel's: it ends with this process, and that ends with its input.

hold_lock() {
  exec 9>>/run/sdp-deploy.lock
  if ! flock -n 9; then
    die "$(cat /run/sdp-deploy.lock) deploys here at the moment. Try again when that is done."
  fi
  echo "$1, since $(date -u +%FT%TZ)," >/run/sdp-deploy.lock
  echo locked
  cat >/dev/null
}
