import { expect, test } from "vitest";
import { findEvaluable } from "../../../server/features/hover/evaluable.ts";
import { readCursor } from "../../support/cursor.ts";

function thresholdAt(marked: string) {
	const { text, offset } = readCursor(marked);
	const evaluable = findEvaluable(text, offset);
	const { threshold, compared } = evaluable ?? {};
	return [threshold && `${threshold.operator} ${threshold.value}`, compared];
}

test.each([
	["up <|>> 5", "> 5", "up"],
	["u<|>p > 5", "> 5", undefined],
	["5 <|>< up", "> 5", "up"],
	["0.5 >= u<|>p", "<= 0.5", undefined],
	["((u<|>p)) == 0", "== 0", undefined],
	["<|>((up)) == 0", "== 0", undefined],
	["(up != 1<|>)", "!= 1", "up"],
	["up > -2 * (1<|>0 ^ 3)", "> -2000", "up"],
	["free_bytes < <|>5 * 1024 ^ 3", "< 5368709120", "free_bytes"],
	["sum(rate(a[5m])) / sum(b) <|>> 0.1", "> 0.1", "sum(rate(a[5m])) / sum(b)"],
	["su<|>m(rate(a[5m])) / sum(b) > 0.1", undefined, undefined],
	["rate(a<|>[5m]) > 1", undefined, undefined],
	["a > 5 a<|>nd b < 3", undefined, undefined],
	["a > 5 and b<|> < 3", "< 3", undefined],
	["a <|>> bool 5", undefined, undefined],
	["a <|>> b", undefined, undefined],
	["max_over_time(a[5m:]) <|>>= 1h", ">= 3600", "max_over_time(a[5m:])"],
])("%s is compared as %s", (marked, threshold, compared) => {
	expect(thresholdAt(marked)).toEqual([threshold, compared]);
});
