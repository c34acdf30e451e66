# shellcheck shell=bash disable=SC2154 # the options are nginx-site.sh's
# Exchanging a site file under a running nginx.

# The new content takes the place of the old, or nobody ever sees it.
exchange() {
  cp -p "$site" "$work/before"
  replace_site "$1"
  if ! "${nginx[@]}" -t 2>"$work/words"; then
    put_back
    cat "$work/words" >&2
    if "${nginx[@]}" -t 2>/dev/null; then
      fail "nginx refuses the site with this change, so $site is what it was."
    fi
    fail "nginx refuses its configuration, with this change and without. $site is what it was."
  fi
  reload
}

# By rename, so that nobody reads half a file. A name with a dot is in no include of nginx.
replace_site() {
  local beside
  beside=$(mktemp "$(dirname "$site")/.sdp-site.XXXXXX")
  cp -p "$site" "$beside"
  cat "$1" >"$beside"
  mv -f "$beside" "$site"
}

put_back() {
  local beside
  beside=$(mktemp "$(dirname "$site")/.sdp-site.XXXXXX")
  cp -p "$work/before" "$beside"
  mv -f "$beside" "$site"
}

reload() {
  [[ $reloads == yes ]] || return 0
  if ((${#nginx[@]} == 1)) && [[ -d /run/systemd/system ]]; then
    systemctl reload-or-restart nginx || fail 'The site is in place, and nginx did not load it: systemctl status nginx'
  elif ! "${nginx[@]}" -s reload 2>"$work/words"; then
    cat "$work/words" >&2
    echo 'nginx does not run: start it to serve the admin.' >&2
  fi
}
