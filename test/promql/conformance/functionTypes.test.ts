import { describe, expect, test } from "vitest";
import { promqlFunctions } from "../../../server/promql/functions.ts";
import { parsePromql } from "../../../server/promql/parse.ts";
import { valueTypeOf } from "../../../server/promql/valueType.ts";
import { expectVerdict, type SampleType, samples, sampleTypes } from "./verdict.ts";

/**
 * What every function takes and gives, written down from querying/functions of Prometheus 3 and not from our own table:
 * `v` instant vector, `m` range vector, `s` scalar, `t` string; `?` may be left out, `*` may be repeated.
 */
const signatures = `
abs v:v, absent v:v, absent_over_time m:v, acos v:v, acosh v:v, asin v:v, asinh v:v, atan v:v, atanh v:v,
avg_over_time m:v, ceil v:v, changes m:v, clamp vss:v, clamp_max vs:v, clamp_min vs:v, cos v:v, cosh v:v,
count_over_time m:v, day_of_month v?:v, day_of_week v?:v, day_of_year v?:v, days_in_month v?:v, deg v:v, delta m:v,
deriv m:v, double_exponential_smoothing mss:v, exp v:v, first_over_time m:v, floor v:v, histogram_avg v:v,
histogram_count v:v, histogram_fraction ssv:v, histogram_quantile sv:v, histogram_stddev v:v, histogram_stdvar v:v,
histogram_sum v:v, hour v?:v, idelta m:v, increase m:v, irate m:v, label_replace vtttt:v, last_over_time m:v, ln v:v,
log10 v:v, log2 v:v, mad_over_time m:v, max_over_time m:v, min_over_time m:v, minute v?:v, month v?:v, pi :s,
predict_linear ms:v, present_over_time m:v, quantile_over_time sm:v, rad v:v, rate m:v, resets m:v, round vs?:v,
scalar v:s, sgn v:v, sin v:v, sinh v:v, sort v:v, sort_desc v:v, sqrt v:v, stddev_over_time m:v, stdvar_over_time m:v,
sum_over_time m:v, tan v:v, tanh v:v, time :s, timestamp v:v, ts_of_first_over_time m:v, ts_of_last_over_time m:v,
ts_of_max_over_time m:v, ts_of_min_over_time m:v, vector s:v, year v?:v
`;

const types: Readonly<Record<string, SampleType>> = { v: "vector", m: "matrix", s: "scalar", t: "string" };

const functions = signatures
	.trim()
	.split(/,\s*/)
	.map((written) => {
		const [, name = "", takes = "", gives = ""] = /^(\w+) ([vmst?]*):([vs])$/.exec(written) ?? [];
		const parameters = [...takes.matchAll(/([vmst])(\?)?/g)].map(([, type = "", optional]) => ({
			type: types[type] ?? "vector",
			optional: optional !== undefined,
		}));
		return { name, parameters, gives: types[gives] ?? "vector" };
	});

describe.each(functions)("$name", ({ name, parameters, gives }) => {
	const written = parameters.map(({ type }) => samples[type]);
	const call = (args: readonly string[]): string => `${name}(${args.join(", ")})`;

	test("takes what it is made for, and gives what it says", () => {
		expectVerdict(call(written), "valid");
		expect(valueTypeOf(parsePromql(call(written)).expression)).toBe(gives);
	});

	test("needs every argument that is not optional, and takes none more", () => {
		const required = written.filter((_, index) => parameters[index]?.optional === false);
		expectVerdict(call(required), "valid");
		const fewer = call(required.slice(1));
		if (required.length > 0) expectVerdict(fewer, { fault: expect.any(String), code: "promql/argument-count" });
		expectVerdict(call([...written, "up"]), { fault: expect.any(String), code: "promql/argument-count" });
	});

	for (const [index, { type }] of parameters.entries()) {
		test.each(sampleTypes.filter((other) => other !== type))(`refuses as argument ${index + 1} a %s`, (other) => {
			const args = written.with(index, samples[other]);
			expectVerdict(call(args), { fault: samples[other], code: "promql/argument-type" });
		});
	}
});

/** Any number of strings or scalars, a bare selector, or only from some version on: told by tests of their own. */
const others = `
end histogram_quantiles info label_join max_of min_of range sort_by_label sort_by_label_desc start start_timestamp step
`;

test("no function is left out", () => {
	const listed = [...functions.map(({ name }) => name), ...others.trim().split(/\s+/)];
	expect([...promqlFunctions.keys()].sort()).toEqual(listed.sort());
});
