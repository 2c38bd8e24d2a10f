#!/usr/bin/env bash
# package.sh BINARY OUT: a tarball and a .deb of the release binary, which run where no Swift is installed.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
binary=$1 out=$(realpath -m "$2")
version=$("$binary" --version)
machine=$(dpkg --print-architecture)
root=$out/heed_${version}_$machine
rm -rf "$root" && mkdir -p "$out"

# What `make install` puts there, once for both.
"$here/install.sh" "$binary" "$root/usr" ""
strip "$root/usr/bin/heed"

# The tarball brings its libraries, all but the C library's own; bin/heed looks for them in ../lib/heed.
tree=$out/heed-$version-linux-$machine
rm -rf "$tree" && cp -r "$root/usr" "$tree" && mkdir -p "$tree/lib/heed"
# Not libpq: with it would come OpenSSL, Kerberos and LDAP, which the system keeps safe. Who loads from servers installs it.
# These are opened while the program runs, so no list of its libraries has them.
opened=$(ldconfig -p | awk '$1 == "libarchive.so.13" || $1 == "libexpat.so.1" || $1 == "libuchardet.so.0" || $1 == "libsqlite3.so.0" || $1 == "libxlsxwriter.so.4" { if (!seen[$1]++) print $NF }')
{ ldd "$tree/bin/heed" $opened; for library in $opened; do echo "opened => $library"; done; } | awk '$2 == "=>" && $3 ~ /^\// { print $3 }' | sort -u |
  grep -vE '/(libc|libm|libdl|librt|libpthread|libgcc_s)\.so' |
  while read -r library; do # each with its notice
    cp -L "$library" "$tree/lib/heed/"
    package=$(dpkg -S "*/$(basename "$(realpath "$library")")" | head -1 | cut -d: -f1)
    install -D -m 644 "/usr/share/doc/$package/copyright" "$tree/share/doc/heed/libraries/$package"
  done
patchelf --set-rpath '$ORIGIN/../lib/heed' "$tree/bin/heed"
patchelf --set-rpath '$ORIGIN' "$tree"/lib/heed/*.so*
tar -C "$out" -czf "$tree.tar.gz" "$(basename "$tree")"
rm -rf "$tree"

# The package asks Debian for them.
mkdir -p "$root/DEBIAN" "$out/debian" && touch "$out/debian/control"
depends=$(cd "$out" && dpkg-shlibdeps -O "$root/usr/bin/heed" 2>/dev/null | sed 's/^shlibs:Depends=//')
rm -r "$out/debian"
gzip -9n "$root/usr/share/man/man1/heed.1"
(cd "$root/usr/share/doc/heed" && cat LICENSE THIRD_PARTY_NOTICES > copyright && rm LICENSE THIRD_PARTY_NOTICES)
cat > "$root/DEBIAN/control" <<END
Package: heed
Version: $version
Architecture: $machine
Maintainer: The Heed authors <heed@example.org>
Installed-Size: $(du -sk "$root/usr" | cut -f1)
Depends: $depends, libarchive13 | libarchive13t64, libexpat1, libpq5, libsqlite3-0, libuchardet0, tzdata, zlib1g
Recommends: libxlsxwriter4
Section: database
Priority: optional
Description: ask which customers, what they did, and what they said
 A small language, and a prompt to type it at, for product managers: who they
 are, what they did and what they said is one condition over your own exports,
 and every figure opens into the people and the words behind it.
END
dpkg-deb --root-owner-group --build "$root" "$root.deb" >/dev/null
rm -rf "$root"
ls -l "$tree.tar.gz" "$root.deb"
