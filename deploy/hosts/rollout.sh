# shellcheck shell=bash disable=SC2154 # options are deploy.sh's, hosts are the inventory's
# From archives here to running releases there. Nothing that runs is touched before every host has been asked, has
# room, and holds what it needs, checked.

declare -A fact_of=()   # "<host> <fact>" → value, as deploy/remote/facts.sh tells them
declare -A staging_of=() # "<host>" → its folder for what is uploaded

deploy() {
  local name
  read_archives "${wanted_components[@]}"
  ask_all || return 0
  check_all || return 0
  if is_nothing_to_do; then
    say 'Everything is up to date.'
    return
  fi
  stage_all || return 0
  activate_all
  tidy_all
}

# --- asking -----------------------------------------------------------------------------------------------------

# What is there counts from when nobody else can change it.
ask_all() {
  reach_each || { leave_untouched; return 1; }
  [[ $is_dry == yes ]] || lock_all
  look_each || leave_untouched
}

reach_each() {
  local name all=yes
  for name in "${meant_hosts[@]}"; do
    step "$name" 'connect'
    connect "$name" || { settle_host "$name" unreachable; all=no; }
  done
  [[ $all == yes ]]
}

look_each() {
  local name all=yes
  for name in "${meant_hosts[@]}"; do
    ! is_settled "$name" || continue
    step "$name" 'ask what is there'
    read_facts "$name" || { settle_host "$name" refused; all=no; }
  done
  [[ $all == yes ]]
}

# One host that is not ready keeps all others as they are: half an upgrade is worse than none.
leave_untouched() {
  local name component
  for name in "${meant_hosts[@]}"; do
    for component in ${host_of["$name roles"]}; do
      ! is_meant "$name" "$component" || [[ -n ${result_of["$name $component"]:-} ]] || settle "$name" "$component" untouched
    done
  done
  say 'Nothing was changed on any host. To go on without a host: --only the others.'
  return 1
}

read_facts() {
  local name=$1 facts kind key value
  # shellcheck disable=SC2086 # roles are words
  facts=$(once_more_if_lost as_root "$name" tell_facts ${host_of["$name roles"]}) || return 1
  while read -r kind key value; do
    [[ $kind != fact ]] || fact_of["$name $key"]=$value
  done <<<"$facts"
}

check_all() {
  local name all=yes
  for name in "${meant_hosts[@]}"; do
    if ! check_host "$name"; then
      settle_host "$name" refused
      all=no
    fi
  done
  [[ $all == yes ]] || leave_untouched
}

check_host() {
  local name=$1 component good=yes
  require "$name" "$([[ ${fact_of["$name arch"]} == x86_64 ]] && echo yes)" "its architecture is ${fact_of["$name arch"]}; the archives are for x86_64." || good=no
  require "$name" "$(is_at_least "${fact_of["$name glibc"]}" 2.34 && echo yes)" "its C library is ${fact_of["$name glibc"]}; Node needs glibc 2.34 or newer (Debian 12, Ubuntu 22.04, RHEL 9)." || good=no
  require "$name" "${fact_of["$name systemd"]}" 'systemd does not run there, and the services are its units.' || good=no
  local folder=${host_of["$name settings"]:-}
  require "$name" "$([[ -z $folder || -d $(beside_inventory "$folder") ]] && echo yes)" \
    "there is no folder $(beside_inventory "$folder"), which settings= names." || good=no
  for component in ${host_of["$name roles"]}; do
    ! is_meant "$name" "$component" || check_component "$name" "$component" || good=no
  done
  [[ $good == no ]] || check_room "$name" || good=no
  [[ $good == yes ]]
}

require() {
  [[ $2 == yes ]] || { say "$1: $3"; return 1; }
}

check_component() {
  local name=$1 component=$2 good=yes file
  if [[ $component == admin ]]; then
    require "$name" "${fact_of["$name nginx"]}" 'nginx is not installed, and the admin needs it.' || good=no
    file=${host_of["$name site"]}
    require "$name" "${fact_of["$name site:$file"]:-yes}" "there is no $file." || good=no
  elif [[ -z $(settings_file "$name" "$component") ]]; then
    require "$name" "$([[ ${fact_of["$name $component.settings"]} != - ]] && echo yes)" \
      "there is no /etc/sdp/$component.env. Write it there, or into the folder of settings= here." || good=no
  else
    file=$(settings_file "$name" "$component")
    require "$name" "$([[ -r $file ]] && echo yes)" "$file cannot be read by $(whoami)." || good=no
  fi
  case $component in
    agent-*) require "$name" "${fact_of["$name docker"]}" 'there is no Docker engine (no /run/docker.sock), and agents need one.' || good=no ;;
  esac
  [[ $good == yes ]]
}

