import type { Problem } from "../../text/problem.ts";
import type { SegmentMap } from "../../text/segmentMap.ts";
import type { Span } from "../../text/span.ts";
import type { TextEdit } from "../../text/textEdit.ts";
import type { ScalarStyle } from "../yaml/node.ts";

export type EmbeddedLanguage = "promql" | "gotemplate";

/**
 * A stretch of another language inside a host file.
 *
 * Invariants: `text` is what the host's own reader would hand to Prometheus, but for `masks`; `map` leads every offset of
 * `text` to the file and back; `encodeEdit` never touches a byte outside `hostSpan`.
 */
export interface EmbeddedRegion {
	readonly language: EmbeddedLanguage;
	/** The decoded text, without the host's quoting, escapes, folding or indentation, and with its masks in place. */
	readonly text: string;
	/** As `text`, and of the same length, but with what the user wrote in place of the masks; the same where there are none. */
	readonly source?: string;
	/**
	 * What stands in the text that is not the language: variables of a dashboard, actions of a Helm template. In order, in
	 * offsets of `text`. A problem that touches one is not reported, and an edit keeps what the user wrote there.
	 */
	readonly masks?: readonly Mask[];
	/** Stretches of this text that are again another language, such as PromQL inside `query "…"` of a Go template. */
	readonly inner?: readonly EmbeddedRegion[];
	/** Where the scalar's content stands in the file, without its quotes or block header. */
	readonly hostSpan: Span;
	readonly map: SegmentMap;
	readonly context: RegionContext;
	/**
	 * The edit of the file that makes the region's text what it would be after `edit` (in region offsets), encoded as the
	 * host wants it; `undefined` where the host's scalar style cannot hold the new text.
	 */
	encodeEdit(edit: TextEdit): TextEdit | undefined;
	/**
	 * Left out where the host does not hold the text line by line. Otherwise the edit of the file that lays the whole
	 * text out in `lines`, each without a line break, with what the host's reader then makes of them: where it folds
	 * lines, not every break is in the text. `undefined` where the scalar cannot hold the lines.
	 */
	readonly encodeLines?: ((lines: readonly string[]) => EncodedLines | undefined) | undefined;
	/** How a YAML host writes the text; left out where nothing is written yet, and in hosts that are not YAML. */
	readonly scalar?: WrittenScalar;
	/** Faults of the embedding itself, such as a masked part; in region offsets. */
	readonly problems?: readonly Problem[];
}

/** A text that stands in a file as part of it, whatever its language: see the members of {@link EmbeddedRegion}. */
export type HostText = Pick<EmbeddedRegion, "text" | "source" | "masks" | "hostSpan" | "map" | "encodeEdit"> & {
	/** How many spaces stand before each of its lines, where every one has a line of the file to itself. */
	readonly contentIndent?: number | undefined;
};

export interface WrittenScalar {
	readonly style: ScalarStyle;
	/** Inside a flow collection, where no block can stand. */
	readonly flow: boolean;
	/** In the file, with the quotes or the block's header, and with the line break that ends a block. */
	readonly span: Span;
}

export interface EncodedLines {
	readonly edit: TextEdit;
	/** The whole decoded text after the edit. */
	readonly text: string;
}

/** Claims that the text is an expression of PromQL that Prometheus is asked, not only a part of one. */
export function isExpression({ language, context }: EmbeddedRegion): boolean {
	return language === "promql" && !["blank", "metricsql", "series", "selector"].includes(context.role);
}

/** What features need to know about the place, so that none has to ask which kind of file it is in. */
export interface RegionContext {
	/** What the expression is for. A whole rule expression must be an instant vector or a scalar. */
	readonly role:
		| "ruleExpression"
		| "query"
		/** An expression of a language that only looks like PromQL, VictoriaMetrics's MetricsQL: it gets no verdict. */
		| "metricsql"
		/** Where a query may be written, and nothing is yet. */
		| "blank"
		/** One selector, of which the host's reader makes expressions. */
		| "selector"
		/** The description of one series: a selector to the eye, but with `=` alone. */
		| "series"
		| "label"
		| "annotation"
		/** A text of a notification that Alertmanager sends. */
		| "notification";
	/** What a `query` belongs to, where the model does not say it. */
	readonly use?: "slo";
	readonly alert?: string;
	readonly record?: string;
	/** The label or annotation that the template stands in. */
	readonly key?: string;
	/** What a template is executed with: what Prometheus hands to those of alerts, where it is left out. */
	readonly templateData?: "alertmanager";
	/** The group's evaluation interval in seconds, where the file says it. */
	readonly groupIntervalSeconds?: number;
	/** Where the text stands, in the words of the file's kind, such as `panel "Requests"`; for messages and symbols. */
	readonly place?: string;
	/** Where nothing is written nothing is asked, so that is no fault. */
	readonly mayBeEmpty?: boolean;
	/** Of a dashboard: the variables that its expressions may use. */
	readonly variables?: readonly TemplateVariable[];
}

/** A name that the host replaces before the query is sent. */
export interface TemplateVariable {
	/** Without the dollar sign. */
	readonly name: string;
	/** Markdown: what it stands for. */
	readonly documentation: string;
	/** What it holds now or by default, where the file says it. */
	readonly example?: string;
}

/** A stand-in of equal length for what is not the language. */
export interface Mask {
	/** In offsets of the region's text. */
	readonly span: Span;
	/** What the user wrote there, such as `${job:regex}` or `{{ .Values.job }}`. */
	readonly source: string;
	readonly kind: "grafanaVariable" | "helmAction" | "window" | "formatVerb";
	/** The variable's name, where it has one. */
	readonly name?: string;
	/** What it stands for here: this decides what the stand-in is. */
	readonly role: "duration" | "number" | "name" | "text" | "matchers" | "expression" | "operator" | "nothing";
}
