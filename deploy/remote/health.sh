# shellcheck shell=bash disable=SC2154 # log.sh sets what is shared
# Whether a service that was just started does its work.

wait_for_health() {
  local component=$1 end=$((SECONDS + $2)) unit=sdp-$1.service
  while ((SECONDS < end)); do
    ! is_healthy "$component" || return 0
    [[ $(systemctl is-active "$unit") != failed ]] || return 1
    # It was started again three times by systemd: it will not get better by waiting.
    (($(systemctl show --property NRestarts --value "$unit") < 3)) || return 1
    sleep 0.3
  done
  return 1
}

is_healthy() {
  local pid
  pid=$(main_pid "sdp-$1.service")
  ((pid > 0)) || return 1
  case $1 in
    control-plane) answers "$pid" ;;
    *) is_connected "$pid" ;;
  esac
}

# A setting as the process itself has it, whether it comes from a file, the unit or a drop-in.
setting_of() {
  tr '\0' '\n' <"/proc/$1/environ" 2>/dev/null | sed -n "s/^$2=//p" | tail -n 1
}

answers() {
  local host port
  host=$(setting_of "$1" SDP_HOST)
  port=$(setting_of "$1" SDP_PORT)
  case $host in '' | 0.0.0.0 | ::) host=127.0.0.1 ;; *:*) host="[$host]" ;; esac
  "$base/control-plane/current/bin/node" -e '
    const url = process.argv[1];
    const ask = async (path) => fetch(url + path, { signal: AbortSignal.timeout(3000) });
    (async () => {
      const ready = await ask("/api/health/ready");
      const { ok } = ready.status === 404 ? await ask("/api/health") : ready;
      process.exitCode = ok ? 0 : 1;
    })().catch(() => (process.exitCode = 1));' "http://$host:${port:-7300}" 2>/dev/null
}

# An agent writes down whether it is connected (libs/agent, link-mark.ts): the control plane has answered its hello.
is_connected() {
  local folder
  folder=$(setting_of "$1" SDP_DATA_DIR)
  [[ $(cat "${folder:-/nowhere}/link" 2>/dev/null) == "up $1" ]]
}
