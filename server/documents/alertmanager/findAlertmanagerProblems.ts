import { append } from "../../base/append.ts";
import type { RegularExpressions } from "../../promql/regularExpressions.ts";
import type { Problem } from "../../text/problem.ts";
import type { Span } from "../../text/span.ts";
import { SpanIndex } from "../../text/spanIndex.ts";
import type { HostDocument } from "../adapter.ts";
import { hasStandIn } from "../helm/standIns.ts";
import type { AlertmanagerConfig } from "../model/alertmanagerConfig.ts";
import { findHttpClientProblems } from "../prometheus/findHttpClientProblems.ts";
import type { Fields } from "../structure/fields.ts";
import { type FormatFault, findTreeProblems, isSet, type TreeJudge } from "../structure/findTreeProblems.ts";
import { findNearestName } from "../structure/nearestName.ts";
import type { MappingType, StringFormat } from "../structure/structure.ts";
import { findFormatFault } from "../structure/textFormats.ts";
import type { YamlScalar } from "../yaml/node.ts";
import { isMappingNode, isScalarNode, YamlView } from "../yaml/yamlView.ts";
import {
	alertmanagerConfigStructure,
	inhibitionStructure,
	routeStructure,
	timeRangeStructure,
} from "./alertmanagerConfigStructure.ts";
import { findReceiverProblems } from "./findReceiverProblems.ts";
import { findTemplateProblems } from "./findTemplateProblems.ts";
import { integrations } from "./integrationStructure.ts";
import { readMatcherText } from "./readMatchers.ts";
import { findTimeFault, parseTimeOfDay } from "./timeFormats.ts";

const rejects = "As it is, Alertmanager rejects the whole file.";

function tell(code: string, span: Span, message: string): Problem {
	return { code: `alertmanager/${code}`, severity: "error", span, message: `${message} ${rejects}` };
}

const tellAt = (fields: Fields, key: string, message: string): Problem =>
	tell("invalid-value", fields.get(key)?.keySpan ?? fields.span, message);

/** A text that Alertmanager fills in before it is sent, and the key that it stands under. */
export interface TemplateText {
	readonly node: YamlScalar;
	readonly base: number;
	readonly key: string;
}

/**
 * What Alertmanager would refuse in a configuration, as `amtool check-config` reads it. Texts with templates in them are
 * added to `templates`.
 */
export function findAlertmanagerProblems(
	{ yaml, source }: HostDocument,
	config: Omit<AlertmanagerConfig, "whole">,
	regularExpressions: RegularExpressions,
	templates: TemplateText[] = [],
): readonly Problem[] {
	const view = new YamlView(yaml.anchors);
	const root = view.resolve(yaml.root);
	if (!isMappingNode(root)) return [];
	const broken = new SpanIndex(yaml.problems.map(({ span }) => span));
	const names = {
		receiver: config.receivers.map(({ name }) => name.value),
		timeInterval: config.timeIntervals.map(({ value }) => value),
	};
	const templateProblems: Problem[] = [];
	// What a template brings may define what is named, or say what is missing.
	const isWhole = yaml.problems.length === 0 && !hasStandIn(source.text);
	const judge: TreeJudge = {
		reader: "Alertmanager",
		family: "alertmanager",
		view,
		broken,
		faultOf(format, value, key) {
			if (!isScalarNode(value)) return undefined;
			const written = value.node.value;
			switch (format) {
				case "receiver":
				case "timeInterval":
					return isWhole ? findReferenceFault(format, written, names[format]) : undefined;
				case "matchers": {
					const { fault } = readMatcherText(value, false, regularExpressions);
					return fault && { reason: `${fault.reason.replace(/\.$/, "")}`, span: fault.span, code: "invalid-matcher" };
				}
				case "template":
					if (!written.includes("{{")) return undefined;
					templates.push({ node: value.node, base: value.base, key });
					append(templateProblems, findTemplateProblems(value));
					return undefined;
				case "labelName":
					return written === "" ? { reason: "is no label name" } : undefined;
				default: {
					const reason = findTimeFault(format, written) ?? findFormatFault(format, written, regularExpressions);
					return reason === undefined ? undefined : { reason };
				}
			}
		},
		judgeMapping: (type, fields, place) => [
			...findHttpClientProblems(type, fields, tellAt),
			...judgeMapping(type, fields, place, isWhole),
		],
	};
	return [...findTreeProblems(root, alertmanagerConfigStructure, judge), ...templateProblems];
}

function findReferenceFault(format: StringFormat, name: string, names: readonly string[]): FormatFault | undefined {
	if (name === "" || names.includes(name)) return undefined;
	const near = findNearestName(name, names);
	const hint = near === undefined ? "" : ` (did you mean \`${near}\`?)`;
	return format === "receiver"
		? { reason: `is the name of no receiver in this file${hint}`, code: "undefined-receiver" }
		: { reason: `is the name of no time interval in this file${hint}`, code: "undefined-time-interval" };
}

