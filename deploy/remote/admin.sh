# shellcheck shell=bash disable=SC2154 # log.sh sets what is shared
# The admin: files behind the host's own nginx.

activate_admin() {
  local sum=$1 staging=$2 inputs=$3 site=$5 release before previous saved
  shift 3
  release=$(release_of_sum admin "$sum") || die 'admin: the release is not on this host.'
  before=$(linked_release admin current)
  previous=$(linked_release admin previous)
  saved=$(mktemp)
  cp -p "$(readlink -f "$site")" "$saved" || die "admin: $site cannot be read."

  keep_site_program "$staging"
  [[ $before == "$release" ]] || link_release admin previous "$before"
  link_release admin current "$release"
  if site_program install "$@" && admin_comes "$@"; then
    rm -f "$saved"
    echo "$site $(sum_of_file "$site") $inputs" >"$base/admin/site"
    say "admin: $release is served"
    return
  fi

  link_release admin current "$before"
  link_release admin previous "$previous"
  put_site_back "$saved" "$site"
  [[ -n $before ]] || die 'admin: there was no release before; the site is what it was.'
  say "admin: $before is served again, and the site is what it was"
  exit "$went_back"
}

# It stays on the host, so that the block can be checked and taken out without us.
keep_site_program() {
  local home=$base/admin/site-program
  rm -rf "$home.new"
  mkdir -p "$home.new"
  cp -r "$1/nginx-site.sh" "$1/nginx" "$home.new/" || die 'admin: the site program could not be kept on this host.'
  chmod -R u=rwX,go=rX "$home.new"
  rm -rf "$home" && mv "$home.new" "$home"
}

site_program() {
  bash "$base/admin/site-program/nginx-site.sh" "$@" </dev/null >&2
}

# nginx answers with the page of this release. It may take a moment to load.
admin_comes() {
  local address try
  address=$(bash "$base/admin/site-program/nginx-site.sh" url "$@" </dev/null) || return 1
  for ((try = 0; try < 50; try++)); do
    ! fetch "$address" | cmp -s - "$base/admin/current/browser/index.html" || return 0
    sleep 0.2
  done
  say "admin: $address does not answer with the page of this release"
  return 1
}

# "http://127.0.0.1:80/ sdp.example.com": by its name also where TLS is concerned, since nginx chooses the server by it.
fetch() {
  local url=${1% *} name=${1#* } node scheme address
  scheme=${url%%://*} address=${url#*://}
  address=${address%/}
  if command -v curl >/dev/null; then
    curl --silent --insecure --max-time 5 --noproxy '*' --connect-to "::$address" "$scheme://$name:${address##*:}/"
  elif node=$(compgen -G "$base/*/current/bin/node" | head -n 1) && [[ -n $node ]]; then
    NODE_TLS_REJECT_UNAUTHORIZED=0 NODE_NO_WARNINGS=1 "$node" -e '
      const [url, host] = process.argv.slice(1);
      const { get } = require(url.startsWith("https") ? "https" : "http");
      const servername = require("net").isIP(host) ? "" : host;
      get(url, { headers: { host }, servername, timeout: 5000 }, (answer) => answer.pipe(process.stdout)).on("error", () => {});' "$url" "$name"
  else
    die 'admin: this host has neither curl nor a service of ours, so nobody can look whether the page comes. Install curl.'
  fi
}

put_site_back() {
  local site beside
  site=$(readlink -f "$2")
  ! cmp -s "$1" "$site" || { rm -f "$1"; return 0; }
  beside=$(mktemp "$(dirname "$site")/.sdp-site.XXXXXX")
  cp -p "$1" "$beside" && mv -f "$beside" "$site"
  rm -f "$1"
  nginx -t 2>/dev/null && systemctl reload nginx
}
