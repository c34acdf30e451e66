#!/usr/bin/env bash
# Puts SDP's block into a site file of nginx, between two markers, and takes it out again.
# Needs bash, awk, coreutils and nginx. `nginx-site.sh --help` tells the rest.
set -euo pipefail
export LC_ALL=C

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
readonly here
# shellcheck source=deploy/nginx/site-file.sh
source "$here/nginx/site-file.sh"
# shellcheck source=deploy/nginx/site-block.sh
source "$here/nginx/site-block.sh"
# shellcheck source=deploy/nginx/nginx-control.sh
source "$here/nginx/nginx-control.sh"

usage() {
  cat <<'TEXT'
nginx-site.sh install --site FILE [options]   put SDP's block into a server of FILE, or bring it up to date
nginx-site.sh remove  --site FILE [options]   take it out: FILE is what it was before
nginx-site.sh check   --site FILE [options]   change nothing; 0: up to date, 3: install would change it
nginx-site.sh print   --site FILE [options]   what install would write

  --server-name NAME      which server of FILE, when it has several
  --root DIR              the admin's files                     /opt/sdp/admin/current/browser
  --previous-root DIR     those of the release before           /opt/sdp/admin/previous/browser
  --control-plane URL     where the control plane listens       http://127.0.0.1:7300
  --certificate FILE      serve TLS with this certificate (the whole chain) …
  --key FILE              … and its key; plain HTTP is redirected
  --https-port PORT       443
  --nginx COMMAND         nginx with its options                nginx
  --no-reload             test the configuration, and leave nginx as it runs

A site that `nginx -t` refuses is put back byte for byte. Exit code: 0 done or nothing to do, 1 refused,
2 wrong usage, 3 (check) out of date.
TEXT
}

fail() {
  printf 'nginx-site: %s\n' "$*" >&2
  exit 1
}

misuse() {
  printf 'nginx-site: %s\nTry --help.\n' "$*" >&2
  exit 2
}

site='' server_name='' certificate='' key=''
root=/opt/sdp/admin/current/browser
previous_root=/opt/sdp/admin/previous/browser
control_plane=http://127.0.0.1:7300
https_port=443
nginx=(nginx)
reloads=yes

read_options() {
  while (($# > 0)); do
    case $1 in
      --no-reload) reloads=no; shift; continue ;;
      --help) usage; exit 0 ;;
    esac
    (($# > 1)) || misuse "$1 needs a value."
    case $1 in
      --site) site=$2 ;;
      --server-name) server_name=$2 ;;
      --root) root=$2 ;;
      --previous-root) previous_root=$2 ;;
      --control-plane) control_plane=$2 ;;
      --certificate) certificate=$2 ;;
      --key) key=$2 ;;
      --https-port) https_port=$2 ;;
      --nginx) read -ra nginx <<<"$2" ;;
      *) misuse "There is no option $1." ;;
    esac
    shift 2
  done
}

# Only what cannot end a directive or a string of nginx gets into the file.
check_options() {
  local path='^/[A-Za-z0-9._/@+-]+$'
  [[ -n $site ]] || misuse '--site is missing.'
  [[ $root =~ $path ]] || misuse "--root $root is no plain absolute path."
  [[ $previous_root =~ $path ]] || misuse "--previous-root $previous_root is no plain absolute path."
  [[ $control_plane =~ ^http://(\[[0-9a-fA-F:]+\]|[A-Za-z0-9.-]+):[0-9]{1,5}$ ]] ||
    misuse "--control-plane $control_plane is not like http://127.0.0.1:7300."
  [[ $https_port =~ ^[0-9]{1,5}$ ]] || misuse "--https-port $https_port is no port."
  [[ -n $certificate && -n $key ]] || [[ -z $certificate && -z $key ]] ||
    misuse '--certificate and --key belong together.'
  [[ -z $certificate ]] || check_certificate "$path"
}

check_certificate() {
  local file
  for file in "$certificate" "$key"; do
    [[ $file =~ $1 ]] || misuse "$file is no plain absolute path."
    [[ -r $file ]] || fail "$file cannot be read."
  done
}

find_site() {
  [[ -e $site ]] || fail "There is no $site. Write a server into it first; deploy/nginx/site.example shows one."
  site=$(readlink -f "$site")
  [[ -f $site ]] || fail "$site is no file."
}

# The story: what the file was without us, what it is to be, and the exchange.
install_block() {
  without_block "$site" >"$work/original"
  with_block "$work/original" >"$work/wanted"
  if cmp -s "$site" "$work/wanted"; then
    echo "unchanged: $site"
    return
  fi
  exchange "$work/wanted"
  echo "installed: $site"
}

remove_block() {
  without_block "$site" >"$work/original"
  if cmp -s "$site" "$work/original"; then
    echo "unchanged: $site has no block of SDP"
    return
  fi
  exchange "$work/original"
  echo "removed: $site is what it was before"
}

check_block() {
  without_block "$site" >"$work/original"
  with_block "$work/original" >"$work/wanted"
  cmp -s "$site" "$work/wanted" || { echo "out of date: $site"; exit 3; }
  echo "up to date: $site"
}

print_block() {
  without_block "$site" >"$work/original"
  with_block "$work/original"
}

main() {
  local verb=${1:-}
  case $verb in
    install | remove | check | print) shift ;;
    --help) usage; exit 0 ;;
    *) misuse 'The first word is install, remove, check or print.' ;;
  esac
  read_options "$@"
  check_options
  find_site
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  "${verb}_block"
}

main "$@"
