# shellcheck shell=bash disable=SC2154 # the options are nginx-site.sh's
# Reading a site file, and putting text into it so that taking it out leaves every byte as it was.

readonly begin_mark='# BEGIN SDP (deploy/nginx-site.sh writes what is between these marks)'
readonly end_mark='# END SDP'
# Where the brace of the server shares its line with other words, a line end of ours goes before the mark.
readonly joined=' (with the line end before)'

# The file as it is without our block, on standard output.
without_block() {
  local facts
  facts=$(marks_of "$1")
  case $facts in
    '') cat "$1" ;;
    broken*) fail "$site:${facts#broken } Put the marks right by hand, or restore the file from a backup." ;;
    *) cut_out "$1" "$facts" ;;
  esac
}

# "<offset of the block> <offset after it>", nothing when there is none, or what is wrong with the marks.
marks_of() {
  awk -v begin="$begin_mark" -v end="$end_mark" -v joined="$joined" '
    {
      line = $0
      sub(/\r$/, "", line)
      sub(/^[ \t]+/, "", line)
      if (line == begin || line == begin joined) {
        if (begins++) wrong = wrong == "" ? NR ": a second BEGIN SDP." : wrong
        from = offset
        if (line == begin joined) from -= (previous ~ /\r$/ ? 2 : 1)
      }
      if (line == end) {
        if (ends++ >= begins) wrong = wrong == "" ? NR ": an END SDP without its BEGIN." : wrong
        to = offset + length($0) + 1
      }
      previous = $0
      offset += length($0) + 1
    }
    END {
      if (wrong == "" && begins > ends) wrong = "1: a BEGIN SDP without its END."
      if (wrong != "") print "broken " wrong
      else if (begins) print from, to
    }' "$1"
}

cut_out() {
  local from to
  read -r from to <<<"$2"
  head -c "$from" "$1"
  tail -c "+$((to + 1))" "$1"
}

# The file with our block as the last lines of the chosen server, on standard output.
with_block() {
  local facts chosen offset place ending mark=$begin_mark
  facts=$(awk -f "$here/nginx/servers.awk" "$1")
  chosen=$(choose_server "$1" "$facts")
  refuse_conflicts "$facts" "$chosen"
  read -r offset place <<<"$(awk -v n="$chosen" '$1 == "server" && $2 == n { print $4, $5 }' <<<"$facts")"
  [[ $place == own-line ]] || mark+=$joined
  ending=$(line_ending "$1")

  head -c "$offset" "$1"
  {
    [[ $place == own-line ]] || echo
    echo "    $mark"
    render_block "$facts" "$chosen"
    echo "    $end_mark"
  } | with_ending "$ending"
  tail -c "+$((offset + 1))" "$1"
}

line_ending() {
  if head -n 1 "$1" | grep -q $'\r$'; then echo crlf; else echo lf; fi
}

with_ending() {
  if [[ $1 == crlf ]]; then sed 's/$/\r/'; else cat; fi
}

# The number of the server that is meant: the only one, or the one of that name; of two the one with TLS.
choose_server() {
  local facts=$2 broken numbers
  broken=$(awk '$1 == "broken" { sub(/^broken /, ""); print; exit }' <<<"$facts")
  [[ -z $broken ]] || fail "$site:${broken/ /: } — so where a server ends cannot be told."
  numbers=$(awk -v name="$server_name" '
    $1 == "server" { found[$2] = name == "" }
    $1 == "name" && $3 == name { named[$2] = 1 }
    $1 == "has" && $4 == "listen" && / ssl( |$)/ { tls[$2] = 1 }
    END {
      for (n in found) if (found[n] || named[n]) { fits = fits " " n; if (tls[n]) secure = secure " " n }
      print name != "" && split(secure, unused, " ") == 1 ? secure : fits
    }' <<<"$facts")
  local -a chosen
  read -ra chosen <<<"$numbers"
  case ${#chosen[@]} in
    1) echo "${chosen[0]}" ;;
    0) fail "$(no_server "$facts")" ;;
    *) fail "$(several_servers "$facts")" ;;
  esac
}

no_server() {
  if [[ -n $server_name ]]; then
    echo "$site has no server of the name $server_name. $(list_servers "$1")"
  else
    echo "$site has no server { … } of its own. Name the file that has: grep -l 'server {' -r /etc/nginx"
  fi
}

several_servers() {
  echo "$site has several servers that may be meant. Say which with --server-name; a name of its own is needed. $(list_servers "$1")"
}

list_servers() {
  awk '
    $1 == "name" { names[$2] = names[$2] " " $3 }
    $1 == "server" { list = list "\n  line " $3 ":" (names[$2] == "" ? " (no server_name)" : names[$2]) }
    END { print list == "" ? "It has none." : "It has:" list }' <<<"$1"
}

# Found here with a line number, before nginx would find it.
refuse_conflicts() {
  local taken
  taken=$(awk -v n="$2" -v tls="$certificate" '
    $1 != "has" || $2 != n { next }
    $4 == "location" {
      path = $NF
      if (NF == 5 && path == "/" || path == "/api/" && (NF == 5 || $5 == "^~")) print $3 ": location " path " is taken"
    }
    tls != "" && $4 == "ssl_certificate" { print $3 ": it has a certificate already, so leave --certificate and --key out" }
  ' <<<"$1" | head -n 1)
  [[ -z $taken ]] || fail "$site:$taken. SDP needs / and /api/ of its server: take that out, or use another server."
}
