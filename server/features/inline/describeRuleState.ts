import type { RuleState } from "../../metrics/port.ts";
import type { RuleOnServer } from "../../metrics/ruleIndex.ts";
import { formatSample } from "../../metrics/sampleFormat.ts";
import { shorten } from "../markdown.ts";

/** Characters of what a server says of a failure: a lens has one line. */
const LONGEST_ERROR = 80;

/** What the server says of a rule, in a few words; `undefined` where it says nothing about this one for certain. */
export function describeRuleState(found: RuleOnServer): string | undefined {
	switch (found.kind) {
		case "absent":
		case "ambiguous":
			return undefined;
		case "differs":
			return `differs on the server · ${describe(found.rule)}`;
		case "same":
			return describe(found.rule);
		default:
			return found satisfies never;
	}
}

function describe(rule: RuleState): string {
	const took = rule.evaluationSeconds === undefined ? undefined : describeDuration(rule.evaluationSeconds);
	if (rule.health === "err") return `failing: ${describeError(rule.lastError)}`;
	if (rule.health === "unknown") return "not evaluated yet";
	if (rule.kind === "record") return took === undefined ? "ok" : `ok · ${took}`;
	const last = took === undefined ? [] : [`last evaluation ${took}`];
	return [describeAlerts(rule), ...last].join(" · ");
}

/** In whole milliseconds, as each evaluation takes a little more or less than the one before. */
function describeDuration(seconds: number): string {
	if (seconds < 0.001) return "under 1 ms";
	return seconds < 1 ? `${Math.round(seconds * 1000)} ms` : formatSample(seconds, "seconds");
}

function describeAlerts({ alerts }: RuleState): string {
	const count = (state: "firing" | "pending"): number => alerts.filter((alert) => alert.state === state).length;
	const parts = (["firing", "pending"] as const).flatMap((state) =>
		count(state) > 0 ? [`${state} ${count(state)}`] : [],
	);
	return parts.length === 0 ? "inactive" : parts.join(", ");
}

/** Without line breaks, as a lens cannot show them. */
function describeError(error = ""): string {
	const line = error.replace(/\s+/g, " ").trim();
	return line === "" ? "the server does not say why" : shorten(line, LONGEST_ERROR);
}
