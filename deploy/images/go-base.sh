#!/usr/bin/env bash
# Stand-in for alpine:3.20, the base image of Go services: writes a root file system as tar to stdout.
# A static Go binary needs nothing but certificates; the busybox is for people who look into a container.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
source "$here/unpack-packages.sh"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

download_packages "$work" busybox-static ca-certificates
root=$work/root
packages=$work/packages
unpack_packages "$work" "$packages" '(lib|debconf|dpkg|perl|tar|openssl|zlib|gcc|usrmerge).*'

mkdir -p "$root"/{bin,etc/ssl/certs,tmp,src,proc,sys,dev}
chmod 1777 "$root/tmp"
cp "$packages/bin/busybox" "$root/bin/busybox"
link_busybox "$root" sh ls cat echo ps kill sleep wget env id grep tail head mount df free top
cat "$packages"/usr/share/ca-certificates/mozilla/*.crt >"$root/etc/ssl/certs/ca-certificates.crt"
printf 'root:x:0:0:root:/:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/sh\n' >"$root/etc/passwd"
printf 'root:x:0:\nnogroup:x:65534:\n' >"$root/etc/group"
echo 'Stand-in for alpine:3.20, made by SDP from the packages of this machine'"'"'s distribution.' >"$root/etc/sdp-stand-in"

tar --sort=name --owner=0 --group=0 --numeric-owner -C "$root" -c .
