import { parseAllDocuments } from "yaml";
import type { Answers } from "../scaffold.ts";
import type { ScaffoldContext } from "../scaffoldContext.ts";
import { parseResourceLabels } from "../slo/prometheusRuleMetadata.ts";

/** What tells a PrometheusRule from others, as the templates write it. */
export interface TargetResource {
	readonly resourceName: string;
	/** Empty where it does not say one. */
	readonly namespace: string;
	readonly resourceLabels: readonly { readonly key: string; readonly value: string }[];
}

/**
 * The PrometheusRule that rules go to: the one in the file, that with one of the groups first, so that they are added to
 * it and no second one comes behind it; otherwise a new one by the answers. Labels of one that is there are left alone.
 */
export async function findTargetResource(
	answers: Answers,
	groups: readonly string[],
	newName: string,
	context: Pick<ScaffoldContext, "files">,
): Promise<TargetResource> {
	const text = answers["output"] === "prometheusRule" ? await context.files.read(answers["file"] ?? "") : undefined;
	const found = text === undefined ? [] : readResources(text);
	const own = found.find((each) => groups.some((group) => each.groups.includes(group))) ?? found[0];
	if (own !== undefined) return { resourceName: own.name, namespace: own.namespace, resourceLabels: [] };
	const labels = parseResourceLabels(answers["resourceLabels"] ?? "");
	return {
		resourceName: newName,
		namespace: answers["namespace"] ?? "",
		resourceLabels: labels.kind === "labels" ? labels.labels.map(([key, value]) => ({ key, value })) : [],
	};
}

interface FoundResource {
	readonly name: string;
	readonly namespace: string;
	readonly groups: readonly unknown[];
}

/** Those of a file that is YAML throughout, with a name that is written in it. */
function readResources(text: string): readonly FoundResource[] {
	try {
		return parseAllDocuments(text).flatMap((document) => {
			const value: unknown = document.errors.length > 0 ? undefined : document.toJS();
			if (valueAt(value, "kind") !== "PrometheusRule") return [];
			const metadata = valueAt(value, "metadata");
			const [name, namespace] = [valueAt(metadata, "name"), valueAt(metadata, "namespace")];
			if (typeof name !== "string") return [];
			const groups = valueAt(valueAt(value, "spec"), "groups");
			return [
				{
					name,
					namespace: typeof namespace === "string" ? namespace : "",
					groups: Array.isArray(groups) ? groups.map((group: unknown) => valueAt(group, "name")) : [],
				},
			];
		});
	} catch {
		return [];
	}
}

function valueAt(value: unknown, key: string): unknown {
	return typeof value === "object" && value !== null
		? Object.entries(value).find(([name]) => name === key)?.[1]
		: undefined;
}
