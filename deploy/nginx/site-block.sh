# shellcheck shell=bash disable=SC2154,SC2016 # the options are nginx-site.sh's, the dollars nginx's
# Our block, filled in. What stands in double braces in the templates is a value, or lines of another template.

render_block() {
  local facts=$1 server=$2
  [[ -z $certificate ]] || fill "$(tls_listens "$facts" "$server")"
  fill "$(<"$here/nginx/site-block.conf")"
}

fill() {
  local line indent
  while IFS= read -r line; do
    indent=${line%%[![:space:]]*}
    case $line in
      *'{{headers}}') lines_of headers.conf "$indent" ;;
      *'{{compression}}') lines_of compression.conf "$indent" ;;
      *'{{redirect}}') [[ -z $certificate ]] || redirect "$indent" ;;
      *) values "$line" ;;
    esac
  done <<<"$1"
}

lines_of() {
  local line
  while IFS= read -r line; do values "$2$line"; done <"$here/nginx/$1"
}

values() {
  local text=$1
  text=${text//'{{root}}'/$root}
  text=${text//'{{previousRoot}}'/$previous_root}
  text=${text//'{{controlPlane}}'/$control_plane}
  text=${text//'{{certificate}}'/$certificate}
  text=${text//'{{key}}'/$key}
  [[ $text != *'{{gzipStatic}}'* ]] || text=${text//'{{gzipStatic}}'/$(gzip_static)}
  printf '%s\n' "$text"
}

redirect() {
  local port=''
  [[ $https_port == 443 ]] || port=:$https_port
  printf '%sif ($scheme = http) {\n%s    return 308 https://$host%s$request_uri;\n%s}\n' "$1" "$1" "$port" "$1"
}

# As the server listens already for plain HTTP: by IPv4, or by both.
tls_listens() {
  local text
  text=$(<"$here/nginx/tls.conf")
  if awk -v n="$2" '$1 == "has" && $2 == n && $4 == "listen" && $5 ~ /^\[/ { found = 1 } END { exit !found }' <<<"$1"; then
    echo "    listen [::]:$https_port ssl http2;"
  fi
  echo "${text//'{{tlsListen}}'/$https_port}"
  echo
}

# Files that were compressed beforehand are sent as they are, where this nginx can.
gzip_static() {
  if "${nginx[0]}" -V 2>&1 | grep -q http_gzip_static_module; then echo on; else echo off; fi
}
