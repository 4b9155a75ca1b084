import { describe, expect, test } from "vitest";
import { writeSelector } from "../../../server/metrics/selectorText.ts";
import { listErrorValues, recognizeErrors, suggestErrors } from "../../../server/scaffold/slo/errorMatchers.ts";
import { checkThreshold, matchBound, nameBound } from "../../../server/scaffold/slo/latencyThreshold.ts";
import { matches, parseMatchers } from "../../../server/scaffold/slo/matchers.ts";

describe("parseMatchers", () => {
	test.each([
		["", "{}"],
		['job="api"', '{job="api"}'],
		['{job="api", code=~"5..",}', '{job="api",code=~"5.."}'],
		["job='api'", '{job="api"}'],
		["path!~`/a\\d+`", '{path!~"/a\\\\d+"}'],
		['service="a}b{"', '{service="a}b{"}'],
		['"http.status"="500"', '{"http.status"="500"}'],
		['job="日本"', '{job="日本"}'],
	])("reads %s", (text, expected) => {
		const result = parseMatchers(text);
		expect(result.kind === "matchers" ? writeSelector(undefined, result.matchers) : result.message).toBe(expected);
	});

	test.each([
		["job=api", "double quotes"],
		['job=="api"', 'a single "="'],
		["api", '"api" is not a list of label matchers'],
		['job="api" code="500"', "is not a list of label matchers"],
		['code=~"5.("', "is not a regular expression"],
		['code=~"(?=5)"', "is not a regular expression"],
		['__name__="up"', "The metric is asked for on its own"],
		['"up"', "The metric is asked for on its own"],
		['job="a\\x00b"', "U+0000"],
	])("refuses %s", (text, message) => {
		expect(parseMatchers(text)).toEqual({ kind: "invalid", message: expect.stringContaining(message) });
	});
});

test.each([
	["=~", "5..", "500", true],
	["=~", "5..", "1500", false],
	["!~", "5..", "200", true],
	["=", "", "", true],
	["!=", "", "timeout", true],
] as const)("code%s%j takes %j: %s", (op, value, actual, expected) => {
	expect(matches({ label: "code", op, value }, actual)).toBe(expected);
});

describe("errors", () => {
	test.each([
		["code", ["200", "404", "500"], 'code=~"5.."', ["500"]],
		["status", ["2xx", "5xx"], 'status="5xx"', ["5xx"]],
		["http_response_status_code", ["200", "503"], 'http_response_status_code=~"5.."', ["503"]],
		[
			"grpc_code",
			["OK", "NotFound", "Internal"],
			'grpc_code=~"Unknown|DeadlineExceeded|Unimplemented|Internal|Unavailable|DataLoss"',
			["Internal"],
		],
		["rpc_grpc_status_code", ["0", "5", "14"], 'rpc_grpc_status_code=~"2|4|12|13|14|15"', ["14"]],
		["outcome", ["SUCCESS", "SERVER_ERROR"], 'outcome="SERVER_ERROR"', ["SERVER_ERROR"]],
		[
			"code",
			["OK", "Internal"],
			'code=~"Unknown|DeadlineExceeded|Unimplemented|Internal|Unavailable|DataLoss"',
			["Internal"],
		],
		["result", ["success", "Error"], 'result=~"(?i:error|failure|failed)"', ["Error"]],
		["success", ["true", "false"], 'success="false"', ["false"]],
		["envoy_response_code_class", ["2", "5"], 'envoy_response_code_class="5"', ["5"]],
		["error_type", ["timeout"], 'error_type!=""', ["timeout"]],
	])("%s with %j", (label, values, text, errors) => {
		expect(recognizeErrors(label, values)?.text).toBe(text);
		expect(listErrorValues(text, values)).toEqual(errors);
	});

	test("what does not look like errors is not guessed", () => {
		expect(recognizeErrors("code", ["a", "b"])).toBeUndefined();
		expect(recognizeErrors("path", ["500"])).toBeUndefined();
	});

	test("every suggestion is a list of matchers", () => {
		const metrics = [
			"http_requests_total",
			"grpc_server_handled_total",
			"istio_requests_total",
			"haproxy_frontend_http_responses_total",
		];
		for (const { text } of metrics.flatMap(suggestErrors)) expect(parseMatchers(text).kind).toBe("matchers");
		expect(suggestErrors("istio_requests_total")[0]?.text).toBe('response_code=~"5.."');
	});
});

describe("latency bounds", () => {
	test.each([
		["0.3", 'le="0.3"'],
		["1", 'le=~"1|1\\\\.0"'],
		["1.0", 'le=~"1\\\\.0|1"'],
		["2.5", 'le="2.5"'],
		["300", 'le=~"300|300\\\\.0"'],
		["1e+06", 'le=~"1e\\\\+06|1000000|1000000\\\\.0"'],
		["1000000", 'le=~"1000000|1e\\\\+06|1000000\\\\.0"'],
		["0.00001", 'le=~"0\\\\.00001|1e-05"'],
		["0.0001", 'le="0.0001"'],
	])("%s matches %s", (threshold, expected) => {
		expect(writeSelector(undefined, [matchBound(threshold)])).toBe(`{${expected}}`);
	});

	test.each(["0.3", "1", "1.0", ".5", "1e-05", "5E3"])("%s will do", (threshold) => {
		expect(checkThreshold(threshold)).toBeUndefined();
	});

	test.each([
		["", "label le"],
		["0,3", "with a point: 0.3"],
		["+Inf", "infinity"],
		["300ms", "300 ms is 0.3"],
		["fast", '"fast" is not a number'],
		["0", "above 0"],
		["-1", "not a number"],
	])("%j is refused", (threshold, message) => {
		expect(checkThreshold(threshold)).toContain(message);
	});

	test.each([
		["0.3", "http_request_duration_seconds", "300 ms"],
		["2.5", "http_request_duration_seconds", "2.5 s"],
		["250", "istio_request_duration_milliseconds", "250 ms"],
		["0.00005", "x_seconds", "50 µs"],
		["5", "queue_length", "5"],
	])("%s of %s is %s", (threshold, metric, words) => {
		expect(nameBound(threshold, metric)).toBe(words);
	});
});
