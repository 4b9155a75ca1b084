import { expect, test } from "vitest";
import { parseNumber, unquote } from "../../server/promql/literals.ts";

test.each([
	["1", 1],
	["1.", 1],
	[".5e1", 5],
	["1e+3", 1000],
	["0x1F", 31],
	["0X_1f", 31],
	["0755", 493],
	["0_7", 7],
	["0789", 789],
	["017.5", 17.5],
	["1_000", 1000],
	["9223372036854775808", 2 ** 63],
	["0x7fffffffffffffff", 2 ** 63],
	["0x8000000000000000", undefined],
	["1e309", undefined],
	["iNf", Number.POSITIVE_INFINITY],
	["NAN", Number.NaN],
	["1__0", undefined],
	["1_", undefined],
	["_1", undefined],
	["1e", undefined],
	["0x", undefined],
	["0b1", undefined],
	[".", undefined],
	["infinity", undefined],
])("the number %s is %s", (text, value) => {
	expect(parseNumber(text)).toBe(value);
});

test.each([
	['"a"', "a"],
	["'it\\'s'", "it's"],
	["`a\\d`", "a\\d"],
	['"\\a\\b\\f\\n\\r\\t\\v\\\\"', "\x07\b\f\n\r\t\v\\"],
	['"\\x41\\102\\u00e4\\U0001F600"', "ABä😀"],
	['"\\xe2\\x98\\xba"', "☺"],
	['"\\342\\230\\272!"', "☺!"],
	['"\\q"', "\\q"],
])("the text %s is %j", (literal, value) => {
	expect(unquote(literal, true)).toEqual({ value, invalidUtf8: false });
});

test("bytes that make no character are known", () => {
	expect(unquote('"a\\xff"', true)).toEqual({ value: "a\ufffd", invalidUtf8: true });
	expect(unquote('"open', false)).toEqual({ value: "open", invalidUtf8: false });
});
