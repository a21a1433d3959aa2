#!/bin/sh
# Imports this folder into a database that is not there yet, while its Neo4j 5 is not running:
#
#   sh import.sh [DATABASE [OPTION of neo4j-admin …]]
#
# neo4j-admin is the one of NEO4J_HOME, else the one on the PATH. Nothing that is faulty is let through. When the server
# runs again, the next `communique load` makes the constraints and indexes; or give cypher-shell the file schema.cypher.
set -eu
cd "$(dirname "$0")"
database=${1:-neo4j}
[ $# -eq 0 ] || shift
admin=${NEO4J_HOME:+$NEO4J_HOME/bin/}neo4j-admin
command -v "$admin" >/dev/null || { echo "import.sh: no $admin; set NEO4J_HOME, or put neo4j-admin on the PATH" >&2; exit 1; }
exec "$admin" database import full "$database" "$@" --bad-tolerance=0 --multiline-fields=true
