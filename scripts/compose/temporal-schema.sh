#!/bin/sh
# Makes or updates the two databases of the Temporal server; does nothing when they are the newest.
set -eu
for database in temporal temporal_visibility; do
  folder=temporal
  [ "$database" = temporal ] || folder=visibility
  tool() { temporal-sql-tool --plugin postgres12 --ep postgres -p 5432 -u temporal --pw "$SQL_PASSWORD" --db "$database" "$@"; }
  # Both fail when they have been done before; the update tells what is really wrong.
  tool create || true
  tool setup-schema -v 0.0 || true
  tool update-schema -d "/etc/temporal/schema/postgresql/v12/$folder/versioned"
done
