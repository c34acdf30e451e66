#!/usr/bin/env bash
# Stand-in for debian:12-slim with everything the agents call, for a laptop without a registry: writes a root file
# system as tar to stdout, made from the packages of this machine's distribution.
#   deploy/compose/toolbox.sh | docker import -c 'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' - sdp-toolbox:1
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
source "$here/../images/unpack-packages.sh"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
root=$work/root

download_packages "$work" bash coreutils dash findutils grep sed tar util-linux passwd ca-certificates libc-bin \
  git golang-go composer php-cli php-mbstring php-xml nginx-light libnginx-mod-http-js
unpack_packages "$work" "$root" 'debconf|dpkg|perl.*|libperl.*|lib.*-perl|ucf|systemd.*|udev|linux-libc-dev|gcc.*|g..-.*|cpp.*|binutils.*|pkg-config|golang-.*-doc|iso-codes|apt'

# The packages do this when they are installed.
version=$(basename "$(find "$root/etc/php" -mindepth 1 -maxdepth 1 -type d | head -n 1)")
mkdir -p "$root/etc/php/$version/cli/conf.d" "$root"/{tmp,proc,sys,dev,run,root,var/log/nginx,var/lib/nginx}
for ini in "$root/usr/share/php$version"-*/*/*.ini; do
  priority=$(sed -n 's/^; *priority=//p' "$ini" | head -n 1)
  cp "$ini" "$root/etc/php/$version/cli/conf.d/${priority:-20}-$(basename "$ini")"
done
ln -sf "php$version" "$root/usr/bin/php"
ln -sf dash "$root/usr/bin/sh"
chmod 1777 "$root/tmp"
mkdir -p "$root/etc/ssl/certs"
cat "$root"/usr/share/ca-certificates/mozilla/*.crt >"$root/etc/ssl/certs/ca-certificates.crt"
printf 'root:x:0:0:root:/root:/bin/bash\nwww-data:x:33:33:www-data:/var/www:/usr/sbin/nologin\nnobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n' >"$root/etc/passwd"
printf 'root:x:0:\nwww-data:x:33:\nnogroup:x:65534:\n' >"$root/etc/group"

tar --sort=name --owner=0 --group=0 --numeric-owner -C "$root" -c .
