import type { EmbeddedRegion } from "../../documents/embedded/region.ts";
import type { DocumentModel, Located, Rule } from "../../documents/model.ts";
import type { VectorSelector } from "../../promql/ast.ts";
import { parsePromql } from "../../promql/parse.ts";
import { RegularExpressions } from "../../promql/regularExpressions.ts";
import { factOf } from "../../promql/result/labels.ts";
import { resultOf } from "../../promql/result/resultOf.ts";
import type { SourceDocument } from "../../text/sourceDocument.ts";
import { contains, overlaps, type Span, shift } from "../../text/span.ts";
import type { TextEdit } from "../../text/textEdit.ts";
import type { WorkspaceGraph } from "../../workspace/graph/workspaceGraph.ts";
import { labelsIn } from "../highlights.ts";
import { findWritten } from "../navigation/encodings.ts";
import { followLabel, type LabelFlow } from "./labelFlow.ts";
import { findWrittenLabels } from "./labelOrigin.ts";
import { describePlace, refuse } from "./renameEdit.ts";

export interface LabelChange {
	/** The metric whose rules introduce the label. */
	readonly introducer: string;
	/** The metrics whose series have it from there. */
	readonly carriers: ReadonlySet<string>;
	readonly from: string;
	readonly to: string;
}

type LabelRewrite =
	| {
			readonly kind: "edits";
			readonly edits: readonly TextEdit[];
			/** The metrics that its rules record with the label. */
			readonly carriers: readonly string[];
			/** The alerts that take it out of the expressions. */
			readonly alerts: readonly string[];
	  }
	| { readonly kind: "refused"; readonly reason: string };

/** The edits of one file, and the metrics that it records with the label; refused where somebody else's label is meant too. */
export function rewriteLabel(
	source: SourceDocument,
	model: DocumentModel,
	change: LabelChange,
	graph: WorkspaceGraph,
): LabelRewrite {
	const writer = new LabelWriter(source, model, change, graph);
	writer.run();
	const { reason, edits, carriers, alerts } = writer;
	return reason === undefined ? { kind: "edits", edits, carriers: [...carriers], alerts: [...alerts] } : refuse(reason);
}

class LabelWriter {
	readonly edits: TextEdit[] = [];
	readonly carriers = new Set<string>();
	readonly alerts = new Set<string>();
	/** The first reason why it cannot be done. */
	reason: string | undefined;
	readonly #source: SourceDocument;
	readonly #model: DocumentModel;
	readonly #change: LabelChange;
	readonly #graph: WorkspaceGraph;
	readonly #patterns = new RegularExpressions();

	constructor(source: SourceDocument, model: DocumentModel, change: LabelChange, graph: WorkspaceGraph) {
		this.#source = source;
		this.#model = model;
		this.#change = change;
		this.#graph = graph;
	}

