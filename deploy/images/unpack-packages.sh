# shellcheck shell=bash
# Sourced by the image scripts: a root file system from the distribution's own packages, without installing them.

# Downloads packages with everything they depend on, as if nothing were installed. Needs no root.
download_packages() { # folder package...
  local folder=$1 && shift
  mkdir -p "$folder/archives/partial"
  : >"$folder/nothing-installed"
  apt-get -y -qq --no-install-recommends --download-only \
    -o Dir::State::status="$folder/nothing-installed" \
    -o Dir::Cache="$folder" -o Dir::Cache::archives="$folder/archives" \
    -o Debug::NoLocking=1 -o APT::Sandbox::User="$(id -un)" \
    install "$@" >&2
}

# Unpacks every downloaded package whose name does not match the pattern.
unpack_packages() { # folder root pattern-of-what-stays-out
  local folder=$1 root=$2 unwanted=$3 package
  mkdir -p "$root"/usr/{bin,lib,lib64,sbin}
  for link in bin lib lib64 sbin; do ln -s "usr/$link" "$root/$link"; done
  for package in "$folder"/archives/*.deb; do
    if [[ $(basename "$package") =~ ^($unwanted)_ ]]; then continue; fi
    dpkg-deb --fsys-tarfile "$package" | tar -x --keep-directory-symlink --no-same-owner -C "$root"
  done
  rm -rf "$root"/usr/share/{doc,man,info,locale,lintian,bug,perl,perl5,bash-completion} "$root/usr/lib/systemd"
}

# The shell commands of a small image.
link_busybox() { # root command...
  local root=$1 command && shift
  for command in "$@"; do ln -sf busybox "$root/bin/$command"; done
}
