import type { Fault } from "../text/fault.ts";
import type { DocumentModel } from "./model.ts";

/**
 * UTF-16 code units up to which a file is read in depth. A rule file of this size has some 100,000 lines, and a first
 * reading of it takes seconds; nobody writes such a file by hand.
 */
export const LARGEST_TEXT = 5 * 1024 * 1024;

export const sizeFaults = {
	"file/too-large": {
		title: "File too large to be checked",
		severity: "information",
		why: "A file of more than 5 MB would take seconds to read at first and hold up the editor at every key stroke. Prometheus and Grafana themselves take it, but nothing in it is checked, completed or shown here. Colours stay.",
		fix: "Split it: `rule_files` of the Prometheus configuration takes patterns such as `rules/*.yaml`, and the rules of a group stay together. A dashboard is likely to hold a snapshot's data or images that it does not need; its panels can move to others that it links to. `promtool check rules` checks rules of any size.",
		example: {
			language: "yaml",
			bad: "groups:\n  # … more than 5 MB of groups\n",
			good: "groups:\n  # … the groups of one team or service\n",
		},
	},
	"file/too-many-problems": {
		title: "Too many problems to show",
		severity: "information",
		why: "The file has more than 1,000 problems, and only the first are shown, so that the editor stays fast. Mostly one fault early in the file explains them, or the file is no rule file.",
		fix: "Mend the first ones, and the next come up.",
		example: {
			language: "yaml",
			bad: "groups:\n  # … more than 1,000 problems\n",
			good: "groups:\n  # … fewer problems\n",
		},
	},
} as const satisfies Readonly<Record<string, Fault>>;

export function isTooLarge(text: string): boolean {
	return text.length > LARGEST_TEXT;
}

export const emptyModel: DocumentModel = {
	adapters: [],
	problems: [],
	regions: [],
	groups: [],
	outline: [],
	dashboards: [],
	alertmanagers: [],
	prometheusConfigs: [],
	ruleTests: [],
	hostPositionAt: () => undefined,
};

/** Characters: a file may be one line. */
const longestMark = 200;

/** What each kind of file that is known says near its beginning, and what can be done where it is too large. */
const signs: readonly { readonly sign: RegExp; readonly advice: string }[] = [
	{
		sign: /^\s*groups\s*:|PrometheusRule|^\s*"?(?:rule_files|scrape_configs|receivers)"?\s*:/m,
		advice: "or check it with promtool",
	},
	{
		sign: /"(?:panels|templating|schemaVersion|gridPos|fieldConfig|targets)"\s*:|dashboard\.grafana\.app|GrafanaDashboard/,
		advice: "or move panels of the dashboard to others that it links to",
	},
];

/** The model of a file that is too large to be read: one remark at its beginning, where it could be one of ours. */
export function tooLargeModel(text: string): DocumentModel {
	const firstLine = text.indexOf("\n");
	const head = text.slice(0, 64 * 1024);
	const found = signs.find(({ sign }) => sign.test(head));
	if (found === undefined) return emptyModel;
	const size = `${Math.round((text.length / 1024 / 1024) * 10) / 10} MB`;
	return {
		...emptyModel,
		problems: [
			{
				code: "file/too-large",
				severity: "information",
				span: { start: 0, end: Math.min(firstLine === -1 ? text.length : firstLine, longestMark) },
				message: `This file has ${size} and is not checked, so that the editor stays fast: no diagnostics, completion or values here, only colours. Split it into files of less than ${LARGEST_TEXT / 1024 / 1024} MB, ${found.advice}.`,
			},
		],
	};
}
