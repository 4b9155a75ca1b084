import type { Located } from "../../../documents/model/located.ts";
import type { Fields } from "../../../documents/structure/fields.ts";
import { parsePromql } from "../../../promql/parse.ts";
import { calendarMonth, type Period } from "../period.ts";
import type { SloDefinition } from "../sloDefinition.ts";
import { percentOfRatio, periodOfSeconds, readObjective } from "./objectiveAndPeriod.ts";
import { readSpecQuery, type SpecQuery } from "./querySelection.ts";
import { readRatio } from "./ratioIndicator.ts";
import { readWhole, type SpecMeaning, type SpecReferences, type SpecSlo, Unconvertible } from "./specSlo.ts";

/** The objective of an OpenSLO document of the kind SLO. */
export function readOpenSlo(document: Fields, references: SpecReferences): readonly SpecSlo[] {
	const name = document.mapping("metadata")?.text("name")?.value ?? "slo";
	const service = document.mapping("spec")?.text("service")?.value ?? name;
	const meaning = readWhole(() => readSlo(document, service, name, references));
	return [{ tool: "OpenSLO", service, name, span: document.span, meaning }];
}

function readSlo(
	document: Fields,
	service: string,
	name: string,
	references: SpecReferences,
): Extract<SpecMeaning, { kind: "slo" }> {
	const version = document.text("apiVersion");
	if (version?.value !== "openslo/v1") {
		throw new Unconvertible(
			`Only \`openslo/v1\` is read, and this says \`${version?.value ?? ""}\`.`,
			version?.span ?? document.span,
		);
	}
	const spec = document.mapping("spec");
	if (spec === undefined) throw new Unconvertible("It has no `spec`.", document.span);
	const method = spec.text("budgetingMethod");
	if (method !== undefined && method.value !== "Occurrences") {
		throw new Unconvertible(
			`The budgeting method ${method.value} counts slices of time, which these rules do not: they count events (Occurrences).`,
			method.span,
		);
	}
	const [objective, second] = spec.mappings("objectives");
	if (objective === undefined) throw new Unconvertible("It has no objectives.", spec.span);
	if (second !== undefined) {
		throw new Unconvertible("It has several objectives; rules are made for one. Write an SLO for each.", second.span);
	}
	const policies = spec.get("alertPolicies");
	return {
		kind: "slo",
		slo: {
			service,
			name,
			...readIndicator(spec, objective, references),
			objective: readTarget(objective),
			period: readTimeWindow(spec),
		},
		notes:
			policies?.value === undefined
				? []
				: ["The alert policies of the specification are not read: the rules have a page and a ticket of their own."],
	};
}

function readTarget(objective: Fields): SloDefinition["objective"] {
	const ratio = objective.text("target");
	if (ratio === undefined) return readObjective(objective.text("targetPercent"), objective.span);
	const value = Number(ratio.value);
	if (!(value > 0 && value < 1)) {
		throw new Unconvertible(
			`\`target\` is a ratio above 0 and below 1, such as 0.999, and this is \`${ratio.value}\`.`,
			ratio.span,
		);
	}
	return readObjective({ value: percentOfRatio(ratio.value), span: ratio.span }, objective.span);
}

/** Seconds of the units that have a length. */
const units: Readonly<Record<string, number>> = { m: 60, h: 3600, d: 86_400, w: 604_800 };

function readTimeWindow(spec: Fields): Period {
	const windows = spec.mappings("timeWindow");
	const [window, second] = windows.length > 0 ? windows : [spec.mapping("timeWindow")];
	if (window === undefined) throw new Unconvertible("It has no `timeWindow`.", spec.span);
	if (second !== undefined)
		throw new Unconvertible("It has several time windows; rules are made for one.", second.span);
	const duration = window.text("duration");
	if (duration === undefined) throw new Unconvertible("The time window has no duration.", window.span);
	const match = /^(\d+)([mhdwMQY])$/.exec(duration.value);
	const calendar = window.mapping("calendar");
	if (calendar !== undefined || window.text("isRolling")?.value === "false") {
		const zone = calendar?.text("timeZone");
		const isUtc = zone === undefined || /^(UTC|Etc\/UTC|GMT)$/.test(zone.value);
		const start = calendar?.text("startTime");
		if (duration.value === "1M" && isUtc && (start === undefined || /^\d{4}-\d{2}-01\b/.test(start.value)))
			return calendarMonth;
		throw new Unconvertible(
			"Of calendars only the month from its first day, in UTC, is made into rules.",
			isUtc ? duration.span : zone.span,
		);
	}
	const size = units[match?.[2] ?? ""];
	if (match === null || size === undefined) {
		throw new Unconvertible(
			`\`${duration.value}\` has no fixed length; write a rolling window in days, such as 30d.`,
			duration.span,
		);
	}
	return periodOfSeconds(Number(match[1]) * size, duration);
}

