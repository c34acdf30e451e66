#!/usr/bin/env bash
# The base images that services are started from, for hosts without a registry:
#   save [file]    on a machine that has them: into one archive, with its checksum beside it
#   load [file]    on a host: checks the archive, loads it, and checks what came
#   check          names every image and whether the engine has it; ends with 1 when one is missing
# Which images: SDP_GO_IMAGE and SDP_PHP_IMAGE, as the agents are told, or names after a "--".
set -euo pipefail

docker=${DOCKER:-docker}
usage='usage: images.sh save|load [file] [-- image…]
       images.sh check [-- image…]'

main() {
  local command=${1:-} archive=sdp-base-images.tar
  [ $# -eq 0 ] || shift
  if [ $# -gt 0 ] && [ "$1" != -- ]; then
    archive=$1
    shift
  fi
  if [ $# -gt 0 ] && [ "$1" = -- ]; then shift; fi
  images=("$@")
  if [ $# -eq 0 ]; then images=("${SDP_GO_IMAGE:-alpine:3.20}" "${SDP_PHP_IMAGE:-php:8.3-apache}"); fi

  case $command in
    save) save "$archive" ;;
    load) load "$archive" ;;
    check) check ;;
    *) fail 2 "$usage" ;;
  esac
}

save() { # archive
  check || fail 1 "Pull or load what is missing first; nothing was saved."
  # Under another name until it is whole: an archive that is there can be trusted.
  "$docker" save -o "$1.part" "${images[@]}"
  mv "$1.part" "$1"
  (cd "$(dirname "$1")" && sha256sum "$(basename "$1")") >"$1.sha256"
  echo "$1: $(du -h "$1" | cut -f1), to be loaded with: images.sh load $(basename "$1")"
}

load() { # archive
  [ -f "$1" ] || fail 1 "There is no archive $1. Make one with \"images.sh save\" where the images are, and copy it here."
  [ -f "$1.sha256" ] || fail 1 "There is no checksum $1.sha256: copy it along with the archive."
  (cd "$(dirname "$1")" && sha256sum --check --quiet --strict "$(basename "$1").sha256") ||
    fail 1 "$1 is not what was saved: nothing was loaded. Copy it again."
  "$docker" load --quiet -i "$1"
  check || fail 1 "The archive does not have every image that is needed here."
}

check() {
  local image missing=0
  "$docker" version --format '{{.Server.Version}}' >/dev/null || fail 2 "The Docker engine does not answer."
  for image in "${images[@]}"; do
    if "$docker" image inspect "$image" >/dev/null 2>&1; then
      echo "present  $image"
    else
      echo "missing  $image"
      missing=1
    fi
  done
  return "$missing"
}

fail() { # code text
  echo "$2" >&2
  exit "$1"
}

main "$@"
