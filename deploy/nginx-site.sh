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
nginx-site.sh url     --site FILE [options]   where the server is asked on this host: an address, and the Host to send

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

# The server's first address and name, seen from this host: "http://127.0.0.1:80/ sdp.example.com".
url_block() {
  local facts chosen listen name
  without_block "$site" >"$work/original"
  facts=$(awk -f "$here/nginx/servers.awk" "$work/original")
  chosen=$(choose_server "$site" "$facts")
  name=$(awk -v n="$chosen" '$1 == "name" && $2 == n && $3 !~ /[*~]/ && $3 != "_" { print $3; exit }' <<<"$facts")
  if [[ -n $certificate ]]; then
    echo "https://127.0.0.1:$https_port/ ${name:-localhost}"
    return
  fi
  listen=$(awk -v n="$chosen" '$1 == "has" && $2 == n && $4 == "listen" && !/unix:/ { print; exit }' <<<"$facts")
  local_address "$listen" "${name:-localhost}"
}

# From "has 1 7 listen 10.0.0.5:8443 ssl", or from nothing: then nginx listens on port 80.
local_address() {
  local words address host=127.0.0.1 port=80 scheme=http
  read -ra words <<<"$1"
  address=${words[4]:-80}
  case $address in
    \[*\]:*) port=${address##*:} host=${address%:*} ;;
    *:*) port=${address##*:} host=${address%:*} ;;
    *[!0-9]*) host=$address ;;
    *) port=$address ;;
  esac
  case $host in '*' | 0.0.0.0) host=127.0.0.1 ;; '[::]') host='[::1]' ;; esac
  [[ " $1 " != *' ssl '* ]] || scheme=https
  echo "$scheme://$host:$port/ $2"
}

main() {
  local verb=${1:-}
  case $verb in
    install | remove | check | print | url) shift ;;
    --help) usage; exit 0 ;;
    *) misuse 'The first word is install, remove, check, print or url.' ;;
  esac
  read_options "$@"
  check_options
  find_site
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  "${verb}_block"
}

main "$@"
