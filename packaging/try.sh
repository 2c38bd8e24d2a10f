#!/usr/bin/env bash
# try.sh OUT: installs the packages of a folder in a clean Debian without Swift, and asks them a question. As root.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
out=$(cd "$1" && pwd)
codename=$(. /etc/os-release && echo "$VERSION_CODENAME")
root=$(mktemp -d)
trap 'umount "$root/proc" 2>/dev/null; rm -rf --one-file-system "$root"' EXIT
debootstrap --variant=minbase "$codename" "$root" >/dev/null
mountpoint -q "$root/proc" || mount -t proc proc "$root/proc"  # how the loader learns where a program lies

ask() { # ask BINARY: the headline question, on the example that it writes itself
  chroot "$root" "$1" demo "/demo$2"
  chroot "$root" "$1" -w "/demo$2/workspace.heed" -c 'segment sellers where churned and mentioned trust limit 1' |
    grep -q 'of 1,200 sellers'
}

# The tarball needs nothing but the C library.
tar -C "$root/opt" -xzf "$out"/heed-*.tar.gz
tree=$(cd "$root/opt" && ls)
ask "/opt/$tree/bin/heed" 1
test -s "$root/opt/$tree/share/doc/heed/LICENSE"
test "$(ls "$root/opt/$tree/share/doc/heed/libraries" | wc -l)" -ge 2
echo "tarball: answers"

cp "$out"/heed_*.deb "$root/heed.deb"
chroot "$root" apt-get install -y -qq /heed.deb >/dev/null 2>&1
ask /usr/bin/heed 2
test -s "$root/usr/share/bash-completion/completions/heed"
test -s "$root/usr/share/doc/heed/copyright"
chroot "$root" apt-get remove -y -qq heed >/dev/null 2>&1
test ! -e "$root/usr/bin/heed"
echo "package: installs, answers, goes"
