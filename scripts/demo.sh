#!/usr/bin/env bash
# Builds, starts the sandbox and applies the article's example: `npm run demo`.
set -euo pipefail
cd "$(dirname "$0")/.."
export PATH="$PWD/node_modules/.bin:$PATH"
say() { printf '\n\033[1m$ %s\033[0m\n' "$*"; "$@"; }

log=$(mktemp)
printf 'building (half a minute the first time) …\n'
npm run --silent build >"$log" 2>&1 || { cat "$log"; exit 1; }
rm -f "$log"
say upstart sandbox up
eval "$(upstart sandbox env)"
say upstart graph -f examples/example
say upstart apply -f examples/example
say upstart tree
say upstart outputs example
printf '\n\033[1mAn output on its way into a value\033[0m\n'
grep -n 'REDIS_BACKEND_URI' examples/example/example.yaml
printf 'is in the cluster, in the Secret that the service reads:\n    REDIS_BACKEND_URI=%s\n' \
  "$(kubectl get secret example-service-env -o jsonpath='{.data.REDIS_BACKEND_URI}' | base64 -d)"
printf '\nThe sandbox goes on. To use it from your shell:\n  export PATH="%s:$PATH"\n  eval "$(upstart sandbox env)"\nTo end it:\n  node_modules/.bin/upstart sandbox down\n' "$PWD/node_modules/.bin"
