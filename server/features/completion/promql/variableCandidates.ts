import { grafanaBuiltIns, grafanaFormats } from "../../../documents/embedded/masks/grafanaBuiltIns.ts";
import type { EmbeddedRegion, RegionContext } from "../../../documents/embedded/region.ts";
import { quote } from "../../../promql/names.ts";
import type { Span } from "../../../text/span.ts";
import type { Candidate } from "../candidate.ts";
import type { Situation } from "./situation.ts";

/** The variable of a dashboard that is being written: its sign is there. */
export interface VariableSituation {
	readonly replace: Span;
	/** `$name`, `${name}`, `[[name]]`, or the format behind a name's colon. */
	readonly form: "plain" | "braces" | "brackets" | "format";
}

/** What is being written of a variable; `undefined` where none is, and where the host has no variables. */
export function findVariableSituation(region: EmbeddedRegion, cursor: number): VariableSituation | undefined {
	if (region.context.variables === undefined) return undefined;
	const written = region.source ?? region.text;
	const before = /(\$\{|\[\[|\$)(?:(\w+(?:\.[^:^}\s]*)?):)?([\w:]*)$/.exec(written.slice(0, cursor));
	if (before === null) return undefined;
	const [all, sign, name, typed = ""] = before;
	if (name !== undefined && sign !== "$") {
		const end = cursor + (/^[\w:]*/.exec(written.slice(cursor))?.[0].length ?? 0);
		return { replace: { start: cursor - typed.length, end }, form: "format" };
	}
	if (name !== undefined || typed.includes(":")) return undefined;
	const form = sign === "$" ? "plain" : sign === "[[" ? "brackets" : "braces";
	const rest = { plain: /^\w*/, braces: /^\w*\}?/, brackets: /^\w*(?:\]\])?/ }[form];
	const after = rest.exec(written.slice(cursor))?.[0].length ?? 0;
	return { replace: { start: cursor - all.length, end: cursor + after }, form };
}

/** The variables that the dashboard defines, and Grafana's own; or the formats that a value can be written in. */
export function variableCandidates({ form }: VariableSituation, { variables = [] }: RegionContext): Candidate[] {
	if (form === "format") {
		return grafanaFormats.map(({ name, summary }, index) => ({
			label: name,
			kind: "keyword",
			insert: name,
			documentation: summary,
			rank: 10 + index,
		}));
	}
	const own = variables.map(({ name, documentation, example }): Candidate => {
		const written = writeVariable(name, form);
		const shown = example === undefined ? {} : { detail: example };
		return { label: written, kind: "value", insert: written, documentation, ...shown, rank: 1 };
	});
	const builtIn = grafanaBuiltIns
		.filter(({ offered }) => offered !== undefined)
		.map(({ name, summary }): Candidate => {
			const written = writeVariable(name, form);
			return { label: written, kind: "value", insert: written, documentation: summary, rank: 2 };
		});
	return [...own, ...builtIn];
}

function writeVariable(name: string, form: VariableSituation["form"]): string {
	return form === "braces" ? `\${${name}}` : form === "brackets" ? `[[${name}]]` : `$${name}`;
}

/** Variables that fit where something else is being written: windows among durations, any among a label's values. */
export function variablesThatFit(situation: Situation, { variables }: RegionContext): Candidate[] {
	if (variables === undefined) return [];
	switch (situation.kind) {
		case "duration": {
			if (/^\d/.test(situation.typed)) return [];
			const close = situation.open && situation.place === "range" ? "]" : "";
			return grafanaBuiltIns
				.filter(({ offered }) => offered === "duration")
				.map(({ name, summary }, index) => ({
					label: `$${name}`,
					kind: "duration",
					insert: `$${name}${close}`,
					documentation: summary,
					rank: 1 + index,
				}));
		}
		case "labelValue": {
			const { quote: mark, open } = situation;
			return variables.map(({ name, documentation }) => ({
				label: `$${name}`,
				kind: "value",
				insert: mark === "" ? quote(`$${name}`) : `$${name}${open ? mark : ""}`,
				documentation,
				rank: 3,
			}));
		}
		case "nothing":
		case "operand":
		case "afterOperand":
		case "clause":
		case "labelName":
		case "matchOperator":
		case "anchor":
			return [];
		default:
			return situation satisfies never;
	}
}
