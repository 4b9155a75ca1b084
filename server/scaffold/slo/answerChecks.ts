import { checkPromql } from "../../promql/check.ts";
import { parsePromql } from "../../promql/parse.ts";
import { valueTypeOf } from "../../promql/valueType.ts";
import { splitAnswer } from "../scaffold.ts";
import type { AnswerCheck } from "../scaffoldLogic.ts";
import { checkTargetPath } from "../targetPath.ts";
import { readMaximumAge } from "./freshness.ts";
import { checkGrouping } from "./groupingChoices.ts";
import { checkThreshold } from "./latencyThreshold.ts";
import { parseMatchers } from "./matchers.ts";
import { metricKinds } from "./metricKinds.ts";
import { parseObjective } from "./objective.ts";
import { checkPeriod } from "./period.ts";
import { checkNamespace, parseResourceLabels } from "./prometheusRuleMetadata.ts";
import { checkGroupingOfQueries, checkQueryLabels } from "./queryLabels.ts";
import { readSeries } from "./seriesAnswer.ts";
import { fillWindow, windowPlaceholder } from "./sli.ts";
import { checkName } from "./sloName.ts";
import { checkRuleFile } from "./teamForm.ts";
import { parseGuard } from "./volumeGuard.ts";

/** What is wrong with an answer, by question; `undefined` where it will do. */
export const answerChecks: Readonly<Record<string, AnswerCheck>> = {
	service: checkService,
	selector: checkMatchers,
	metric: (value, answers) => checkMetric(value, answers["kind"] ?? ""),
	errors(value) {
		if (value === "") return 'Say which requests count as errors, with label matchers such as code=~"5..".';
		const fault = checkMatchers(value);
		if (fault !== undefined) return fault;
		const isEmpty = value.replaceAll(/[{},\s]/g, "") === "";
		return isEmpty ? 'Without a matcher every request counts as an error; give one such as code=~"5..".' : undefined;
	},
	counter(value, answers) {
		if (value === "") return "Give the name of the counter, such as http_request_errors_total.";
		const series = readSeries(value);
		if (series === undefined) return `"${value}" is no metric's name, with matchers in braces or without.`;
		const fault = checkMetric(series.metric, "availability");
		if (fault !== undefined) return fault;
		const isSame = series.metric === answers["metric"] && series.selector.length === 0;
		return isSame ? "Both counters are the same; give the one of the errors, or of the good ones." : undefined;
	},
	threshold: checkThreshold,
	minimum(value) {
		if (/^\d+,\d+$/.test(value)) return `Write the number with a point: ${value.replace(",", ".")}.`;
		if (!/^(\d+\.?\d*|\.\d+)$/.test(value)) return `"${value}" is not a number; give how many per second are enough.`;
		return Number(value) > 0 ? undefined : "Less than nothing cannot be done; give a number above 0.";
	},
	maximumAge: (value) =>
		readMaximumAge(value) === undefined
			? `"${value}" is no duration of at least a second; write it such as 1h, 26h or 1d12h.`
			: undefined,
	countedQuery: (value) => checkWindowQuery(value) ?? checkQueryLabels(value, undefined),
	totalQuery(value, answers) {
		if (value !== "" && value === answers["countedQuery"])
			return "Both queries are the same, so all or no events would be bad.";
		return checkWindowQuery(value) ?? checkQueryLabels(value, answers["countedQuery"]);
	},
	grouping(value, answers) {
		const fault = checkGrouping(value) ?? checkGroupingOfQueries(value, answers);
		if (fault !== undefined) return fault;
		const errors = parseMatchers(answers["errors"] ?? "");
		const told = errors.kind === "matchers" ? errors.matchers.map(({ label }) => label) : [];
		const odd = splitAnswer(value).find((label) => told.includes(label));
		return odd && `The label ${odd} tells errors from the rest, so each of its values would be all errors or none.`;
	},
	period: checkPeriod,
	objective(value) {
		const result = parseObjective(value);
		return result.kind === "invalid" ? result.message : undefined;
	},
	namespace: checkNamespace,
	resourceLabels(value) {
		const result = parseResourceLabels(value);
		return result.kind === "invalid" ? result.message : undefined;
	},
	guard(value) {
		const result = parseGuard(value);
		return result.kind === "invalid" ? result.message : undefined;
	},
	maintenance: checkMaintenance,
	name: checkName,
	file: checkRuleFile,
	folder: (value) => (value === "" || value === "." ? undefined : checkTargetPath(value.replace(/\/+$/, ""))),
	runbookUrl: checkRunbookUrl,
};

/** PromQL with the window's place in it, of which every window of the alerts is made. */
function checkWindowQuery(value: string): string | undefined {
	if (value === "") return "Give a query, such as sum(rate(orders_total[{{.window}}])).";
	if (value.search(windowPlaceholder) < 0) {
		const range = /\[[^\]]*\]/.exec(value)?.[0];
		const where = range === undefined ? "where a range is" : `instead of ${range}`;
		return `The query is asked over several windows; write [{{.window}}] ${where}.`;
	}
	return checkVector(fillWindow(value, "5m"));
}

function checkMaintenance(value: string): string | undefined {
	return value === "" ? undefined : checkVector(value);
}

function checkVector(text: string): string | undefined {
	const parsed = parsePromql(text);
	const [problem] = [...parsed.problems, ...checkPromql(parsed, { role: "query" })];
	if (problem !== undefined) return `"${text}" is no PromQL: ${problem.message}`;
	const type = valueTypeOf(parsed.expression);
	return type === "vector" || type === "none" ? undefined : `"${text}" is a ${type}; give a query that returns series.`;
}

function checkService(value: string): string | undefined {
	if (value === "") return "Give the service's name, such as the value of its label job.";
	if (value.length <= 200) return undefined;
	return "At most 200 characters, please: the name becomes a label's value on every rule.";
}

function checkMatchers(value: string): string | undefined {
	const result = parseMatchers(value);
	return result.kind === "invalid" ? result.message : undefined;
}

function checkMetric(value: string, kind: string): string | undefined {
	if (value === "") return `Give the name of a ${metricKinds[kind]?.words ?? "counter"}.`;
	if (/["'`{}\s\\]/.test(value)) return `"${value}" is more than a metric's name; matchers are asked for on their own.`;
	if (kind === "latency") {
		if (!/_(sum|count|total|created)$/.test(value)) return undefined;
		return `"${value}" is not a histogram; give its name without the ending, or its series that end in _bucket.`;
	}
	if (kind === "freshness" || kind === "probe") {
		if (!/_(total|bucket|sum|count|created)$/.test(value)) return undefined;
		return `"${value}" is no gauge, by its name; give a ${metricKinds[kind]?.words}.`;
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
