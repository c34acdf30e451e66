# shellcheck shell=bash disable=SC2154 # log.sh sets what is shared
# Exchanging the release of a service, and going back when it does not get healthy.

activate_service() {
  local component=$1 sum=$2 staging=$3 health=$4 drain=$5 release
  release=$(release_of_sum "$component" "$sum") || die "$component: the release is not on this host."
  make_users "$component" "$release" || die "$component: its users could not be made."
  put_settings "$component" "$staging" || die "$component: its settings could not be written."
  exchange_release "$component" "$release" "$health" "$drain"
  rm -f "$settings_dir/$component.env.before"
}

go_back() {
  local component=$1 release
  release=$(linked_release "$component" previous)
  [[ -n $release && -d $base/$component/releases/$release ]] || die "$component: there is no release before this one."
  if [[ $component == admin ]]; then
    link_release admin previous "$(linked_release admin current)"
    link_release admin current "$release"
  else
    exchange_release "$component" "$release" "$2" "$3"
  fi
}

exchange_release() {
  local component=$1 release=$2 health=$3 drain=$4 before previous begun
  begun=$(date +%s)
  before=$(linked_release "$component" current)
  previous=$(linked_release "$component" previous)
  if start_release "$component" "$release" "$health" "$drain"; then
    [[ $before == "$release" ]] || link_release "$component" previous "$before"
    say "$component: $release is healthy"
    put_timers "$component" "$release"
    return
  fi
  say "$component: $release did not become healthy within $health s. Its last words:"
  last_words "$component"
  take_settings_back "$component"
  [[ -n $before ]] || give_up "$component"
  say "$component: going back to $before"
  [[ $component != control-plane ]] || take_database_back "$before" "$release" "$begun"
  if start_release "$component" "$before" "$health" 0; then
    link_release "$component" previous "$previous"
    say "$component: $before serves again"
    exit "$went_back"
  fi
  last_words "$component"
  die "$component: $before did not become healthy either. journalctl -u sdp-$component says more."
}

# A control plane copies its database before it changes how that is built. One that failed after that has left a database
# that the one before cannot read: the copy is put back, and what is there goes beside it.
take_database_back() {
  local before=$1 failed=$2 begun=$3 data copy release
  data=$(sed -n "s/^SDP_DATA_DIR=//p" "$settings_dir/control-plane.env" 2>/dev/null | tail -n 1 | tr -d "\"'")
  data=${data:-/var/lib/sdp/control-plane}
  copy=$(find "$data/upgrade-backups" -name '*.sqlite' -newermt "@$begun" 2>/dev/null | sort | head -n 1)
  [[ -n $copy ]] || return 0
  say "control-plane: $failed has changed the database; the copy from before is put back"
  systemctl stop sdp-control-plane.service
  for release in "$before" "$failed"; do
    ! runuser -u sdp-control -- "$base/control-plane/releases/$release/bin/sdp-admin" restore "$copy" --replace --data-dir "$data" >&2 || return 0
  done
  say "control-plane: the copy $copy could not be put back, see above"
}

# Units that run by the clock, beside the service's own. One that an operator has switched off stays off.
put_timers() {
  local component=$1 folder timer is_new
  folder=$(dirname "$(unit_in "$component" "$2")")
  for timer in "$folder"/*.timer; do
    [[ -e $timer ]] || continue
    is_new=yes
    [[ ! -e $units_dir/${timer##*/} ]] || is_new=no
    install -m 0644 "${timer%.timer}.service" "$timer" "$units_dir/" && systemctl daemon-reload
    [[ $is_new == no ]] || systemctl enable --quiet --now "${timer##*/}" || say "$component: ${timer##*/} could not be switched on"
  done
}

# There is nothing to go back to: what was not there before is not there afterwards.
give_up() {
  systemctl disable --now "sdp-$1.service" >/dev/null 2>&1
  rm -f "$(unit_of "$1")" "$base/$1/current"
  systemctl daemon-reload
  die "$1: there was no release before, so the service is off again."
}

start_release() {
  local component=$1 release=$2 health=$3 drain=$4 unit=sdp-$1.service
  put_unit "$component" "$release" || return 1
  link_release "$component" current "$release" || return 1
  systemctl enable --quiet "$unit" 2>/dev/null
  systemctl reset-failed "$unit" 2>/dev/null
  end_work "$component" "$drain"
  # Whoever restarted it meanwhile: this is the process that counts.
  systemctl restart "$unit" 2>/dev/null
  wait_for_health "$component" "$health"
}

# An agent that is told so ends the deployments it works on, takes no new ones, and then ends itself.
end_work() {
  local component=$1 seconds=$2 unit=sdp-$1.service pid
  [[ $component == agent-* ]] || return 0
  pid=$(main_pid "$unit")
  ((pid > 0 && seconds > 0)) || return 0
  systemctl kill --kill-who=main --signal=SIGUSR2 "$unit" || return 0
  say "$component: waiting for its running deployments to end, at most $seconds s"
  local end=$((SECONDS + seconds))
  while [[ -d /proc/$pid ]] && ((SECONDS < end)); do sleep 0.2; done
  [[ ! -d /proc/$pid ]] || say "$component: a deployment still runs; it will be told as failed (agent-restarted)"
}

main_pid() { systemctl show --property MainPID --value "$1"; }

last_words() {
  journalctl --unit "sdp-$1.service" --lines 30 --no-pager --output cat 2>/dev/null | sed 's/^/  | /' >&2
}
