#!/usr/bin/env bash
# Brings the archives of `npm run package` to the hosts of an inventory, and their services to health.
# Needs bash 4.4, OpenSSH 8.4, tar, gzip and coreutils here; bash, systemd and coreutils there.
set -uo pipefail
export LC_ALL=C

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
readonly here
# In the order in which they are exchanged: agents may reach the control plane through the admin's nginx.
readonly components=(control-plane admin agent-gateway agent-micro)

# shellcheck source=deploy/hosts/inventory.sh
source "$here/hosts/inventory.sh"
# shellcheck source=deploy/hosts/connection.sh
source "$here/hosts/connection.sh"
# shellcheck source=deploy/hosts/archives.sh
source "$here/hosts/archives.sh"
# shellcheck source=deploy/hosts/summary.sh
source "$here/hosts/summary.sh"
# shellcheck source=deploy/hosts/rollout.sh
source "$here/hosts/rollout.sh"

usage() {
  cat <<'TEXT'
deploy.sh --inventory FILE [options]

  --inventory FILE        the hosts; deploy/inventory.example shows one
  --packages DIR          the archives                                        dist/packages
  --only NAME[,NAME…]     only these hosts or components
  --dry-run               say every step, and change nothing
  --status                what runs where
  --rollback              go back to the release before
  --keep N                releases kept on a host                             3
  --health-timeout SEC    how long a service may take to become healthy       60
  --drain-timeout SEC     how long an agent may take to end its deployments   960
  --accept-new-host-keys  trust the key of a host that is seen for the first time
  --known-hosts FILE      instead of ~/.ssh/known_hosts

Exit code: 0 all is as it should be, 1 something failed or went back, 2 wrong usage, 3 nothing was changed because
a host cannot be reached or is not ready.
TEXT
}

# shellcheck disable=SC2317 # called from the parts
say() { printf '%s\n' "$*" >&2; }
# shellcheck disable=SC2317
fail() { say "deploy: $*"; exit 1; }
misuse() { say "deploy: $*"; exit 2; }
# shellcheck disable=SC2317
step() { printf '[%s] %s\n' "$1" "$2"; }

# What changes something goes through here.
# shellcheck disable=SC2317
act() {
  [[ $is_dry == yes ]] || "$@"
}

inventory='' packages='' only='' verb=deploy is_dry=no host_keys=yes known_hosts=''
keep=3 health_seconds=60 drain_seconds=960
lock_processes=() lock_ends=()

read_options() {
  while (($# > 0)); do
    case $1 in
      --dry-run) is_dry=yes; shift; continue ;;
      --status) verb=show_status; shift; continue ;;
      --rollback) verb=roll_back; shift; continue ;;
      --accept-new-host-keys) host_keys=accept-new; shift; continue ;;
      --help) usage; exit 0 ;;
    esac
    (($# > 1)) || misuse "$1 is no option, or needs a value. Try --help."
    case $1 in
      --inventory) inventory=$2 ;;
      --packages) packages=$2 ;;
      --only) only=${2//,/ } ;;
      --keep) keep=$2 ;;
      --health-timeout) health_seconds=$2 ;;
      --drain-timeout) drain_seconds=$2 ;;
      --known-hosts) known_hosts=$2 ;;
      *) misuse "There is no option $1. Try --help." ;;
    esac
    shift 2
  done
  [[ -n $inventory ]] || misuse '--inventory is missing. Try --help.'
  [[ $keep =~ ^[1-9][0-9]?$ ]] || misuse '--keep takes a number from 1 to 99.'
  [[ $health_seconds =~ ^[1-9][0-9]{0,3}$ && $drain_seconds =~ ^[0-9]{1,5}$ ]] || misuse 'Timeouts are in seconds.'
  packages=${packages:-$(dirname "$here")/dist/packages}
}

# --only names hosts, components, or both: then components of those hosts.
choose() {
  local word name component
  for word in $only; do
    [[ " ${components[*]} ${hosts[*]} " == *" $word "* ]] || misuse "--only: $word is neither a host of the inventory nor a component."
  done
  meant_hosts=() wanted_components=()
  for name in "${hosts[@]}"; do
    for component in ${host_of["$name roles"]}; do
      is_meant "$name" "$component" || continue
      [[ " ${meant_hosts[*]} " == *" $name "* ]] || meant_hosts+=("$name")
      [[ " ${wanted_components[*]} " == *" $component "* ]] || wanted_components+=("$component")
    done
  done
  ((${#meant_hosts[@]} > 0)) || misuse '--only leaves nothing to do.'
}

is_meant() {
  local word any_host=no any_component=no this_host=no this_component=no
  for word in $only; do
    if [[ " ${components[*]} " == *" $word "* ]]; then
      any_component=yes
      [[ $word != "$2" ]] || this_component=yes
    else
      any_host=yes
      [[ $word != "$1" ]] || this_host=yes
    fi
  done
  [[ $any_host == "$this_host" && $any_component == "$this_component" ]]
}

# shellcheck disable=SC2317 # the trap calls it
finish() {
  drop_staging
  unlock_all
  disconnect
  rm -rf "$work"
}

main() {
  read_options "$@"
  read_inventory "$inventory"
  choose
  work=$(mktemp -d /tmp/sdp-deploy.XXXXXX)
  trap finish EXIT
  trap 'exit 130' INT TERM
  "$verb"
  [[ $verb == show_status ]] || summarise
  exit "$(exit_code)"
}

main "$@"
