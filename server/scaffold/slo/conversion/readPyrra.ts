import type { Located } from "../../../documents/model/located.ts";
import type { Fields } from "../../../documents/structure/fields.ts";
import { readSelector } from "../../../metrics/selectorText.ts";
import { parseDuration } from "../../../promql/duration.ts";
import type { Indicator, SeriesSelection, SloDefinition } from "../sloDefinition.ts";
import { periodOfSeconds, readObjective } from "./objectiveAndPeriod.ts";
import type { SpecQuery } from "./querySelection.ts";
import { readRatio } from "./ratioIndicator.ts";
import { readWhole, type SpecMeaning, type SpecSlo, Unconvertible } from "./specSlo.ts";

/** The one objective of a ServiceLevelObjective. */
export function readPyrra(document: Fields): readonly SpecSlo[] {
	const metadata = document.mapping("metadata");
	const name = metadata?.text("name")?.value ?? "slo";
	const labels = new Map(metadata?.pairs("labels").map(({ key, value }) => [key.value, value.value]));
	const service =
		labels.get("pyrra.dev/service") ?? labels.get("app.kubernetes.io/name") ?? labels.get("service") ?? name;
	return [
		{ tool: "Pyrra", service, name, span: document.span, meaning: readWhole(() => readSlo(document, service, name)) },
	];
}

function readSlo(document: Fields, service: string, name: string): Extract<SpecMeaning, { kind: "slo" }> {
	const spec = document.mapping("spec");
	const window = spec?.text("window");
	if (spec === undefined || window === undefined) {
		throw new Unconvertible("It has no `window`, the time that the target is kept over.", spec?.span ?? document.span);
	}
	return {
		kind: "slo",
		slo: {
			service,
			name,
			...readIndicator(spec),
			objective: readObjective(spec.text("target"), spec.span),
			period: periodOfSeconds(secondsOf(window), window),
		},
		notes: [
			"Pyrra's four alerts (14, 7, 2 and 1 times the budget, each with a `for`) become a page and a ticket, with the windows and rates of the SRE workbook.",
			...tellAlerting(spec.mapping("alerting")),
		],
	};
}

function readIndicator(spec: Fields): Pick<SloDefinition, "indicator" | "grouping"> {
	const indicator = spec.mapping("indicator");
	const kinds = indicator?.entries.filter(({ value }) => value !== undefined) ?? [];
	const [kind, second] = kinds;
	if (indicator === undefined || kind === undefined) throw new Unconvertible("It has no indicator.", spec.span);
	if (second !== undefined) throw new Unconvertible("It has more than one indicator.", second.keySpan);
	const fields = indicator.mapping(kind.key);
	const grouping = fields?.texts("grouping").map(({ value }) => value) ?? [];
	const part = (name: string): SpecQuery => {
		const metric = fields?.mapping(name)?.text("metric");
		if (metric === undefined) {
			throw new Unconvertible(`The indicator has no \`${name}\` with a \`metric\`.`, fields?.span ?? kind.keySpan);
		}
		return { text: metric.value, counter: readSeries(metric), grouping, at: metric.span };
	};
	switch (kind.key) {
		case "ratio":
			return readRatio(part("errors"), "bad", part("total"));
		case "latency":
			return readRatio(part("success"), "good", part("total"));
		case "latencyNative": {
			const written = fields?.text("latency");
			const seconds = written && secondsOf(written);
			if (seconds === undefined || seconds <= 0) {
				throw new Unconvertible("The latency is no duration such as `200ms`.", written?.span ?? kind.keySpan);
			}
			const { metric, selector } = part("total").counter ?? { metric: "", selector: [] };
			const native: Indicator = { kind: "latency", histogram: "native", metric, selector, threshold: String(seconds) };
			return { indicator: native, grouping };
		}
		case "bool_gauge": {
			const metric = fields?.text("metric");
			if (metric === undefined) throw new Unconvertible("The indicator has no `metric`.", kind.keySpan);
			return { indicator: { kind: "probe", ...readSeries(metric) }, grouping };
		}
		default:
			throw new Unconvertible(`\`${kind.key}\` is no indicator that is known.`, kind.keySpan);
	}
}

function readSeries(written: Located<string>): SeriesSelection {
	const selector = readSelector(written.value.trim());
	const named = selector?.matchers.find(({ label, op }) => label === "__name__" && op === "=");
	const metric = selector?.metric ?? named?.value;
	if (selector === undefined || metric === undefined) {
		throw new Unconvertible(
			'This is no selector of one metric, such as `http_requests_total{code=~"5.."}`.',
			written.span,
		);
	}
	return { metric, selector: selector.matchers.filter((matcher) => matcher !== named) };
}

function tellAlerting(alerting: Fields | undefined): readonly string[] {
	const notes: string[] = [];
	if (alerting?.isTrue("disabled") || alerting?.text("burnrates")?.value === "false") {
		notes.push(
			"Pyrra makes no alerts on the burn rate for it (`alerting` says so); the rules have them, so take them out.",
		);
	}
	if (alerting?.text("burnRateType")?.value === "dynamic") {
		notes.push("Pyrra's thresholds follow the traffic (`burnRateType: dynamic`); those of the rules do not.");
	}
	if (alerting?.text("absent")?.value === "false") {
		notes.push("Pyrra makes no alert on missing metrics for it; the rules have one, so take it out.");
	}
	return notes;
}

/** Of a duration such as `4w` or `200ms`. */
function secondsOf({ value }: Located<string>): number | undefined {
	return parseDuration(value.trim());
}
