#!/bin/sh
# The steps of the Dockerfile, one word each, so that they can be run and tested without Docker.
set -eu
cd "$(dirname "$0")/.."

# Generating the database client needs no engine; any existing file keeps Prisma from downloading one.
PRISMA_SCHEMA_ENGINE_BINARY=$(command -v node)
export PRISMA_SCHEMA_ENGINE_BINARY SCARF_ANALYTICS=false

for step in "$@"; do
  case "$step" in
    install) npm ci --include=dev --no-audit --no-fund ;;
    build) node scripts/build.mjs ;;
    # What only builds and tests need leaves the image.
    prune) npm prune --omit=dev --no-audit --no-fund ;;
    *) echo "Unknown step: $step (install, build, prune)" >&2; exit 2 ;;
  esac
done
