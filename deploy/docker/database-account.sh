#!/bin/sh
# When the database is made (the image runs what lies in /docker-entrypoint-initdb.d): the portal's account owns it and may do no
# more; the account that may everything has no password, so it works inside the container alone.
set -eu
psql --set=ON_ERROR_STOP=1 --username=postgres --dbname=renja <<'SQL'
\getenv password POSTGRES_PASSWORD
CREATE ROLE renja LOGIN PASSWORD :'password';
ALTER DATABASE renja OWNER TO renja;
ALTER SCHEMA public OWNER TO renja;
ALTER ROLE postgres PASSWORD NULL;
SQL
