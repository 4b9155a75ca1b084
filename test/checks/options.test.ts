import { expect, test } from "vitest";
import { type OptionTable, resolveOptions } from "../../server/checks/options.ts";

const description = "D";
const table = {
	window: { kind: "duration", description, default: "5m" },
	limit: { kind: "number", description, default: undefined },
	strict: { kind: "boolean", description, default: false },
	style: { kind: "string", description, default: "a", values: ["a", "b"] },
	name: { kind: "pattern", description, default: undefined },
	labels: { kind: "strings", description, default: ["severity"] },
	required: {
		kind: "list",
		description,
		of: {
			key: { kind: "string", description, default: undefined, required: true },
			value: { kind: "pattern", description, default: undefined },
			after: { kind: "duration", description, default: "1m" },
		},
	},
} satisfies OptionTable;

const defaults = {
	window: 300,
	limit: undefined,
	strict: false,
	style: "a",
	name: undefined,
	labels: ["severity"],
	required: [],
};

test("what is left open has its default, and durations are seconds", () => {
	expect(resolveOptions(table, {})).toEqual(defaults);
});

test("what is given is taken", () => {
	const given = {
		window: "1h30m",
		limit: 0,
		strict: true,
		style: "b",
		name: "a.*",
		labels: [],
		required: [{ key: "team" }, { key: "tier", value: "[0-9]", after: "2m" }],
	};
	expect(resolveOptions(table, given)).toEqual({
		...given,
		window: 5400,
		required: [
			{ key: "team", value: undefined, after: 60 },
			{ key: "tier", value: "[0-9]", after: 120 },
		],
	});
});

test("what does not fit is as if it were not given", () => {
	const unfit = {
		window: 5,
		limit: Number.NaN,
		strict: "yes",
		style: "c",
		name: 5,
		labels: ["a", 1],
		required: [{ value: "no key" }, "text", null],
		unknown: 1,
	};
	expect(resolveOptions(table, unfit)).toEqual(defaults);
	expect(resolveOptions(table, { window: "5 minutes", required: {} })).toEqual(defaults);
});
