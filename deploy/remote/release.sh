# shellcheck shell=bash disable=SC2154 # log.sh sets what is shared
# Releases: /opt/sdp/<component>/releases/<release>/, beside each a file with the checksum of its archive, and the
# links `current` and `previous`.

# A release is found by its archive's checksum: one that was packaged again from a changed tree has the same name.
release_of_sum() {
  local file
  for file in "$base/$1"/releases/*.sha256; do
    [[ -r $file && $(<"$file") == "$2" ]] || continue
    basename "$file" .sha256
    return
  done
  return 1
}

sum_of_release() {
  local file=$base/$1/releases/$2.sha256
  if [[ -n $2 && -r $file ]]; then cat "$file"; else echo -; fi
}

linked_release() {
  local target
  target=$(readlink "$base/$1/$2" 2>/dev/null) || return 0
  basename "$target"
}

unpack() {
  local component=$1 name=$2 sum=$3 archive=$4 releases=$base/$1/releases incoming
  [[ $(sum_of_file "$archive") == "$sum" ]] || die "$(basename "$archive") arrived damaged: its checksum is not $sum. Try again."
  mkdir -p "$releases" || exit 1
  rm -rf "$releases"/.incoming.*
  [[ ! -e $releases/$name ]] || name=$name-${sum:0:6}
  incoming=$(mktemp -d "$releases/.incoming.XXXXXX") || exit 1
  if tar -xzf "$archive" --no-same-owner -C "$incoming" && is_as_manifest_says "$incoming" && runs_here "$incoming" &&
    chmod 755 "$incoming" && echo "$sum" >"$incoming.sha256" &&
    mv -T "$incoming" "$releases/$name" && mv "$incoming.sha256" "$releases/$name.sha256"; then
    rm -f "$archive"
    say "$component: $name is unpacked"
  else
    rm -rf "$incoming" "$incoming.sha256"
    die "$component: $name could not be unpacked, see above. What runs was not touched."
  fi
}

# Every file with its checksum, and no file besides. Without jq: from "files" on, all that has 64 digits is a file.
is_as_manifest_says() {
  (
    cd "$1" || exit 1
    sed -n '/"files"/,$p' manifest.json | grep -oE '"[^"]+": *"[0-9a-f]{64}"' | sed -E 's/^"(.*)": *"([0-9a-f]{64})"$/\2  \1/' >.sums
    [[ -s .sums ]] || { say 'the manifest lists no files'; exit 1; }
    sha256sum --quiet --check .sums >&2 || { say 'files differ from the manifest'; exit 1; }
    cut -c 67- .sums | sort >.listed
    rm .sums
    find . -type f ! -path ./manifest.json ! -path ./.listed -printf '%P\n' | sort | cmp -s - .listed ||
      { say 'there are files that the manifest does not list'; exit 1; }
    rm .listed
  )
}

runs_here() {
  [[ ! -e $1/bin/node ]] || "$1/bin/node" --version >/dev/null || { say 'its Node does not run on this host'; return 1; }
}

# By rename: there is no moment without a `current`.
link_release() {
  local component=$1 link=$2 release=$3
  if [[ -z $release ]]; then
    rm -f "$base/$component/$link"
  else
    ln -sfn "releases/$release" "$base/$component/.$link.new" && mv -T "$base/$component/.$link.new" "$base/$component/$link"
  fi
}

# The newest `keep`, whatever a link names, and whatever a process still runs from (the port switch outlives upgrades).
remove_old_releases() {
  local component=$1 keep=$2 releases=$base/$1/releases folder name
  local -a newest_first
  mapfile -t newest_first < <(find "$releases" -mindepth 1 -maxdepth 1 -type d ! -name '.*' -printf '%C@ %p\n' | sort -rn | cut -d ' ' -f 2-)
  for folder in "${newest_first[@]:$keep}"; do
    name=$(basename "$folder")
    [[ $name != "$(linked_release "$component" current)" && $name != "$(linked_release "$component" previous)" ]] || continue
    ! is_run_from "$folder" || continue
    rm -rf "$folder" "$folder.sha256"
    say "$component: removed the old release $name"
  done
}

is_run_from() {
  local exe
  for exe in /proc/[0-9]*/exe; do
    [[ $(readlink "$exe" 2>/dev/null) != "$1"/* ]] || return 0
  done
  return 1
}
