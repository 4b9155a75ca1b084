import { decodePercent } from "../../base/decodePercent.ts";
import { parsePromql } from "../../promql/parse.ts";
import { walk } from "../../promql/visit.ts";
import type { IndexedItem, Labels } from "../graph/indexedFile.ts";

/** Labels that name the service, the surest first. */
export const serviceLabels = ["service", "app", "application", "component", "service_name", "app_kubernetes_io_name"];

const resourceLabels = ["app.kubernetes.io/part-of", "app.kubernetes.io/name", "app", "k8s-app", "component"];

/** Labels of a selector that name who is asked about; `job` says it of most exporters. */
const selectorLabels = [...serviceLabels, "job"];

/** What an item says of the service that it belongs to; `undefined` where it says nothing by itself. */
export function serviceOf(item: IndexedItem, uri: string, roots: readonly string[]): string | undefined {
	switch (item.kind) {
		case "slo":
			return item.service ?? fromLabels(item.labels ?? {}, serviceLabels);
		case "record":
		case "alert":
			return (
				fromLabels(item.labels, serviceLabels) ??
				(item.expression === undefined ? undefined : fromExpression(item.expression))
			);
		case "scrapeJob":
			return item.name;
		case "group":
			return fromLabels(item.labels ?? {}, resourceLabels);
		case "metric":
			return serviceOfCode(uri, roots);
		default:
			return undefined;
	}
}

function fromLabels(labels: Labels, names: readonly string[]): string | undefined {
	for (const name of names) {
		const value = labels[name];
		if (value !== undefined && value !== "" && !value.includes("{{")) return value;
	}
	return undefined;
}

/** The one value that all selectors with such a matcher ask for. */
function fromExpression(text: string): string | undefined {
	const found = new Set<string>();
	for (const node of walk(parsePromql(text).expression)) {
		if (node.kind !== "selector") continue;
		const equal = new Map<string, string>();
		for (const { label, operator, value } of node.matchers) {
			if (operator === "=" && value.kind === "string" && value.value !== "") equal.set(label.name, value.value);
		}
		const name = selectorLabels.map((label) => equal.get(label)).find((value) => value !== undefined);
		if (name !== undefined) found.add(name);
	}
	const [only, ...others] = found;
	return others.length === 0 ? only : undefined;
}

/** Folders below which each folder is a program of its own. */
const containers = new Set([
	...["services", "service", "apps", "app", "packages", "cmd", "projects", "modules", "components", "code"],
]);
/** Folders that say nothing of the program that they hold the code of. */
const sources = new Set([
	...["src", "lib", "main", "java", "kotlin", "python", "go", "rust", "ruby", "csharp", "internal", "pkg"],
	...["metrics", "server", "backend", "test", "tests", "com", "org"],
]);

/** `checkout` of `services/checkout/src/metrics.ts`: the folder of the workspace that the program is in, or the workspace. */
function serviceOfCode(uri: string, roots: readonly string[]): string | undefined {
	const root = roots.find((one) => uri.startsWith(one)) ?? uri.slice(0, uri.lastIndexOf("/") + 1);
	const folders = decodePercent(uri.slice(root.length)).split("/").slice(0, -1);
	const container = folders.findLastIndex((folder) => containers.has(folder));
	const below = container === -1 ? folders[0] : folders[container + 1];
	return below !== undefined && !sources.has(below) ? below : decodePercent(root).split("/").at(-2) || undefined;
}

/** `Checkout_API` and `checkout-api` are one service. */
export function keyOfService(name: string): string {
	return name.toLowerCase().replace(/[\s_./]+/g, "-");
}
