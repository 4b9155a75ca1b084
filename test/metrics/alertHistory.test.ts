import { expect, test } from "vitest";
import { replayAlert } from "../../server/metrics/alertHistory.ts";

/** One minute a character: `x` where the expression has the series. */
const series = (line: string, row: number) => ({
	labels: { instance: `${row}` },
	samples: [...line].flatMap((character, index) => (character === "x" ? [{ time: index * 60, value: 1 }] : [])),
});

test.each([
	["nothing", ["......"], 0, 0, [0, 0, 0]],
	["at once", ["..xx.."], 0, 0, [1, 1, 120]],
	["twice", ["x..x"], 0, 0, [2, 1, 120]],
	["not long enough", ["xx.xx.xx"], 120, 0, [0, 0, 0]],
	["long enough", ["xxxx.."], 120, 0, [1, 1, 120]],
	["kept firing over a gap", ["x..x.."], 0, 300, [1, 1, 540]],
	["the gap is not bridged while it is pending", ["x.xx.."], 120, 300, [0, 0, 0]],
	["several series", ["xx", "x.", ".."], 0, 0, [2, 2, 180]],
] as const)("%s", (_, lines, forSeconds, keepFiringForSeconds, [fired, firing, firingSeconds]) => {
	const timing = { forSeconds, keepFiringForSeconds, stepSeconds: 60 };
	expect(replayAlert(lines.map(series), timing)).toEqual({ fired, series: firing, firingSeconds });
});
