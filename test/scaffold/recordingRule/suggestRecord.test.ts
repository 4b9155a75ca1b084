import { expect, test } from "vitest";
import { suggestRecord } from "../../../server/scaffold/recordingRule/suggestRecord.ts";

test.each([
	["sum by (job) (rate(http_requests_total[5m]))", "job:http_requests:rate5m"],
	["max by (queue) (jobs_waiting)", "queue:jobs_waiting:max"],
	["sum by (namespace, pod) (rate(x_total[1m]))", "namespace_pod:x:rate1m"],
	["avg by (job) (avg_over_time(probe_success[1h]))", "job:probe_success:avg_avg_over_time1h"],
	["sum by (job) (job:http_requests:rate5m)", "job:http_requests:sum"],
	["jobs_waiting", "job:jobs_waiting:value"],
	["sum(", undefined],
	["1 + 1", undefined],
])("%s is called %s", (expression, name) => {
	expect(suggestRecord(expression)).toBe(name);
});
