# shellcheck shell=bash disable=SC2154 # log.sh sets what is shared
# What is on this host. Reads only.

tell_facts() {
  local component
  echo "fact arch $(uname -m)"
  echo "fact glibc $(getconf GNU_LIBC_VERSION 2>/dev/null | awk '{ print $2 }' || true)"
  echo "fact systemd $(yes_if test -d /run/systemd/system)"
  echo "fact docker $(yes_if test -S /run/docker.sock -o -S /var/run/docker.sock)"
  echo "fact nginx $(yes_if command -v nginx)"
  echo "fact free:/opt $(free_megabytes /opt)"
  echo "fact free:/var/tmp $(free_megabytes /var/tmp)"
  for component in "$@"; do tell_component "$component"; done
}

yes_if() { if "$@" >/dev/null 2>&1; then echo yes; else echo no; fi; }

# 0 for a folder that is not there: its parent's room is what counts then.
free_megabytes() {
  local folder=$1
  until [[ -d $folder ]]; do folder=$(dirname "$folder"); done
  df -Pm "$folder" | awk 'NR == 2 { print $4 }'
}

tell_component() {
  local component=$1 release
  release=$(linked_release "$component" current)
  echo "fact $component.release ${release:--}"
  echo "fact $component.archive $(sum_of_release "$component" "$release")"
  echo "fact $component.previous $(linked_release "$component" previous || true)"
  echo "fact $component.releases  $(cat "$base/$component"/releases/*.sha256 2>/dev/null | tr '\n' ' ')"
  if [[ $component == admin ]]; then
    tell_site
  else
    echo "fact $component.active $(state_of "$component")"
    echo "fact $component.settings $(sum_of_file "$settings_dir/$component.env")"
    echo "fact $component.unit $(yes_if cmp -s "$(unit_in "$component" "$release")" "$(unit_of "$component")" | sed 's/yes/same/; s/no/differs/')"
  fi
}

# As systemd says, and one word more: it runs, and does not do its work. An agent may need a moment to come back.
state_of() {
  local state
  state=$(systemctl is-active "sdp-$1.service" 2>/dev/null || true)
  [[ $state != active ]] || wait_for_health "$1" 15 || state=unhealthy
  echo "${state:-inactive}"
}

sum_of_file() {
  if [[ -r $1 ]]; then sha256sum <"$1" | cut -c 1-64; else echo -; fi
}

tell_site() {
  local site='' site_sum='' inputs='' active=inactive
  read -r site site_sum inputs 2>/dev/null <"$base/admin/site" || true
  [[ -z $site || $(sum_of_file "$site") != "$site_sum" ]] || ! pgrep -x nginx >/dev/null || active=active
  echo "fact admin.active $active"
  echo "fact admin.settings ${inputs:--}"
  echo 'fact admin.unit same'
}
