import type { AlertItem, RecordItem } from "../../workspace/graph/indexedFile.ts";
import type { Place } from "../../workspace/graph/workspaceGraph.ts";
import type { Choice } from "../scaffold.ts";
import type { ScaffoldContext } from "../scaffoldContext.ts";
import type { ChoiceSource } from "../scaffoldLogic.ts";
import { byValue, learn, offer } from "./offer.ts";
import { pathIn } from "./pathIn.ts";

function describeRule({ item, uri }: Place<AlertItem | RecordItem>, value: string, context: ScaffoldContext): Choice {
	const path = pathIn(context, uri);
	const severity = item.kind === "alert" ? item.labels["severity"] : undefined;
	const description = [severity, path].filter((word) => word !== undefined).join(", ");
	return {
		value,
		label: item.name,
		...(description === "" ? {} : { description }),
		...(item.expression === undefined ? {} : { detail: item.expression.replaceAll(/\s+/g, " ").trim() }),
	};
}

const chooseAlert: ChoiceSource = async (_answers, context) =>
	offer(
		[...context.graph.items("alert")].map((place) => describeRule(place, place.item.name, context)).sort(byValue),
		"The workspace has no alerts yet; type a name.",
	);

const chooseRecording: ChoiceSource = async (_answers, context) =>
	offer(
		[...context.graph.items("record")].map((place) => describeRule(place, place.item.name, context)).sort(byValue),
		"The workspace has no recording rules yet; type a name.",
	);

/** Both kinds of rules, as `path#name`, so that one of two with the same name can be chosen. */
const chooseRule: ChoiceSource = async (_answers, context) => {
	const places = [...context.graph.items("alert"), ...context.graph.items("record")];
	const choices = places.flatMap((place) => {
		const path = pathIn(context, place.uri);
		return path === undefined ? [] : [describeRule(place, `${path}#${place.item.name}`, context)];
	});
	return offer(choices.sort(byValue), "The workspace folder has no rules yet.");
};

const chooseRuleFile: ChoiceSource = async (_answers, context) => {
	const groups = new Map<string, string[]>();
	for (const { uri, item } of context.graph.items("group")) {
		const path = pathIn(context, uri);
		if (path !== undefined) groups.set(path, [...(groups.get(path) ?? []), item.name]);
	}
	return offer(
		[...groups].map(([path, names]) => ({ value: path, label: path, description: names.join(", ") })).sort(byValue),
		"The workspace folder has no rule files yet; type a path.",
	);
};

const chooseDashboard: ChoiceSource = async (_answers, context) =>
	offer(
		[...context.graph.items("dashboard")]
			.flatMap(({ uri, item }) => {
				const path = pathIn(context, uri);
				return path === undefined
					? []
					: [{ value: path, label: item.name === "" ? path : item.name, description: path }];
			})
			.sort(byValue),
		"The workspace folder has no dashboards yet; type a path.",
	);

const chooseReceiver: ChoiceSource = async (_answers, context) =>
	offer(
		[...context.graph.items("receiver")]
			.map(({ uri, item }) => {
				const path = pathIn(context, uri);
				return { value: item.name, label: item.name, ...(path === undefined ? {} : { description: path }) };
			})
			.sort(byValue),
		"The workspace has no receivers of Alertmanager yet; type a name.",
	);

/** What teams call severities who have not said it yet; what it means is said once. */
const usualSeverities: readonly Choice[] = [
	{ value: "critical", label: "critical", description: "wakes somebody up" },
	{ value: "warning", label: "warning", description: "is looked at within a working day" },
	{ value: "info", label: "info", description: "tells, and asks for nothing" },
];

/** Those that alerts and routes of the workspace have, the most usual first; before there are any, the usual ones. */
const chooseSeverity: ChoiceSource = async (_answers, { graph }) => {
	const counts = new Map<string, number>();
	const count = (value: string | undefined, by: number): void => {
		if (value !== undefined && value !== "" && !/[{}$|()*]/.test(value))
			counts.set(value, (counts.get(value) ?? 0) + by);
	};
	for (const { item } of graph.items("alert")) count(item.labels["severity"], 1);
	for (const { item } of graph.items("route")) {
		for (const { label, operator, value } of item.matchers)
			if (label === "severity" && operator === "=") count(value, 0);
	}
	const found = [...counts].toSorted(([one, left], [other, right]) => right - left || (one < other ? -1 : 1));
	if (found.length === 0) return { choices: usualSeverities };
	return {
		choices: found.map(([value, alerts]) => ({
			value,
			label: value,
			description: alerts === 0 ? "has a route" : alerts === 1 ? "1 alert" : `${alerts} alerts`,
		})),
	};
};

/** Those of the server's series, and of the workspace's rules and their resources. */
const chooseNamespace: ChoiceSource = async (_answers, { graph, metrics }, signal) => {
	const live = await learn(() => metrics.labelValues("namespace", []), signal);
	const written = [...graph.items("alert"), ...graph.items("record")].map(({ item }) => item.labels["namespace"] ?? "");
	const resources = [...graph.items("group")].map(({ item }) => item.labels?.["namespace"] ?? "");
	const names = [...new Set([...(live.value?.values ?? []), ...written, ...resources])].filter((name) => name !== "");
	return offer(
		names.sort().map((name) => ({ value: name, label: name })),
		"No namespaces are known; type one.",
		live.note,
	);
};

export const ruleSources = {
	alerts: chooseAlert,
	recordingRules: chooseRecording,
	rules: chooseRule,
	ruleFiles: chooseRuleFile,
	dashboards: chooseDashboard,
	receivers: chooseReceiver,
	severities: chooseSeverity,
	namespaces: chooseNamespace,
} satisfies Readonly<Record<string, ChoiceSource>>;
