# shellcheck shell=bash disable=SC2154 # hosts are the inventory's
# What happened to each component of each host, told at the end.

declare -A result_of=() # "<host> <component>" → updated | unchanged | rolled back | unreachable | refused | failed | untouched

settle() {
  result_of["$1 $2"]=$3
}

settle_host() {
  local component
  for component in ${host_of["$1 roles"]}; do
    ! is_meant "$1" "$component" || settle "$1" "$component" "$2"
  done
}

is_settled() {
  local component
  for component in ${host_of["$1 roles"]}; do
    [[ -z ${result_of["$1 $component"]:-} ]] || return 0
  done
  return 1
}

summarise() {
  local name component
  printf '\n%-24s %-16s %s\n' host component result
  for name in "${hosts[@]}"; do
    for component in "${components[@]}"; do
      [[ -z ${result_of["$name $component"]:-} ]] ||
        printf '%-24s %-16s %s\n' "$name" "$component" "${result_of["$name $component"]}"
    done
  done
}

# 0: everything is as it should be; 3: nothing was touched; 1: something did not come to its end.
exit_code() {
  local result code=0
  for result in "${result_of[@]}"; do
    case $result in
      unreachable | refused) echo 3; return ;;
      'rolled back' | failed | untouched) code=1 ;;
    esac
  done
  echo "$code"
}
