#!/bin/sh
# Runs a batch job and pushes how it went: push-<< slug >>.sh COMMAND [ARGUMENT]...
#
# What is pushed stays in the Pushgateway until the next run. It has no timestamps, which the Pushgateway refuses; the time of
# the last success is a metric, so that an alert can tell that there was none for too long. Nothing of a machine is pushed:
# that is what node-exporter is for.
set -u

gateway="${PUSHGATEWAY_URL:-http://localhost:9091}"
start=$(date +%s)
"$@"
status=$?
end=$(date +%s)

body="# HELP batch_job_duration_seconds How long the last run took.
# TYPE batch_job_duration_seconds gauge
batch_job_duration_seconds $((end - start))
# HELP batch_job_last_run_timestamp_seconds When the last run ended.
# TYPE batch_job_last_run_timestamp_seconds gauge
batch_job_last_run_timestamp_seconds $end
# HELP batch_job_last_exit_code What the last run exited with; 0 is success.
# TYPE batch_job_last_exit_code gauge
batch_job_last_exit_code $status
"
if [ "$status" -eq 0 ]; then
	body="$body# HELP batch_job_last_success_timestamp_seconds When the last run that succeeded ended.
# TYPE batch_job_last_success_timestamp_seconds gauge
batch_job_last_success_timestamp_seconds $end
"
fi

# POST takes the place of the metrics that are sent and of no others: the time of the last success outlives a failure.
if ! printf '%s' "$body" | curl --silent --show-error --fail --max-time 10 --data-binary @- \
	"$gateway/metrics/job/<< slug >>"; then
	echo "The Pushgateway at $gateway did not take the metrics." >&2
fi
exit "$status"