	run(): void {
		const { groups, dashboards, regions } = this.#model;
		const done = new Set<EmbeddedRegion>();
		for (const group of groups) {
			for (const rule of group.rules) {
				this.#rule(rule, group.labels?.some(({ key }) => key.value === this.#change.from) === true);
				if (rule.expression !== undefined) done.add(rule.expression);
			}
		}
		for (const { panels, variables } of dashboards) {
			for (const { targets } of panels) {
				for (const { expression, legend } of targets) {
					if (expression === undefined) continue;
					done.add(expression);
					const flow = this.#follow(expression);
					if (flow?.result.ours === true && legend !== undefined) this.#legend(legend, flow, expression);
				}
			}
			for (const { expressions, labelName } of variables) {
				for (const expression of expressions) {
					done.add(expression);
					const flow = this.#follow(expression);
					if (flow?.result.ours === true && labelName?.value === this.#change.from) this.#located(labelName);
				}
			}
		}
		for (const region of regions) this.#rest(region, done);
	}

	#rule(rule: Rule, setByGroup: boolean): void {
		const { introducer, from } = this.#change;
		const { expression, name, labels } = rule;
		const own = labels.find(({ key }) => key.value === from);
		const introduces = rule.kind === "record" && name?.value === introducer;
		const flow = expression === undefined ? undefined : this.#follow(expression);
		if (introduces) {
			const written =
				expression?.language === "promql" ? findWrittenLabels(parsePromql(expression.text).expression, from) : [];
			if (own === undefined && setByGroup) {
				this.#refuse(rule.span.start, `the group sets the label ${from} for all of its rules`);
			}
			if (own !== undefined) this.#located(own.key);
			for (const span of written) if (expression !== undefined) this.#inRegion(expression, span);
			if (own === undefined && written.length === 0 && this.#mayHave(expression)) {
				this.#refuse(
					rule.span.start,
					`another rule records ${introducer} with a label ${from} that comes from elsewhere`,
				);
			}
			return;
		}
		if (flow?.result.ours !== true || own !== undefined) return;
		if (flow.result.others) {
			this.#refuse(rule.span.start, `the label ${from} of this rule can come from other metrics as well`);
		}
		if (rule.kind === "record" && name !== undefined) this.carriers.add(name.value);
		if (rule.kind === "alert" && name !== undefined) this.#alert(rule, name.value);
	}

	/** The texts of an alert name its labels. */
	#alert(rule: Rule, name: string): void {
		const { from } = this.#change;
		for (const { template } of [...rule.labels, ...rule.annotations]) {
			if (template === undefined) continue;
			for (const { label, span } of labelsIn(template)) if (label === from) this.#inRegion(template, span);
		}
		this.alerts.add(name);
	}

	/** Queries of templates, of unit tests, of other files. */
	#rest(region: EmbeddedRegion, done: ReadonlySet<EmbeddedRegion>): void {
		for (const inner of region.inner ?? []) {
			const flow = this.#follow(inner);
			const { from } = this.#change;
			// What the template does with the result is its own affair, unless it names the label.
			if (flow?.result.ours === true && new RegExp(`\\.Labels\\.${from}\\b|label "${from}"`).test(region.text)) {
				this.#refuse(inner.hostSpan.start, `the template reads the label ${from} of a query`);
			}
		}
		if (region.language === "promql" && !done.has(region)) this.#follow(region);
	}

	/** Edits the expression where it names the label of ours; `undefined` where it asks for none of them. */
	#follow(region: EmbeddedRegion): LabelFlow | undefined {
		const { carriers, from } = this.#change;
		if (region.language !== "promql") return undefined;
		const isMasked = (span: Span): boolean => region.masks?.some((mask) => overlaps(mask.span, span)) === true;
		const nameOf = ({ name, matchers }: VectorSelector): string | undefined => {
			if (name !== undefined) return isMasked(name.span) ? undefined : name.name;
			const matcher = matchers.find(({ label }) => label.name === "__name__");
			if (matcher?.value.kind !== "string" || isMasked(matcher.value.span)) return undefined;
			if (matcher.operator === "=") return matcher.value.value;
			const pattern = matcher.operator === "=~" ? this.#patterns.compile(matcher.value.value) : undefined;
			const matched = pattern?.valid === true && [...carriers].some((carrier) => pattern.matches(carrier));
			if (matched && region.text.includes(from)) {
				this.#refuse(region.hostSpan.start, `the label ${from} is asked of all metrics that a pattern matches`);
			}
			return undefined;
		};
		const isOurs = (selector: VectorSelector): boolean => carriers.has(nameOf(selector) ?? "");
		const { expression } = parsePromql(region.text);
		const results = { metadata: () => undefined, recorded: (name: string) => this.#graph.recorded(name) };
		const mayHave = (selector: VectorSelector): boolean =>
			factOf(resultOf(selector, results).labels, from).presence !== "never";
		const flow = followLabel(expression, from, isOurs, mayHave);
		if (flow.places.length === 0 && !flow.result.ours) return flow.mixed === undefined ? flow : undefined;
		if (flow.mixed !== undefined) {
			const start = region.map.toHost(flow.mixed.start);
			this.#refuse(start, `the label ${from} has to be called the same in other metrics`);
		}
		for (const span of flow.places) this.#inRegion(region, span);
		return flow;
	}

	#mayHave(expression: EmbeddedRegion | undefined): boolean {
		if (expression?.language !== "promql") return true;
		const parsed = parsePromql(expression.text).expression;
		const results = { metadata: () => undefined, recorded: (name: string) => this.#graph.recorded(name) };
		return factOf(resultOf(parsed, results).labels, this.#change.from).presence !== "never";
	}

	#legend(legend: Located<string>, flow: LabelFlow, { hostSpan }: EmbeddedRegion): void {
		const { from } = this.#change;
		const raw = this.#source.text.slice(legend.span.start, legend.span.end);
		for (const match of raw.matchAll(/\{\{\s*(\w+)\s*\}\}/g)) {
			if (match[1] !== from) continue;
			if (flow.result.others) this.#refuse(hostSpan.start, `the label ${from} can come from other metrics as well`);
			const start = legend.span.start + match.index + match[0].indexOf(from);
			this.#add({ span: { start, end: start + from.length }, newText: this.#change.to });
		}
	}

	#located({ value, span }: Located<string>): void {
		const inside = findWritten(this.#source.text.slice(span.start, span.end), value);
		if (inside === undefined) this.#refuse(span.start, "the way it is written cannot be edited");
		else this.#add({ span: shift(inside, span.start), newText: this.#change.to });
	}

	#inRegion(region: EmbeddedRegion, span: Span): void {
		const { text } = region;
		const quoted = /["'`]/.test(text[span.start] ?? "");
		const inside = quoted ? { start: span.start + 1, end: span.end - 1 } : span;
		const edit = region.encodeEdit({ span: inside, newText: this.#change.to });
		if (edit === undefined) this.#refuse(region.map.toHost(span.start), "the way it is written cannot be edited");
		else this.#add(edit);
	}

	/** The same place can be reached in several ways, as through an alias. */
	#add(edit: TextEdit): void {
		if (!this.edits.some(({ span }) => contains(span, edit.span))) this.edits.push(edit);
	}

	#refuse(offset: number, reason: string): void {
		this.reason ??= `In ${describePlace(this.#source, offset)} ${reason}, so the rename would not be whole.`;
	}
}
