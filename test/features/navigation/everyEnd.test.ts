import { describe, expect, test } from "vitest";
import { findDefinition } from "../../../server/features/navigation/findDefinition.ts";
import { findReferences } from "../../../server/features/navigation/findReferences.ts";
import { readSampleRepository } from "./sampleRepository.ts";
import { TestWorkspace } from "./testWorkspace.ts";

/** What is named, where it is defined, and where it is used: `path:line`, and in brackets what stands there besides. */
interface Line {
	readonly name: string;
	readonly defined: readonly string[];
	readonly used: readonly string[];
}

const lines: readonly Line[] = [
	{
		name: "job:http_requests:rate5m",
		defined: ["rules/http.rules.yaml:5"],
		used: [
			"chart/dashboards/traffic.json:10",
			"chart/templates/rules.yaml:19",
			"kubernetes/dashboards.yaml:15",
			"kubernetes/dashboards.yaml:25",
			"kubernetes/prometheusrule.yaml:13",
			"kubernetes/prometheusrule.yaml:15",
			"rules/http.rules.yaml:19",
			"rules/http.rules.yaml:26",
			"tests/http.test.yaml:27",
			"tests/http.test.yaml:30",
		],
	},
	{
		name: "job:http_errors:ratio_rate5m",
		defined: ["rules/http.rules.yaml:9"],
		used: [
			"chart/templates/rules.yaml:14",
			"queries/incident.promql:2",
			"rules/http.rules.yaml:19",
			"runbooks/http.md:10",
		],
	},
	{
		name: "shop:http_requests:rate1h",
		defined: ["kubernetes/prometheusrule.yaml:11"],
		used: ["chart/dashboards/traffic.json:10", "kubernetes/prometheusrule.yaml:15"],
	},
	{
		name: "checkout:orders:rate5m",
		defined: ["rules/checkout.rules.yml:4"],
		used: ["dashboards/checkout.json:41", "rules/checkout.rules.yml:7", "runbooks/NoOrders.md:14"],
	},
	{
		name: "HighErrorRatio",
		defined: ["rules/http.rules.yaml:18"],
		used: [
			"alertmanager/alertmanager.yml:6",
			"alertmanager/alertmanager.yml:17",
			"kubernetes/dashboards.yaml:32",
			"queries/incident.promql:8",
			"runbooks/http.md:5",
			"tests/http.test.yaml:16",
		],
	},
	{
		name: "SlowRequests",
		defined: ["rules/http.rules.yaml:28"],
		used: ["alertmanager/alertmanager.yml:18", "kubernetes/dashboards.yaml:32", "runbooks/http.md:16"],
	},
	{
		name: "TrafficGone",
		defined: ["kubernetes/prometheusrule.yaml:14"],
		used: ["alertmanager/alertmanager.yml:6", "runbooks/http.md:20"],
	},
	{
		name: "NoOrders",
		defined: ["rules/checkout.rules.yml:6"],
		used: [
			"alertmanager/alertmanager.yml:13",
			"dashboards/checkout.json:29",
			"runbooks/NoOrders.md:2",
			"tests/checkout.test.yaml:12",
		],
	},
	{ name: "QueueGrows", defined: ["rules/checkout.rules.yml:15"], used: ["alertmanager/alertmanager.yml:10"] },
	{
		name: "shop-pager",
		defined: ["alertmanager/alertmanager.yml:23"],
		used: ["alertmanager/alertmanager.yml:8", "alertmanager/alertmanager.yml:14"],
	},
	{
		name: "maintenance",
		defined: ["alertmanager/alertmanager.yml:31"],
		used: ["alertmanager/alertmanager.yml:9"],
	},
];

const workspace = new TestWorkspace(readSampleRepository());

/** The offset in the middle of the name's first mention in the line; of several that are `used`, all have the same answer. */
function cursorAt(place: string, name: string): { readonly path: string; readonly offset: number } {
	const [path = "", line = ""] = place.split(":");
	const text = workspace.text(path);
	const start = text.split("\n", Number(line) - 1).join("\n").length;
	return { path, offset: text.indexOf(name, start) + Math.floor(name.length / 2) };
}

function placesOf(shown: readonly string[]): readonly string[] {
	return shown.map((place) => place.replace(/ .*$/s, "")).sort();
}

describe.each(lines)("$name", ({ name, defined, used }) => {
	test.each([...defined, ...used])("from %s", (place) => {
		const { path, offset } = cursorAt(place, name);
		const navigation = workspace.navigation(path);
		const definition = findDefinition(navigation, offset);
		expect(placesOf(definition?.targets.map((target) => workspace.show(target)) ?? [])).toEqual(defined);
		const references = (declaration: boolean): readonly string[] =>
			placesOf(findReferences(navigation, offset, declaration).map((target) => workspace.show(target)));
		expect(references(false)).toEqual([...used].sort());
		expect(references(true)).toEqual([...defined, ...used].sort());
	});
});
