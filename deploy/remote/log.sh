# shellcheck shell=bash disable=SC2034 # what is set here is used by the others
# Everything in this folder is sent to a host and run there as root, by one bash that reads it from standard input.
set -uo pipefail
export LC_ALL=C
umask 022

readonly base=/opt/sdp
readonly settings_dir=/etc/sdp
# Exit code: the release before serves again.
readonly went_back=9

say() { printf '%s\n' "$*" >&2; }
die() { say "$*"; exit 1; }
