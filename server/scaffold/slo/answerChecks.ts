import type { Answers } from "../scaffold.ts";
import { checkTargetPath } from "../targetPath.ts";
import { checkThreshold } from "./latencyThreshold.ts";
import { parseMatchers } from "./matchers.ts";
import { parseObjective } from "./objective.ts";
import { checkNamespace, parseResourceLabels } from "./prometheusRuleMetadata.ts";

/** What is wrong with an answer, by question; `undefined` where it will do. */
export const answerChecks: Readonly<Record<string, (value: string, answers: Answers) => string | undefined>> = {
	service: checkService,
	selector: checkMatchers,
	metric: (value, answers) => checkMetric(value, answers["kind"] === "latency"),
	errors(value) {
		if (value === "") return 'Say which requests count as errors, with label matchers such as code=~"5..".';
		const fault = checkMatchers(value);
		if (fault !== undefined) return fault;
		const isEmpty = value.replaceAll(/[{},\s]/g, "") === "";
		return isEmpty ? 'Without a matcher every request counts as an error; give one such as code=~"5..".' : undefined;
	},
	threshold: checkThreshold,
	objective(value) {
		const result = parseObjective(value);
		return result.kind === "invalid" ? result.message : undefined;
	},
	namespace: checkNamespace,
	resourceLabels(value) {
		const result = parseResourceLabels(value);
		return result.kind === "invalid" ? result.message : undefined;
	},
	folder: (value) => (value === "" || value === "." ? undefined : checkTargetPath(value.replace(/\/+$/, ""))),
	runbookUrl: checkRunbookUrl,
};

function checkService(value: string): string | undefined {
	if (value === "") return "Give the service's name, such as the value of its label job.";
	if (value.length <= 200) return undefined;
	return "At most 200 characters, please: the name becomes a label's value on every rule.";
}

function checkMatchers(value: string): string | undefined {
	const result = parseMatchers(value);
	return result.kind === "invalid" ? result.message : undefined;
}

function checkMetric(value: string, isLatency: boolean): string | undefined {
	if (value === "") return isLatency ? "Give the name of a histogram." : "Give the name of a counter of requests.";
	if (/["'`{}\s\\]/.test(value)) return `"${value}" is more than a metric's name; matchers are asked for on their own.`;
	if (isLatency) {
		if (!/_(sum|count|total|created)$/.test(value)) return undefined;
		return `"${value}" is not a histogram; give its name without the ending, or its series that end in _bucket.`;
	}
	if (value.endsWith("_bucket")) {
		return `"${value}" counts each request in many buckets; give the same name with _count at its end.`;
	}
	return value.endsWith("_sum") ? `"${value}" adds up what was measured; give the same name with _count.` : undefined;
}

function checkRunbookUrl(value: string): string | undefined {
	if (value === "") return undefined;
	try {
		const { protocol } = new URL(value.replaceAll("{path}", "path"));
		if (protocol === "https:" || protocol === "http:") return undefined;
	} catch {
		// Said below.
	}
	return `"${value}" is not a web address; begin with https://, or leave it empty.`;
}
