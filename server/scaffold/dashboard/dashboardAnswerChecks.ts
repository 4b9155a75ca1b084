import { isUtf8Name } from "../../promql/names.ts";
import { splitAnswer } from "../scaffold.ts";
import type { AnswerCheck } from "../scaffoldLogic.ts";
import { parseMatchers } from "../slo/matchers.ts";

const checkSelector: AnswerCheck = (value) => {
	const result = parseMatchers(value);
	return result.kind === "invalid" ? result.message : undefined;
};

const checkMetric = (value: string): string | undefined =>
	isUtf8Name(value) && !/[\s{}()"]/.test(value)
		? undefined
		: `"${value}" is no name of a metric; give the name alone, such as http_requests_total.`;

const checkOptionalLabel: AnswerCheck = (value) => (value === "" ? undefined : checkLabel(value));

function checkLabel(value: string): string | undefined {
	return /^[a-zA-Z_]\w*$/.test(value)
		? undefined
		: `"${value}" is no name of a label; give the name alone, such as route.`;
}

/** What an answer has to be, by its question. */
export const dashboardAnswerChecks: Readonly<Record<string, AnswerCheck>> = {
	selector: checkSelector,
	errors: (value, answers, context) =>
		value === "" ? 'Say which requests count as errors, such as code=~"5..".' : checkSelector(value, answers, context),
	requests: (value) => {
		const fault = checkMetric(value);
		if (fault !== undefined || value !== "") return fault;
		return "Name the counter of the requests, such as http_requests_total.";
	},
	latency: (value) => (value === "" ? undefined : checkMetric(value)),
	route: checkOptionalLabel,
	status: checkOptionalLabel,
	variables: (value) =>
		splitAnswer(value)
			.map(checkLabel)
			.find((message) => message !== undefined),
	metrics: (value) => {
		const names = splitAnswer(value);
		if (names.length === 0) return "Choose at least one metric.";
		return names.map(checkMetric).find((message) => message !== undefined);
	},
	services: (value) => (splitAnswer(value).length === 0 ? "Choose at least one service." : undefined),
	grafanaLabels: (value) => {
		const pairs = splitAnswer(value);
		const odd = pairs.find((pair) => !/^[A-Za-z0-9./_-]+\s*=\s*[A-Za-z0-9._-]+$/.test(pair));
		if (odd !== undefined) return `Write "${odd}" as name=value, with what Kubernetes allows in labels.`;
		return pairs.length === 0 ? "Give at least one label, such as dashboards=grafana." : undefined;
	},
	namespace: (value) =>
		/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(value)
			? undefined
			: `"${value}" is no name of a namespace: lower-case letters, digits and hyphens.`,
};
