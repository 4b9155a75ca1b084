import type { Problem } from "../../text/problem.ts";
import { findWindowPlaceholders } from "../embedded/masks/windowPlaceholder.ts";
import type { RegionContext } from "../embedded/region.ts";
import type { Located } from "../model/located.ts";
import type { QueryItem } from "../queries/queryItem.ts";
import type { Fields } from "../structure/fields.ts";
import type { ViewedEntry } from "../yaml/yamlView.ts";
import { judgeRatio, judgeShare } from "./judgeShare.ts";
import { sloProblem } from "./sloProblem.ts";
import type { SlothKeys } from "./slothStructure.ts";

/** The SLOs of a Sloth specification, with what Sloth refuses in them. */
export function readSlothSlos(spec: Fields, keys: SlothKeys): readonly QueryItem[] {
	return spec.mappings("slos").map((slo, index) => readSlo(slo, index, keys));
}

function readSlo(slo: Fields, index: number, keys: SlothKeys): QueryItem {
	const name = slo.text("name");
	const objective = slo.text("objective");
	const context: RegionContext = { role: "query", use: "slo", place: `SLO "${name?.value ?? index + 1}"` };
	const sli = slo.mapping("sli");
	const entries = [
		sli?.mapping("events")?.get(keys.errorQuery),
		sli?.mapping("events")?.get(keys.totalQuery),
		sli?.mapping("raw")?.get(keys.errorRatioQuery),
	];
	return {
		name: name?.value ?? "(no name)",
		detail: objective === undefined ? "SLO" : `${objective.value} %`,
		kind: "slo",
		span: slo.span,
		...(name === undefined ? {} : { nameSpan: name.span }),
		queries: entries.map((entry) => ({ entry, context, finder: findWindowPlaceholders })),
		problems: [
			...judgeName(name),
			...judgeObjective(objective),
			...judgeSli(sli, keys),
			...judgeAlerting(slo.mapping("alerting"), keys),
			...entries.flatMap(judgeWindow),
			...judgeShare(entries[0], entries[1]),
			...judgeRatio(entries[2]),
		],
	};
}

const namePattern = /^[A-Za-z0-9][-A-Za-z0-9_.]*[A-Za-z0-9]$/;

function judgeName(name: Located<string> | undefined): readonly Problem[] {
	if (name === undefined || namePattern.test(name.value)) return [];
	const message = `\`${name.value}\` cannot name an SLO, and Sloth refuses the whole file for it. Use two or more letters, digits, \`-\`, \`_\` and \`.\`, with a letter or digit at both ends.`;
	return [sloProblem("slo/invalid-name", name.span, message)];
}

function judgeObjective(objective: Located<string> | undefined): readonly Problem[] {
	if (objective === undefined) return [];
	const value = Number(objective.value);
	if (Number.isNaN(value) || (value > 0 && value <= 100)) return [];
	const message = `The objective \`${objective.value}\` is no percentage above 0 and up to 100, and Sloth refuses the whole file for it. Write it such as \`99.9\`.`;
	return [sloProblem("slo/invalid-objective", objective.span, message)];
}

function judgeSli(sli: Fields | undefined, keys: SlothKeys): readonly Problem[] {
	if (sli === undefined) return [];
	const kinds = ["events", "raw", "plugin"]
		.flatMap((key) => sli.get(key) ?? [])
		.filter(({ value }) => value !== undefined);
	const second = kinds[1];
	if (second !== undefined) {
		const message = `An SLI is one of \`events\`, \`raw\` and \`plugin\`; Sloth refuses the whole file because this one has \`${kinds[0]?.key}\` and \`${second.key}\`. Keep one of them.`;
		return [sloProblem("slo/several-indicators", second.keySpan, message)];
	}
	const events = sli.mapping("events");
	const error = events?.text(keys.errorQuery);
	const total = events?.text(keys.totalQuery);
	if (error === undefined || error.value !== total?.value) return [];
	const message =
		"Both queries are the same, so that every event would be a bad one, and Sloth refuses the whole file for it. Select the bad events here.";
	return [sloProblem("slo/same-queries", error.span, message)];
}

function judgeAlerting(alerting: Fields | undefined, keys: SlothKeys): readonly Problem[] {
	if (alerting === undefined || alerting.text("name") !== undefined) return [];
	const disabled = [keys.pageAlert, keys.ticketAlert].every((key) => alerting.mapping(key)?.isTrue("disable") === true);
	if (disabled) return [];
	const place = alerting.get("name")?.keySpan ?? alerting.entries[0]?.keySpan ?? alerting.span;
	const message =
		"The alerts have no name, and Sloth refuses the whole file for it. Add `name:`, or disable both alerts.";
	return [sloProblem("slo/missing-field", place, message)];
}

function judgeWindow(entry: ViewedEntry | undefined): readonly Problem[] {
	const node = entry?.value?.node;
	if (entry === undefined || node?.kind !== "scalar" || node.value.trim() === "") return [];
	if (/\{\{ *\.window *\}\}/.test(node.value)) return [];
	const message = `\`${entry.key}\` must use \`{{.window}}\` as its range, because Sloth asks it over several windows; it refuses the whole file without. Write \`[{{.window}}]\` where the range is.`;
	return [sloProblem("slo/missing-window", entry.keySpan, message)];
}
