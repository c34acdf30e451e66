# shellcheck shell=bash disable=SC2154 # components are deploy.sh's
# The inventory: one host a line. Every mistake is told with its line, all of them at once.

hosts=()              # names, in the order of the file
declare -A host_of=() # "<name> <field>" → value; fields: address, user, roles, line and the options

readonly host_options=' name port password sudo-password identity settings site server-name certificate certificate-key https-port '

read_inventory() {
  local file=$1 number=0 line
  [[ -r $file ]] || misuse "There is no inventory $file. deploy/inventory.example shows one."
  inventory_mistakes=''
  while IFS= read -r line || [[ -n $line ]]; do
    number=$((number + 1))
    line=${line%$'\r'}
    [[ $line =~ ^[[:space:]]*(#|$) ]] || read_host "$number" "$line"
  done <"$file"
  ((${#hosts[@]} > 0)) || [[ -n $inventory_mistakes ]] || mistake 0 'it names no host.'
  check_roles
  [[ -z $inventory_mistakes ]] || misuse "$file cannot be used:$inventory_mistakes"
}

mistake() {
  inventory_mistakes+=$'\n'"  line $1: $2"
}

read_host() {
  local number=$1 address user roles options name
  read -r address user roles options <<<"$2"
  if [[ -z $roles ]]; then
    mistake "$number" 'a host is "address user role[,role…]", then options.'
    return
  fi
  [[ $address =~ ^[A-Za-z0-9][A-Za-z0-9.:_-]*$ ]] || mistake "$number" "\"$address\" is no host name or IP."
  [[ $user =~ ^[a-z_][a-z0-9_-]*$ ]] || mistake "$number" "\"$user\" is no user name."
  name=$address
  [[ " $options " =~ \ name=([A-Za-z0-9][A-Za-z0-9._-]*)\  ]] && name=${BASH_REMATCH[1]}
  if [[ -n ${host_of["$name line"]:-} ]]; then
    mistake "$number" "$name is there already, in line ${host_of["$name line"]}."
    return
  fi
  hosts+=("$name")
  host_of["$name line"]=$number
  host_of["$name address"]=$address
  host_of["$name user"]=$user
  host_of["$name roles"]=${roles//,/ }
  read_host_options "$number" "$name" "$options"
}

read_host_options() {
  local number=$1 name=$2 option key value
  local -a given
  read -ra given <<<"$3"
  for option in "${given[@]}"; do
    [[ $option != '#'* ]] || break
    key=${option%%=*} value=${option#*=}
    if [[ $option != *=* || -z $value || $host_options != *" $key "* ]]; then
      mistake "$number" "\"$option\" is no option; they are$host_options(as name=value)."
    elif [[ -n ${host_of["$name $key"]:-} ]]; then
      mistake "$number" "$key is set twice."
    else
      check_option "$number" "$key" "$value"
      host_of["$name $key"]=$value
    fi
  done
}

check_option() {
  case $2 in
    name) [[ $3 =~ ^[A-Za-z0-9][A-Za-z0-9._-]*$ ]] || mistake "$1" "\"$3\" is no name for a host." ;;
    port | https-port) [[ $3 =~ ^[1-9][0-9]{0,4}$ && $3 -lt 65536 ]] || mistake "$1" "$2 \"$3\" is no port." ;;
    password | sudo-password) check_variable "$1" "$2" "$3" ;;
    site | certificate | certificate-key) [[ $3 =~ ^/[A-Za-z0-9._/@+-]+$ ]] || mistake "$1" "$2 must be a plain absolute path." ;;
    server-name) [[ $3 =~ ^[A-Za-z0-9*_][A-Za-z0-9._*-]*$ ]] || mistake "$1" "\"$3\" is no server name." ;;
  esac
}

# It names a variable, so that the inventory can be shown to anybody. The text is not repeated: it may be the password.
check_variable() {
  if [[ ! $3 =~ ^[A-Z][A-Z0-9_]*$ ]]; then
    mistake "$1" "$2 takes the NAME of an environment variable, as SDP_MICRO_PASS, never the password itself."
  elif [[ -z ${!3:-} ]]; then
    mistake "$1" "$2: the environment variable $3 is not set."
  fi
}

check_roles() {
  local name role planes=0
  for name in "${hosts[@]}"; do
    local number=${host_of["$name line"]} seen=' '
    for role in ${host_of["$name roles"]}; do
      [[ " ${components[*]} " == *" $role "* ]] || mistake "$number" "there is no role \"$role\"; roles are: ${components[*]}."
      [[ $seen != *" $role "* ]] || mistake "$number" "the role $role is there twice."
      seen+="$role "
      [[ $role != control-plane ]] || planes=$((planes + 1))
    done
    [[ $seen == *' admin '* || -z ${host_of["$name site"]:-} ]] || mistake "$number" 'site is for the role admin.'
    [[ $seen != *' admin '* || -n ${host_of["$name site"]:-} ]] || mistake "$number" 'the role admin needs site=FILE.'
    [[ ${host_of["$name certificate"]:+given} == "${host_of["$name certificate-key"]:+given}" ]] ||
      mistake "$number" 'certificate and certificate-key belong together.'
  done
  ((planes <= 1)) || mistake 0 'there are two control planes; an installation has one.'
}

has_role() {
  [[ " ${host_of["$1 roles"]} " == *" $2 "* ]]
}
