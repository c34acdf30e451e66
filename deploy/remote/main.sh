# shellcheck shell=bash
# What may be asked for from outside; the last line of the script that is sent calls it.

main() {
  local verb=$1
  shift
  case $verb in
    hold_lock) "$verb" "$@" ;;
    tell_facts) "$verb" "$@" </dev/null ;;
    unpack | activate_service | activate_admin | go_back | remove_old_releases)
      # Who listened may be gone, by Ctrl-C or a lost connection: the way back is gone to its end nevertheless.
      trap : PIPE HUP INT TERM
      begin_work
      "$verb" "$@" </dev/null
      ;;
    *) die "There is nothing to do called $verb." ;;
  esac
}
