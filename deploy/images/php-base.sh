#!/usr/bin/env bash
# Stand-in for php:8.3-apache, the base image of the PHP gateway: writes a root file system as tar to stdout.
# Like the official image it has `php`, `apache2-foreground` and 000-default.conf; it runs as uid 33 on a read-only
# root with writable memory at /tmp, /var/run/apache2 and /var/lock/apache2.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
source "$here/unpack-packages.sh"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

download_packages "$work" apache2 libapache2-mod-php php-cli php-curl php-mbstring php-xml php-sqlite3 \
  busybox-static ca-certificates
root=$work/root
unpack_packages "$work" "$root" 'perl.*|libperl.*|lib.*-perl|libgdbm.*|debconf|dpkg|ucf|usrmerge|sensible-utils|procps|psmisc|sysvinit-utils|tar|lsb-base|init-system-helpers|openssl|apache2-utils'

enable_apache_modules() {
  local module part
  for module in mpm_prefork authn_core authz_core authz_host alias deflate dir env filter headers mime negotiation \
    reqtimeout rewrite setenvif "php$version"; do
    for part in load conf; do
      if [ -f "$root/etc/apache2/mods-available/$module.$part" ]; then
        ln -sf "../mods-available/$module.$part" "$root/etc/apache2/mods-enabled/$module.$part"
      fi
    done
  done
}

# The packages do this when they are installed; their files say with which priority each extension is loaded.
enable_php_extensions() {
  local ini priority sapi
  for sapi in cli apache2; do
    mkdir -p "$root/etc/php/$version/$sapi/conf.d"
    cp "$root/usr/lib/php/$version/php.ini-production" "$root/etc/php/$version/$sapi/php.ini"
    for ini in "$root/usr/share/php$version"-*/*/*.ini; do
      priority=$(sed -n 's/^; *priority=//p' "$ini" | head -n 1)
      cp "$ini" "$root/etc/php/$version/$sapi/conf.d/${priority:-20}-$(basename "$ini")"
    done
  done
}

version=$(basename "$(ls -d "$root"/etc/php/*/ | head -n 1)")
php_module=$(basename "$(ls "$root"/etc/apache2/mods-available/php*.load)" .load)
[ "$php_module" = "php$version" ] || { echo "expected Apache module php$version, found $php_module" >&2 && exit 1; }
mkdir -p "$root"/etc/apache2/{mods,sites,conf}-enabled "$root"/{app,src,proc,sys,dev,root} \
  "$root"/var/{log,run,lock}/apache2 "$root/var/www/html" "$root/run"
enable_apache_modules
enable_php_extensions
ln -s "php$version" "$root/usr/bin/php"

cp "$here/php-base/apache2-foreground" "$root/usr/bin/apache2-foreground"
cp "$here/php-base/000-default.conf" "$root/etc/apache2/sites-available/000-default.conf"
cp "$here/php-base/container.conf" "$root/etc/apache2/conf-enabled/container.conf"
ln -s ../sites-available/000-default.conf "$root/etc/apache2/sites-enabled/000-default.conf"
chmod 755 "$root/usr/bin/apache2-foreground"

link_busybox "$root" sh ls cat echo ps kill sleep wget env id grep tail head mkdir rm
cat "$root"/usr/share/ca-certificates/mozilla/*.crt >"$root/etc/ssl/certs/ca-certificates.crt"
printf 'root:x:0:0:root:/root:/bin/sh\nwww-data:x:33:33:www-data:/var/www:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/sh\n' >"$root/etc/passwd"
printf 'root:x:0:\nwww-data:x:33:\nnogroup:x:65534:\n' >"$root/etc/group"
# Any user may run it, as with the official image; a memory file system mounted here takes over the mode.
mkdir -p "$root/tmp"
chmod 1777 "$root/tmp" "$root"/var/{log,run,lock}/apache2
echo 'Stand-in for php:8.3-apache, made by SDP from the packages of this machine'"'"'s distribution.' >"$root/etc/sdp-stand-in"

tar --sort=name --owner=0 --group=0 --numeric-owner -C "$root" -c .