check_room() {
  local name=$1 component needed=64 largest=0 size
  for component in $(changed_components "$name"); do
    size=${archive_of["$component megabytes"]}
    needed=$((needed + size))
    ((size <= largest)) || largest=$size
  done
  require "$name" "$( ((${fact_of["$name free:/opt"]} >= needed)) && echo yes)" \
    "/opt has ${fact_of["$name free:/opt"]} MiB left, and $needed are needed. Remove something, or keep fewer releases (--keep)." || return 1
  require "$name" "$( ((${fact_of["$name free:/var/tmp"]} >= largest + 64)) && echo yes)" \
    "/var/tmp has ${fact_of["$name free:/var/tmp"]} MiB left, and $((largest + 64)) are needed for the uploads."
}

is_at_least() {
  [[ $(printf '%s\n' "$2" "$1" | sort -V | head -n 1) == "$2" ]]
}

# --- what differs -----------------------------------------------------------------------------------------------

is_nothing_to_do() {
  local name component nothing=0
  for name in "${meant_hosts[@]}"; do
    for component in ${host_of["$name roles"]}; do
      if is_meant "$name" "$component"; then
        if is_changed "$name" "$component"; then nothing=1; else settle "$name" "$component" unchanged; fi
      fi
    done
  done
  return "$nothing"
}

changed_components() {
  local component
  for component in ${host_of["$1 roles"]}; do
    ! is_meant "$1" "$component" || ! is_changed "$1" "$component" || echo "$component"
  done
}

is_changed() {
  local name=$1 component=$2
  [[ ${fact_of["$name $component.archive"]} == "${archive_of["$component sha256"]}" ]] || return 0
  [[ ${fact_of["$name $component.active"]} == active ]] || return 0
  [[ ${fact_of["$name $component.unit"]} == same ]] || return 0
  local ours
  ours=$(input_sum "$name" "$component")
  [[ -z $ours || ${fact_of["$name $component.settings"]} == "$ours" ]] || return 0
  return 1
}

