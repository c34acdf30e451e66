# shellcheck shell=bash disable=SC2154,SC2034 # options are deploy.sh's, archives rollout.sh's
# The archives that `npm run package` made.

declare -A archive_of=() # "<component> <field>" → value; fields: file, sha256, version, release, megabytes

read_archives() {
  local component
  for component in "$@"; do read_archive "$component"; done
}

read_archive() {
  local component=$1 file sha256 manifest version commit
  local -a found
  mapfile -t found < <(compgen -G "$packages/sdp-$component-*-linux-amd64.tar.gz")
  case ${#found[@]} in
    1) file=${found[0]} ;;
    0) fail "There is no archive of $component in $packages. Make it with: npm run package" ;;
    *) fail "$packages has several archives of $component: $(basename -a "${found[@]}" | tr '\n' ' ')— leave one there." ;;
  esac
  sha256=$(sha256sum "$file")
  sha256=${sha256%% *}
  check_sum "$file" "$sha256"

  # It is the first file; tar does not read on to the Node runtime.
  manifest=$(tar -xzOf "$file" --occurrence=1 manifest.json 2>/dev/null) ||
    fail "$file has no manifest.json, so it is no archive of ours."
  version=$(manifest_value version "$manifest")
  commit=$(manifest_value commit "$manifest")
  [[ $(manifest_value component "$manifest") == "$component" ]] || fail "$file is an archive of another component."
  [[ $version =~ ^[0-9A-Za-z.+-]{1,40}$ && $commit =~ ^[0-9A-Za-z.+-]{7,60}$ ]] ||
    fail "The manifest of $file names no version and commit."

  archive_of["$component file"]=$file
  archive_of["$component sha256"]=$sha256
  archive_of["$component release"]=$version-${commit:0:12}
  archive_of["$component megabytes"]=$(unpacked_megabytes "$file")
}

check_sum() {
  local sums=$packages/SHA256SUMS expected
  [[ -r $sums ]] || fail "There is no $sums, so nobody can tell whether the archives are whole."
  expected=$(awk -v name="$(basename "$1")" '$2 == name || $2 == "*" name { print $1 }' "$sums")
  [[ $expected == "$2" ]] ||
    fail "$1 is not what SHA256SUMS says (${expected:-nothing}, found $2): it is damaged, or of another run of npm run package."
}

manifest_value() {
  grep -oE "\"$1\": *\"[^\"]*\"" <<<"$2" | head -n 1 | sed -E 's/.*: *"(.*)"/\1/' || true
}

unpacked_megabytes() {
  gzip -l "$1" | awk 'END { printf "%d\n", $2 / 1048576 + 1 }'
}