function readIndicator(
	spec: Fields,
	objective: Fields,
	references: SpecReferences,
): Pick<SloDefinition, "indicator" | "grouping"> {
	const sli = findIndicator(spec, references);
	const ratio = sli.mapping("ratioMetric");
	const threshold = sli.mapping("thresholdMetric");
	if (ratio !== undefined) return readRatioMetric(ratio, references);
	if (threshold !== undefined) return readThresholdMetric(threshold, objective, references);
	throw new Unconvertible("The indicator has neither a `ratioMetric` nor a `thresholdMetric`.", sli.span);
}

function findIndicator(spec: Fields, { documents }: SpecReferences): Fields {
	const inline = spec.mapping("indicator");
	const reference = spec.text("indicatorRef");
	if (inline !== undefined) return inline.mapping("spec") ?? inline;
	if (reference === undefined) throw new Unconvertible("It has no indicator.", spec.span);
	const found = documents.get(`SLI ${reference.value}`)?.mapping("spec");
	if (found !== undefined) return found;
	throw new Unconvertible(`The SLI \`${reference.value}\` was not found in the workspace.`, reference.span);
}

function readRatioMetric(ratio: Fields, references: SpecReferences): Pick<SloDefinition, "indicator" | "grouping"> {
	const counts = ratio.isTrue("counter");
	const raw = ratio.mapping("raw");
	if (raw !== undefined) {
		const query = readHolder(raw, references);
		const read = readSpecQuery(query.value, query.span);
		if (read.grouping.length > 0 || read.counter !== undefined) {
			throw new Unconvertible("The query of a ratio has to give one series of 0 to 1.", query.span);
		}
		const isSuccess = ratio.text("rawType")?.value !== "failure";
		return { indicator: { kind: "ratio", query: isSuccess ? `1 - (${read.text})` : read.text }, grouping: [] };
	}
	const part = (name: string): SpecQuery | undefined => {
		const holder = ratio.mapping(name);
		if (holder === undefined) return undefined;
		const query = readHolder(holder, references);
		return readSpecQuery(query.value, query.span, counts);
	};
	const good = part("good");
	const bad = part("bad");
	const total = part("total");
	const counted = bad ?? good;
	if (counted === undefined || total === undefined) {
		throw new Unconvertible("The ratio needs `total`, and `good` or `bad`.", ratio.span);
	}
	return readRatio(counted, bad === undefined ? "good" : "bad", total);
}

/** How a bad value compares, by how a good one does. */
const opposites: Readonly<Record<string, string>> = { lte: ">", lt: ">=", gte: "<", gt: "<=" };

/** Every moment weighs the same: a moment is bad where the value is not within the threshold. */
function readThresholdMetric(
	threshold: Fields,
	objective: Fields,
	references: SpecReferences,
): Pick<SloDefinition, "indicator" | "grouping"> {
	const query = readHolder(threshold, references);
	const operator = objective.text("op");
	const value = objective.text("value");
	const opposite = opposites[operator?.value ?? ""];
	if (opposite === undefined || value === undefined || !Number.isFinite(Number(value.value))) {
		throw new Unconvertible("The objective needs `op` and `value`, which the metric is held against.", objective.span);
	}
	if (query.value.includes("{{")) {
		throw new Unconvertible("The query of a threshold is asked at moments, so it cannot have a window.", query.span);
	}
	const { problems, wellFormed } = parsePromql(query.value);
	if (!wellFormed || problems.length > 0)
		throw new Unconvertible("The query is no PromQL that can be read.", query.span);
	const limit = Number(value.value);
	const text = `avg_over_time((((${query.value.trim()}) >= -Inf) ${opposite} bool ${limit})[{{.window}}:1m])`;
	return { indicator: { kind: "ratio", query: readSpecQuery(text, query.span).text }, grouping: [] };
}

/** The PromQL of a metric; its source has to be a Prometheus. */
function readHolder(holder: Fields, { documents }: SpecReferences): Located<string> {
	const source = holder.mapping("metricSource");
	const reference = source?.text("metricSourceRef");
	const type =
		source?.text("type") ??
		(reference && documents.get(`DataSource ${reference.value}`)?.mapping("spec")?.text("type"));
	if (!/^prometheus$/i.test(type?.value ?? "")) {
		const reason =
			type === undefined
				? `Which server the metric is from is not known${reference ? `: the DataSource \`${reference.value}\` was not found` : ""}. Write \`type: Prometheus\`.`
				: `The metric is from ${type.value}, and rules are made for Prometheus.`;
		throw new Unconvertible(reason, source?.text("type")?.span ?? reference?.span ?? holder.span);
	}
	const spec = source?.mapping("spec");
	const query = spec?.text("query") ?? spec?.text("promql");
	if (query === undefined) throw new Unconvertible("The metric has no query.", source?.span ?? holder.span);
	return query;
}
