import type { Quantity } from "../../promql/result/quantity.ts";
import { nameOfUnit } from "../../promql/result/units.ts";
import { shorten } from "../../promql/shorten.ts";
import { type CheckedTarget, defineCheck } from "../check.ts";
import { insideQuotes } from "./insideQuotes.ts";
import { showsUnit } from "./panelTypes.ts";

export default defineCheck({
	id: "dashboard/wrong-unit",
	title: "Unit that the query's values do not have",
	severity: "warning",
	why: "Grafana takes the number as it comes and writes the unit behind it. A ratio of 0.5 shown as `percent` reads “0.5 %” where half is meant, seconds shown as `ms` are a thousand times too small, bytes shown as `bits` eight times.",
	fix: "Choose the unit of what the query returns: `percentunit` for 0 to 1 and `percent` for 0 to 100, `s` for seconds, `bytes` for bytes, `Bps` for bytes per second.",
	differences:
		"Reported where the query and the metrics' names leave no doubt, and not where transformations or overrides can change the unit.",
	examples: [
		{
			title: "A ratio as a percentage",
			file: "dashboard.json",
			bad: `{
  "title": "API", "schemaVersion": 41,
  "panels": [
    {
      "type": "stat", "title": "Errors",
      "fieldConfig": { "defaults": { "unit": "percent" } },
                                             ^^^^^^^^^
      "targets": [{ "expr": "sum(rate(requests_total{code=\\"500\\"}[$__rate_interval])) / sum(rate(requests_total[$__rate_interval]))" }]
    }
  ]
}
`,
			good: `{
  "title": "API", "schemaVersion": 41,
  "panels": [
    {
      "type": "stat", "title": "Errors",
      "fieldConfig": { "defaults": { "unit": "percentunit" } },
      "targets": [{ "expr": "sum(rate(requests_total{code=\\"500\\"}[$__rate_interval])) / sum(rate(requests_total[$__rate_interval]))" }]
    }
  ]
}
`,
		},
		{
			title: "Seconds as milliseconds",
			file: "dashboard.json",
			bad: `{
  "title": "API", "schemaVersion": 41,
  "panels": [
    {
      "type": "timeseries", "title": "Latency",
      "fieldConfig": { "defaults": { "unit": "ms" } },
                                             ^^^^
      "targets": [{ "expr": "histogram_quantile(0.99, sum by (le) (rate(latency_seconds_bucket[$__rate_interval])))" }]
    }
  ]
}
`,
			good: `{
  "title": "API", "schemaVersion": 41,
  "panels": [
    {
      "type": "timeseries", "title": "Latency",
      "fieldConfig": { "defaults": { "unit": "s" } },
      "targets": [{ "expr": "histogram_quantile(0.99, sum by (le) (rate(latency_seconds_bucket[$__rate_interval])))" }]
    }
  ]
}
`,
		},
	],
	visit: {
		panel({ panel, targets }, { report }) {
			const { unit, unitVaries, transformed } = panel;
			if (unit === undefined || unitVaries === true || transformed === true || !showsUnit(panel)) return;
			if (!judged.has(unit.value)) return;
			const shown = panel.targets.filter(({ hidden }) => !hidden);
			const understood = targets.filter(({ target }) => shown.includes(target));
			// A query that is not understood may be the one that the unit is for.
			if (understood.length === 0 || understood.length < shown.length) return;
			const found = understood.map(unitOf);
			const [kind] = found;
			if (kind === undefined || found.some((other) => other?.word !== kind.word)) return;
			if (!kind.contradicts.has(unit.value)) return;
			const inside = insideQuotes(unit.value, unit.span);
			report({
				at: unit.span,
				message: `The query returns ${kind.word}, and the panel shows the numbers as ${shorten(unit.value)}. Choose the unit ${kind.unit}, or change the query.`,
				...(inside === undefined
					? {}
					: { fix: { title: `Choose the unit ${kind.unit}`, edits: [{ at: inside, newText: kind.unit }] } }),
			});
		},
	},
});

interface UnitKind {
	/** What the values are, for messages. */
	readonly word: string;
	/** Grafana's id of the unit that fits. */
	readonly unit: string;
	/** Ids of units that are wrong by a factor. */
	readonly contradicts: ReadonlySet<string>;
}

const times = [
	"ns",
	"µs",
	"ms",
	"s",
	"m",
	"h",
	"d",
	"dtdurationms",
	"dtdurations",
	"dthms",
	"dtdhms",
	"clockms",
	"clocks",
];
const amounts = [
	"bits",
	"decbits",
	"bytes",
	"decbytes",
	"kbytes",
	"deckbytes",
	"mbytes",
	"decmbytes",
	"gbytes",
	"decgbytes",
];
const speeds = [
	"binBps",
	"Bps",
	"binbps",
	"bps",
	"KiBs",
	"KBs",
	"Kbits",
	"MiBs",
	"MBs",
	"Mbits",
	"GiBs",
	"GBs",
	"Gbits",
];

function kindOf(word: string, unit: string, all: readonly string[], right: readonly string[]): UnitKind {
	return { word, unit, contradicts: new Set(all.filter((id) => !right.includes(id))) };
}

const kinds: Readonly<Record<string, UnitKind>> = {
	ratio: kindOf("a ratio, 1 for the whole", "percentunit", ["percent"], []),
	percent: kindOf("percent, 100 for the whole", "percent", ["percentunit"], []),
	seconds: kindOf("seconds", "s", times, ["s", "dtdurations", "dthms", "dtdhms", "clocks"]),
	milliseconds: kindOf("milliseconds", "ms", times, ["ms", "dtdurationms", "clockms"]),
	microseconds: kindOf("microseconds", "µs", times, ["µs"]),
	nanoseconds: kindOf("nanoseconds", "ns", times, ["ns"]),
	bytes: kindOf("bytes", "bytes", amounts, ["bytes", "decbytes"]),
	bits: kindOf("bits", "decbits", amounts, ["bits", "decbits"]),
	"bytes per second": kindOf("bytes per second", "binBps", speeds, ["binBps", "Bps"]),
	"bits per second": kindOf("bits per second", "bps", speeds, ["binbps", "bps"]),
};

/** Every unit that can be wrong: of others nothing is asked. */
const judged: ReadonlySet<string> = new Set(Object.values(kinds).flatMap(({ contradicts }) => [...contradicts]));

function unitOf({ expression }: CheckedTarget): UnitKind | undefined {
	const { quantity, valueType } = expression.shapeOf(expression.expression);
	if (valueType !== "vector" && valueType !== "scalar") return undefined;
	const name = nameOf(quantity);
	return name === undefined || !Object.hasOwn(kinds, name) ? undefined : kinds[name];
}

function nameOf({ unit, time, parts, observed, number }: Quantity): string | undefined {
	if (parts !== undefined || observed !== undefined || number !== undefined) return undefined;
	const name = nameOfUnit(unit);
	if (time === "perSecond") return name === "bytes" || name === "bits" ? `${name} per second` : undefined;
	return name;
}
