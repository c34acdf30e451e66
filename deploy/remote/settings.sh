# shellcheck shell=bash disable=SC2154 # log.sh sets what is shared
# What a service needs around its release: users, settings, its unit.

group_of() {
  case $1 in control-plane) echo sdp-control ;; *) echo sdp-agent ;; esac
}

# As the release itself says (systemd/sysusers.d); again and again without harm.
make_users() {
  local file=$base/$1/releases/$2/systemd/sysusers.d/sdp-$1.conf
  install -d -m 0755 "$settings_dir" /etc/sysusers.d || return 1
  install -m 0644 "$file" /etc/sysusers.d/ || return 1
  systemd-sysusers "/etc/sysusers.d/sdp-$1.conf"
}

# Those from before stay beside, for the way back.
put_settings() {
  local component=$1 given=$2/$1.env file=$settings_dir/$1.env
  [[ -e $given ]] || return 0
  [[ ! -e $file ]] || cp -p "$file" "$file.before"
  install -m 0640 -o root -g "$(group_of "$component")" "$given" "$file.new" && mv -f "$file.new" "$file"
  rm -f "$given"
}

take_settings_back() {
  [[ ! -e $settings_dir/$1.env.before ]] || mv -f "$settings_dir/$1.env.before" "$settings_dir/$1.env"
}

readonly units_dir=/etc/systemd/system

unit_in() { echo "$base/$1/releases/$2/systemd/sdp-$1.service"; }
unit_of() { echo "$units_dir/sdp-$1.service"; }

put_unit() {
  install -m 0644 "$(unit_in "$1" "$2")" "$(unit_of "$1")" && systemctl daemon-reload
}
