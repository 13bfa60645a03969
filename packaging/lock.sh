#!/usr/bin/env bash
# Writes packaging/requirements.lock anew from pyproject.toml: every package with its hashes, no host.
# Which index it asks is the business of this machine's pip, never of the lock (docs/decisions/0004).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
tools=build/lock-venv
[[ -x $tools/bin/pip-compile ]] || {
    "${PYTHON:-python3}" -m venv "$tools"
    "$tools/bin/pip" install --quiet --disable-pip-version-check pip-tools
}
"$tools/bin/pip-compile" --quiet --generate-hashes --allow-unsafe --strip-extras --no-header \
    --no-emit-index-url --no-emit-find-links --no-emit-trusted-host \
    --extra central --extra dev "$@" --output-file packaging/requirements.lock pyproject.toml