# What a component is started with besides its release: its settings, or for the admin the site's options and templates.
input_sum() {
  if [[ $2 == admin ]]; then
    { site_words "$1"; cat "$here/nginx-site.sh" "$here"/nginx/*.{sh,conf,awk}; } | sha256sum | cut -c 1-64
  else
    local file
    file=$(settings_file "$1" "$2")
    [[ -z $file ]] || sha256sum <"$file" | cut -c 1-64
  fi
}

# The file with its settings, when there is one here; without one those on the host count.
settings_file() {
  local folder=${host_of["$1 settings"]:-} file
  [[ -n $folder ]] || return 0
  file=$(beside_inventory "$folder")/$2.env
  [[ ! -e $file ]] || echo "$file"
}

site_words() {
  local option
  printf -- '--site %s' "${host_of["$1 site"]}"
  for option in server-name certificate https-port; do
    [[ -z ${host_of["$1 $option"]:-} ]] || printf -- ' --%s %s' "$option" "${host_of["$1 $option"]}"
  done
  [[ -z ${host_of["$1 certificate-key"]:-} ]] || printf -- ' --key %s' "${host_of["$1 certificate-key"]}"
  echo
}

# --- bringing ---------------------------------------------------------------------------------------------------

# Everything is on every host, unpacked and checked, before the first service is restarted.
stage_all() {
  local name component
  for name in "${meant_hosts[@]}"; do
    for component in $(changed_components "$name"); do
      if ! stage "$name" "$component"; then
        settle "$name" "$component" failed
        drop_staging
        leave_untouched
        return 1
      fi
    done
  done
}

stage() {
  local name=$1 component=$2 file=${archive_of["$2 file"]} settings
  local release=${archive_of["$component release"]} sum=${archive_of["$component sha256"]}
  open_staging "$name" || return 1
  if [[ " ${fact_of["$name $component.releases"]} " == *" $sum "* ]]; then
    step "$name" "$component $release is there already"
  else
    step "$name" "upload $(basename "$file"), compare its checksum, unpack it, compare every file with the manifest"
    act send "$name" "$file" "$component.tar.gz" || return 1
    act as_root "$name" unpack "$component" "$release" "$sum" "${staging_of["$name"]}/$component.tar.gz" || return 1
  fi
  settings=$(settings_file "$name" "$component")
  if [[ -n $settings ]]; then
    step "$name" "upload the settings of $component"
    act send "$name" "$settings" "$component.env" || return 1
  fi
  if [[ $component == admin ]]; then
    step "$name" 'upload the templates of the nginx site'
    act send_site_program "$name" || return 1
  fi
}

open_staging() {
  [[ -z ${staging_of["$1"]:-} ]] || return 0
  if [[ $is_dry == yes ]]; then
    staging_of["$1"]=/var/tmp/sdp-deploy.dry
    return
  fi
  staging_of["$1"]=$(on_host "$1" 'umask 077 && mktemp -d /var/tmp/sdp-deploy.XXXXXXXX' </dev/null)
  [[ ${staging_of["$1"]} =~ ^/var/tmp/sdp-deploy\.[A-Za-z0-9]+$ ]] || { say "$1: no folder could be made in /var/tmp."; return 1; }
}

send() {
  on_host "$1" "umask 077 && cat >'${staging_of["$1"]}/$3'" <"$2"
}

send_site_program() {
  tar -C "$here" -cf - nginx-site.sh nginx | on_host "$1" "umask 077 && tar -xf - -C '${staging_of["$1"]}'"
}

drop_staging() {
  local name
  [[ $is_dry == no ]] || return 0
  for name in "${!staging_of[@]}"; do
    on_host "$name" "rm -rf '${staging_of["$name"]}'" </dev/null 2>/dev/null || true
  done
}

# --- exchanging -------------------------------------------------------------------------------------------------

# The control plane first: it understands agents of the version before, and not always the other way round.
activate_all() {
  local component name
  for component in "${components[@]}"; do
    for name in "${meant_hosts[@]}"; do
      [[ " $(changed_components "$name" | tr '\n' ' ')" == *" $component "* ]] || continue
      if is_blocked "$component"; then
        say "$name: $component stays as it is, since the control plane could not be upgraded."
        settle "$name" "$component" untouched
      else
        activate "$name" "$component"
      fi
    done
  done
}

is_blocked() {
  local name
  [[ $1 != control-plane ]] || return 1
  for name in "${meant_hosts[@]}"; do
    case ${result_of["$name control-plane"]:-} in 'rolled back' | failed) return 0 ;; esac
  done
  return 1
}

activate() {
  local name=$1 component=$2 release=${archive_of["$2 release"]} sum=${archive_of["$2 sha256"]} code=0
  local staging=${staging_of["$name"]}
  if [[ $component == admin ]]; then
    step "$name" "admin: switch to $release, put the block into ${host_of["$name site"]}, nginx -t, reload, fetch the page; go back if it does not come"
    # shellcheck disable=SC2046 # words, each without spaces
    act as_root "$name" activate_admin "$sum" "$staging" "$(input_sum "$name" admin)" $(site_words "$name") || code=$?
  else
    step "$name" "$component: switch to $release, restart (an agent ends its deployments first), wait until it is healthy; go back if it does not get so"
    act as_root "$name" activate_service "$component" "$sum" "$staging" "$health_seconds" "$drain_seconds" || code=$?
  fi
  settle "$name" "$component" "$(result_from "$code")"
}

result_from() {
  case $1 in
    0) if [[ $is_dry == yes ]]; then echo 'would be updated'; else echo updated; fi ;;
    9) echo 'rolled back' ;;
    *) echo failed ;;
  esac
}

tidy_all() {
  local name component
  for name in "${meant_hosts[@]}"; do
    for component in $(changed_components "$name"); do
      step "$name" "keep the last $keep releases of $component, remove older ones"
      act as_root "$name" remove_old_releases "$component" "$keep" || true
    done
  done
}

# --- going back, looking ----------------------------------------------------------------------------------------

roll_back() {
  local name component code
  ask_all || return 0
  for component in "${components[@]}"; do
    for name in "${meant_hosts[@]}"; do
      has_role "$name" "$component" || continue
      is_meant "$name" "$component" || continue
      code=0
      step "$name" "$component: switch to the release before, ${fact_of["$name $component.previous"]}"
      act as_root "$name" go_back "$component" "$health_seconds" "$drain_seconds" || code=$?
      settle "$name" "$component" "$(result_from "$code")"
    done
  done
}

show_status() {
  local name component state
  reach_each || true
  look_each || true
  printf '%-24s %-16s %-12s %-28s %s\n' host component state release before
  for name in "${meant_hosts[@]}"; do
    for component in ${host_of["$name roles"]}; do
      is_meant "$name" "$component" || continue
      state=${result_of["$name $component"]:-${fact_of["$name $component.active"]:-}}
      printf '%-24s %-16s %-12s %-28s %s\n' "$name" "$component" "$state" \
        "${fact_of["$name $component.release"]:--}" "${fact_of["$name $component.previous"]:--}"
    done
  done
}

# --- one operator at a time -------------------------------------------------------------------------------------

# A process on the host holds the lock for as long as this end of its input is open: until we end, however we end.
lock_all() {
  local name
  for name in "${meant_hosts[@]}"; do
    mkfifo "$work/lock-$name"
    { root_script "$name" hold_lock "$(whoami)@$(uname -n)"; keep_awake "$work/lock-$name"; } |
      on_host "$name" "$(root_shell "$name")" >"$work/locked-$name" 2>"$work/refused-$name" &
    lock_processes+=($!)
    exec {lock_end}>"$work/lock-$name"
    lock_ends+=("$lock_end")
    until [[ -s $work/locked-$name ]] || ! kill -0 "${lock_processes[-1]}" 2>/dev/null; do sleep 0.05; done
    [[ $(<"$work/locked-$name") == locked ]] || fail "$name: $(tail -n 1 "$work/refused-$name")"
  done
}

# A line every few seconds until the other end is closed: a laptop that is gone is silent, and says no farewell.
keep_awake() {
  local from
  exec {from}<"$1"
  until read -r -t 10 -u "$from" _; do
    # Beyond 128: nothing came in time.
    (($? > 128)) || break
    echo || break
  done
}

unlock_all() {
  local end
  for end in "${lock_ends[@]}"; do exec {end}>&-; done
  [[ ${#lock_processes[@]} == 0 ]] || wait "${lock_processes[@]}" 2>/dev/null || true
}
