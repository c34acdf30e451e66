# shellcheck shell=bash
# One operator at a time. The lock is the kernel's: it ends with this process, and that ends with its input, or when
# that is silent. What changes the host holds a second one while it works: it goes on to its end when its operator is gone.

readonly silence_seconds=60
readonly lock_file=/run/sdp-deploy.lock work_file=/run/sdp-deploy.work

hold_lock() {
  exec 9>>"$lock_file"
  if ! flock -n 9; then
    die "$(cat "$lock_file") deploys here at the moment. Try again when that is done."
  fi
  (is_idle) || die 'What was begun by a run that was broken off is still going on here. Try again when it has ended.'
  echo "$1, since $(date -u +%FT%TZ)," >"$lock_file"
  echo locked
  while read -r -t "$silence_seconds" _; do :; done
}

is_idle() {
  exec 8>>"$work_file"
  flock -n 8
}

# Until this process ends.
begin_work() {
  exec 8>>"$work_file"
  flock -w 10 8 || die 'Something else changes this host at the moment. Try again when that is done.'
}
