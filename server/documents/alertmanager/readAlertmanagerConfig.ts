import type { RegularExpressions } from "../../promql/regularExpressions.ts";
import type { Span } from "../../text/span.ts";
import type { AlertmanagerConfig, Inhibition, Receiver, Route } from "../model/alertmanagerConfig.ts";
import type { Located } from "../model/located.ts";
import type { Fields } from "../structure/fields.ts";
import type { YamlView } from "../yaml/yamlView.ts";
import { readAlertMatchers, readOlderMatchers } from "./readMatchers.ts";
import { readNotifications } from "./readNotifications.ts";

/** What it takes to read a configuration. */
export interface ConfigReader {
	readonly view: YamlView;
	readonly regularExpressions: RegularExpressions;
}

/**
 * Aliases can make a few lines stand for any number of routes, and even for themselves: what is deeper, or more, than
 * anybody writes is not read.
 */
export class RouteBudget {
	#left = 20_000;

	/** Claims that a route may be read at that depth. */
	take(depth: number): boolean {
		this.#left -= 1;
		return depth < 100 && this.#left >= 0;
	}
}

export function readAlertmanagerConfig(fields: Fields, reader: ConfigReader): Omit<AlertmanagerConfig, "whole"> {
	const route = fields.mapping("route");
	const routeEntry = fields.get("route");
	return {
		span: fields.span,
		...(route === undefined
			? {}
			: { route: readRoute(route, routeEntry?.valueSpan ?? route.span, reader, new RouteBudget(), 0) }),
		receivers: fields.mappings("receivers").flatMap((receiver) => readReceiver(receiver) ?? []),
		inhibitions: fields.mappings("inhibit_rules").map((rule) => readInhibition(rule, reader)),
		timeIntervals: readTimeIntervals(fields),
		templates: fields.texts("templates"),
		...readNotifications(fields, reader.view),
	};
}

function readRoute(fields: Fields, span: Span, reader: ConfigReader, budget: RouteBudget, depth: number): Route {
	const receiver = fields.text("receiver");
	const groupWait = fields.seconds("group_wait");
	const groupInterval = fields.seconds("group_interval");
	const repeatInterval = fields.seconds("repeat_interval");
	return {
		...(receiver === undefined ? {} : { receiver }),
		matchers: readAlertMatchers(fields, "", reader.view, reader.regularExpressions),
		groupBy: fields.texts("group_by"),
		continues: fields.isTrue("continue"),
		olderMatchers: readOlderMatchers(fields, ""),
		...(groupWait === undefined ? {} : { groupWaitSeconds: groupWait }),
		...(groupInterval === undefined ? {} : { groupIntervalSeconds: groupInterval }),
		...(repeatInterval === undefined ? {} : { repeatIntervalSeconds: repeatInterval }),
		muteTimeIntervals: fields.texts("mute_time_intervals"),
		activeTimeIntervals: fields.texts("active_time_intervals"),
		routes: fields
			.mappings("routes")
			.flatMap((child) => (budget.take(depth) ? [readRoute(child, child.span, reader, budget, depth + 1)] : [])),
		span,
	};
}

/** The keys of integrations end so in files, and so in resources of the operator. */
const integrationKey = /(?:_configs|Configs)$/;

export function readReceiver(fields: Fields): Receiver | undefined {
	const name = fields.text("name");
	if (name === undefined) return undefined;
	const integrations = fields.entries
		.filter(({ key }) => integrationKey.test(key))
		.map(({ key, keySpan }): Located<string> => ({ value: key, span: keySpan }));
	return { name, integrations, span: fields.span };
}

function readInhibition(fields: Fields, { view, regularExpressions }: ConfigReader): Inhibition {
	return {
		source: readAlertMatchers(fields, "source_", view, regularExpressions),
		target: readAlertMatchers(fields, "target_", view, regularExpressions),
		equal: fields.texts("equal"),
		olderMatchers: [...readOlderMatchers(fields, "source_"), ...readOlderMatchers(fields, "target_")],
		span: fields.span,
	};
}

/** Both the newer `time_intervals` and the older `mute_time_intervals` name intervals, in one space of names. */
function readTimeIntervals(fields: Fields): readonly Located<string>[] {
	return ["time_intervals", "mute_time_intervals"]
		.flatMap((key) => fields.mappings(key).flatMap((interval) => interval.text("name") ?? []))
		.sort((a, b) => a.span.start - b.span.start);
}