function judgeMapping(type: MappingType, fields: Fields, place: Span, isWhole: boolean): readonly Problem[] {
	switch (type) {
		case alertmanagerConfigStructure:
			return isWhole
				? [...findRootProblems(fields), ...findReceiverProblems(fields, tell), ...findRepeatedIntervals(fields)]
				: [];
		case routeStructure:
			return [...findRouteProblems(fields), ...findDeprecatedNames(fields, ["match", "match_re"])];
		case inhibitionStructure:
			return findDeprecatedNames(fields, ["source_match", "source_match_re", "target_match", "target_match_re"]);
		case timeRangeStructure:
			return findTimeRangeProblems(fields);
		case integrations.get("webex_configs"): {
			const client = fields.mapping("http_config");
			if (client === undefined || client.get("authorization")?.value !== undefined) return [];
			return [
				tell(
					"missing-field",
					fields.get("http_config")?.keySpan ?? place,
					"The bot's token is missing. Add `authorization`.",
				),
			];
		}
		case integrations.get("sns_configs"): {
			const set = ["topic_arn", "phone_number", "target_arn"].filter((key) => isSet(fields.get(key)));
			if (set.length === 1 || set.length === 3) return [];
			return [tell("missing-field", place, "One of `topic_arn`, `phone_number` and `target_arn` must be set.")];
		}
		default:
			return [];
	}
}

/** The top route takes every alert, so nothing may keep alerts out of it. */
function findRootProblems(fields: Fields): readonly Problem[] {
	const route = fields.mapping("route");
	if (route === undefined) return [];
	const problems: Problem[] = [];
	if (!isSet(route.get("receiver"))) {
		const span = route.get("receiver")?.keySpan ?? fields.get("route")?.keySpan ?? route.span;
		problems.push(
			tell(
				"root-route",
				span,
				"The top route has no `receiver`, so alerts that fit no other route would reach nobody. Add one.",
			),
		);
	}
	for (const key of ["matchers", "match", "match_re", "mute_time_intervals", "active_time_intervals"]) {
		const entry = route.get(key);
		if (entry === undefined || !isSet(entry) || (isMappingNode(entry.value) && entry.value.node.entries.length === 0)) {
			continue;
		}
		problems.push(
			tell(
				"root-route",
				entry.keySpan,
				`The top route cannot have \`${key}\`, because every alert enters there. Move it to a route below.`,
			),
		);
	}
	if (route.isTrue("continue")) {
		const span = route.get("continue")?.keySpan ?? route.span;
		problems.push(
			tell("root-route", span, "The top route cannot have `continue`: no other route stands beside it. Remove it."),
		);
	}
	return problems;
}

function findRouteProblems(fields: Fields): readonly Problem[] {
	const problems: Problem[] = [];
	const groupBy = fields.texts("group_by");
	const all = groupBy.find(({ value }) => value === "...");
	if (all !== undefined && groupBy.some(({ value }) => value !== "...")) {
		problems.push(tell("group-by", all.span, "`...` stands for all labels, so no other label can stand beside it."));
	}
	for (const [index, { value, span }] of groupBy.entries()) {
		if (value === "..." || groupBy.findIndex((other) => other.value === value) === index) continue;
		problems.push(tell("group-by", span, `The label \`${value}\` stands in the list already.`));
	}
	for (const key of ["group_interval", "repeat_interval"]) {
		const seconds = fields.seconds(key);
		if (seconds?.value !== 0) continue;
		problems.push(tell("invalid-duration", seconds.span, `\`${key}\` cannot be zero.`));
	}
	return problems;
}

/** In the older forms a label has letters, digits and underscores. */
function findDeprecatedNames(fields: Fields, keys: readonly string[]): readonly Problem[] {
	return keys.flatMap((key) =>
		fields
			.pairs(key)
			.flatMap(({ key: label }) =>
				/^[a-zA-Z_][a-zA-Z0-9_]*$/.test(label.value)
					? []
					: [tell("invalid-value", label.span, `\`${label.value}\` is no label name that \`${key}\` can have.`)],
			),
	);
}

function findTimeRangeProblems(fields: Fields): readonly Problem[] {
	const start = parseTimeOfDay(fields.text("start_time")?.value ?? "");
	const end = fields.text("end_time");
	const until = parseTimeOfDay(end?.value ?? "");
	if (start === undefined || end === undefined || until === undefined || start < until) return [];
	return [
		tell(
			"invalid-value",
			end.span,
			"The end is not after the start. For a range over midnight write two: one until `24:00`, one from `00:00`.",
		),
	];
}

function findRepeatedIntervals(fields: Fields): readonly Problem[] {
	const seen = new Set<string>();
	return ["mute_time_intervals", "time_intervals"].flatMap((key) =>
		fields.mappings(key).flatMap((interval) => {
			const name = interval.text("name");
			if (name === undefined) return [];
			if (seen.has(name.value)) {
				return [tell("duplicate-name", name.span, `Another time interval is called \`${name.value}\` too.`)];
			}
			seen.add(name.value);
			return [];
		}),
	);
}
