#!/bin/sh
# Run once by the postgres image, when its volume is empty: the owner, the app's role, Temporal's role.
set -eu
psql --set=ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
  --set=owner="$OWNER_PASSWORD" --set=app="$APP_PASSWORD" --set=temporal="$TEMPORAL_PASSWORD" <<'SQL'
CREATE ROLE afterjob_owner LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD :'owner';
CREATE ROLE afterjob_app LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD :'app';
CREATE ROLE temporal LOGIN NOSUPERUSER CREATEDB PASSWORD :'temporal';
CREATE DATABASE afterjob OWNER afterjob_owner;
SQL
