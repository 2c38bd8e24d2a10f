#!/usr/bin/env bash
# install.sh BINARY PREFIX [DESTDIR]: the program, its manual page, its licenses and the completions of three shells.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
binary=$1 to=${3:-}$2
install -D -m 755 "$binary" "$to/bin/heed"
install -D -m 644 "$here/heed.1" "$to/share/man/man1/heed.1"
sed -i "s/@VERSION@/$("$binary" --version)/" "$to/share/man/man1/heed.1"
install -D -m 644 -t "$to/share/doc/heed" "$here/../LICENSE" "$here/../THIRD_PARTY_NOTICES"
complete() {
  install -d "$(dirname "$to/share/$2")"
  "$binary" --generate-completion-script "$1" > "$to/share/$2"
  chmod 644 "$to/share/$2"
}
complete bash bash-completion/completions/heed
complete zsh zsh/site-functions/_heed
complete fish fish/vendor_completions.d/heed.fish
