# shellcheck shell=bash disable=SC2154,SC2029 # options are deploy.sh's, hosts are the inventory's
# Talking to a host: all commands share one connection where they can. What runs there as root is sent on standard input,
# scripts and arguments alike, so no argument list of any process has more than "bash -s".

readonly host_scripts=(log facts release settings service health admin lock main)

# ssh's words for one host into the array `ssh_words`.
ssh_to() {
  local name=$1
  ssh_words=(
    -o "ControlMaster=${sharing:-no}" -o "ControlPath=$work/%C" -o ControlPersist=60
    -o ConnectTimeout=20 -o ServerAliveInterval=5 -o ServerAliveCountMax=6
    -o "StrictHostKeyChecking=$host_keys" -o LogLevel=ERROR
    -p "${host_of["$name port"]:-22}"
  )
  [[ -z $known_hosts ]] || ssh_words+=(-o "UserKnownHostsFile=$known_hosts")
  if [[ -n ${host_of["$name password"]:-} ]]; then
    ssh_words+=(-o 'PreferredAuthentications=password,keyboard-interactive' -o NumberOfPasswordPrompts=1)
  else
    ssh_words+=(-o BatchMode=yes)
    [[ -z ${host_of["$name identity"]:-} ]] || ssh_words+=(-o IdentitiesOnly=yes -i "$(beside_inventory "${host_of["$name identity"]}")")
  fi
  ssh_words+=("${host_of["$name user"]}@${host_of["$name address"]}")
}

# ssh asks askpass.sh, and that reads the variable: no argument, no file and no terminal ever has the password.
on_host() {
  local name=$1 ssh_words
  shift
  ssh_to "$name"
  SSH_ASKPASS=$here/hosts/askpass.sh SSH_ASKPASS_REQUIRE=force DISPLAY=${DISPLAY:-none} \
    SDP_ASKPASS_VARIABLE=${host_of["$name password"]:-} ssh "${ssh_words[@]}" "$@"
}

# Runs a function of deploy/remote as root; its words (standard error) come with the host's name before them.
as_root() {
  local name=$1
  shift
  root_script "$name" "$@" | on_host "$name" "$(root_shell "$name")" 2> >(said_by "$name")
}

root_script() {
  local name=$1 script
  shift
  ! asks_for_sudo "$name" || sudo_password "$name"
  for script in "${host_scripts[@]}"; do
    cat "$here/remote/$script.sh"
  done
  printf 'main'
  printf ' %q' "$@"
  printf '\nexit\n'
}

root_shell() {
  if [[ ${host_of["$1 user"]} == root ]]; then
    echo 'bash -s'
  elif asks_for_sudo "$1"; then
    echo "sudo -k -S -p '' bash -s"
  else
    echo 'sudo -n bash -s'
  fi
}

# Whether sudo wants a password. `connect` found out: a password that nobody reads would become a line of the script.
asks_for_sudo() { [[ ${host_of["$1 asks"]:-no} == yes ]]; }

# Only sudo's own words make it a question of the password; a connection that is lost meanwhile is none.
ask_sudo() {
  local name=$1 words
  [[ ${host_of["$name user"]} != root ]] || return 0
  if words=$(once_more_if_lost on_host "$name" 'LC_ALL=C sudo -k -n true' </dev/null 2>&1); then
    host_of["$name asks"]=no
  elif [[ $words == *'password is required'* || $words == *'authentication is required'* ]]; then
    host_of["$name asks"]=yes
  else
    say "$name: sudo could not be asked: $(short_reason "$words")"
    return 1
  fi
}

# For what changes nothing on a host. ssh tells by its exit code that the connection failed and not the command: a busy
# host may let one go.
once_more_if_lost() {
  local code=0
  "$@" || code=$?
  [[ $code == 255 ]] || return "$code"
  "$@"
}

sudo_password() {
  local variable=${host_of["$1 sudo-password"]:-${host_of["$1 password"]:-}}
  printf '%s\n' "${!variable:-}"
}

said_by() {
  local line
  while IFS= read -r line; do printf '[%s] %s\n' "$1" "$line" >&2; done
}

# Signs in once, and leaves that connection for what comes after. Who finds it busy or gone signs in anew: sharing
# spares time, and nothing depends on it. Prints ssh's words when the host cannot be reached.
reach() {
  local name=$1
  sharing=yes on_host "$name" -N -f </dev/null 2>&1
}

connect() {
  local name=$1 words
  # Once more where the host may only have been slow.
  if ! words=$(reach "$name") && { is_refusal "$words" || ! words=$(reach "$name"); }; then
    say "$name: cannot be reached as ${host_of["$name user"]}@${host_of["$name address"]}: $(short_reason "$words")"
    return 1
  fi
  ask_sudo "$name" || return 1
  asks_for_sudo "$name" || return 0
  local variable=${host_of["$name sudo-password"]:-${host_of["$name password"]:-}}
  if [[ -z $variable ]]; then
    say "$name: sudo asks for a password; give the inventory sudo-password=VARIABLE for it, or allow it without one."
    return 1
  fi
  if ! words=$(once_more_if_lost try_sudo_password "$name" 2>&1); then
    say "$name: sudo does not take the password in $variable, or ${host_of["$name user"]} may not use sudo: $(short_reason "$words")"
    return 1
  fi
}

try_sudo_password() {
  sudo_password "$1" | on_host "$1" "LC_ALL=C sudo -k -S -p '' true"
}

is_refusal() { [[ $1 == *'Permission denied'* || $1 == *'Host key verification failed'* ]]; }

short_reason() {
  local reason=${1//$'\r'/}
  [[ $reason == *'Permission denied'* ]] && reason='the password or key was refused.'
  [[ $reason == *'Host key verification failed'* ]] &&
    reason='its host key is not known. Compare it with ssh-keyscan and the host itself, add it to known_hosts, or pass --accept-new-host-keys once.'
  echo "${reason##*$'\n'}"
}

disconnect() {
  local name ssh_words
  for name in "${hosts[@]}"; do
    ssh_to "$name"
    ssh -O exit "${ssh_words[@]}" >/dev/null 2>&1 || true
  done
}

# A path of the inventory is meant from the inventory's folder.
beside_inventory() {
  case $1 in
    /*) echo "$1" ;;
    *) echo "$(dirname "$inventory")/$1" ;;
  esac
}
