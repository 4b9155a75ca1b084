import type { EmbeddedRegion } from "../../../documents/embedded/region.ts";
import type { DocumentModel } from "../../../documents/model.ts";
import { findFrames, isKeyword } from "../../promqlFrames.ts";
import { findSelectors, unquote } from "../../promqlSelectors.ts";
import { tokenize } from "../../promqlTokens.ts";

/** What the expressions of a file name already: all there is to offer where no server is known. */
export interface FileNames {
	/** With what the file says about each, such as the group that records it. */
	readonly metrics: ReadonlyMap<string, { readonly recorded: boolean }>;
	readonly labels: ReadonlySet<string>;
	/** Values that the file compares each label with, by label. */
	readonly values: ReadonlyMap<string, ReadonlySet<string>>;
}

export interface ExpressionNames {
	readonly metrics: readonly string[];
	readonly labels: readonly string[];
	readonly values: readonly (readonly [label: string, value: string])[];
}

/** What names are read out of: an expression, with what of it is no PromQL. */
export type NamingText = Pick<EmbeddedRegion, "text" | "masks" | "source">;

/** Reads the names out of one expression. */
export function readNames({ text, masks }: NamingText): ExpressionNames {
	const tokens = tokenize(text, masks);
	const frames = findFrames(tokens);
	const metrics: string[] = [];
	const labels: string[] = [];
	const values: [string, string][] = [];
	for (const { metric, matchers } of findSelectors(tokens, frames, -1, tokens.length)) {
		if (metric !== undefined) metrics.push(metric);
		for (const { label, operator, literal, masked } of matchers) {
			labels.push(label);
			if (masked !== true && (operator === "=" || operator === "!=")) values.push([label, unquote(literal)]);
		}
	}
	for (const frame of frames) {
		if (frame.kind !== "grouping" && frame.kind !== "matching" && frame.kind !== "include") continue;
		const inside = tokens.slice(frame.open + 1, Math.min(frame.close, tokens.length));
		for (const token of inside)
			if (token.kind === "word" && token.foreign !== true && !isKeyword(token.text)) labels.push(token.text);
	}
	return { metrics, labels, values };
}

/**
 * Gathers the names of a whole file, without the expression `except`, in which the user is writing one.
 * `read` is `readNames` or a cache of it.
 */
export function gatherFileNames(
	model: DocumentModel,
	except: string | undefined,
	read: (expression: NamingText) => ExpressionNames,
): FileNames {
	const metrics = new Map<string, { recorded: boolean }>();
	const labels = new Set<string>();
	const values = new Map<string, Set<string>>();
	for (const region of model.regions) {
		if (region.language !== "promql" || region.text === except) continue;
		const names = read(region);
		for (const metric of names.metrics) metrics.set(metric, { recorded: false });
		for (const label of names.labels) labels.add(label);
		for (const [label, value] of names.values) {
			const known = values.get(label);
			if (known === undefined) values.set(label, new Set([value]));
			else known.add(value);
		}
	}
	for (const group of model.groups) {
		for (const rule of group.rules) {
			if (rule.kind === "record" && rule.name !== undefined) metrics.set(rule.name.value, { recorded: true });
		}
	}
	return { metrics, labels, values };
}
