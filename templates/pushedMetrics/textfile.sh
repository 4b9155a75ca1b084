#!/bin/sh
# Writes metrics of << job >> for node-exporter, which is started with --collector.textfile.directory.
#
# The file is written beside its place and then moved, so that nobody reads half of it. Samples have no timestamps, which
# node-exporter refuses; it tells the file's age itself, as node_textfile_mtime_seconds.
set -eu

directory="${TEXTFILE_DIRECTORY:-/var/lib/node_exporter/textfile}"
target="$directory/<< slug >>.prom"
temporary=$(mktemp "$directory/.<< slug >>.XXXXXX")
trap 'rm -f "$temporary"' EXIT

# Change this: whatever is counted or measured, in base units (seconds, bytes, ratios from 0 to 1).
files=$(find "${WATCHED_DIRECTORY:-/var/spool}" -type f 2>/dev/null | wc -l)

{
	echo '# HELP << metric >>_files Files that wait.'
	echo '# TYPE << metric >>_files gauge'
	echo "<< metric >>_files $files"
} > "$temporary"

chmod 644 "$temporary"
mv "$temporary" "$target"
