import type { ParsedTemplate } from "../documents/embedded/goTemplate/parser.ts";
import type { EmbeddedRegion } from "../documents/embedded/region.ts";
import type { AlertmanagerConfig } from "../documents/model/alertmanagerConfig.ts";
import type { Dashboard, Panel, Target } from "../documents/model/dashboard.ts";
import type { RuleTest } from "../documents/model/ruleTest.ts";
import type { DocumentModel, Rule, RuleGroup } from "../documents/model.ts";
import type { Expression } from "../promql/ast.ts";
import type { ParsedPromql } from "../promql/parse.ts";
import type { Alternative } from "../promql/result/alternatives.ts";
import type { QueryResultShape } from "../promql/result/shape.ts";
import type { Severity } from "../text/problem.ts";
import type { SourceDocument } from "../text/sourceDocument.ts";
import type { Span } from "../text/span.ts";
import type { IndexedFile } from "../workspace/graph/indexedFile.ts";
import type { WorkspaceGraph } from "../workspace/graph/workspaceGraph.ts";
import type { CheckKnowledge } from "./knowledge.ts";
import type { OptionsOf, OptionTable } from "./options.ts";

/**
 * One judgement of files that the real tools would load. The file's path is its id: `promql/rate-window-too-short` is
 * `server/checks/promql/rateWindowTooShort.ts`, its default export. Its page and its tests are made from it.
 *
 * Invariants: a check never throws for anything that a user can write, reads nothing but what it is given, keeps no state
 * between runs, and imports no other check. Where something that it `needs` is unknown it says nothing.
 */
export interface Check<Options extends OptionTable = OptionTable> {
	readonly id: string;
	/** A few words, such as "Rate over too short a window". */
	readonly title: string;
	readonly severity: Severity;
	/** Off unless the configuration turns it on: because it needs options, or is a matter of a team's taste. */
	readonly optIn?: boolean;
	/** What it has to know besides the file. */
	readonly needs?: readonly Need[];
	readonly options?: Options;
	/** Markdown: what Prometheus (Grafana, Alertmanager) does with it and what that means for the reader's night. */
	readonly why: string;
	/** Markdown: what to do. */
	readonly fix: string;
	/** At least one. They are its tests: see {@link CheckExample}. */
	readonly examples: readonly CheckExample[];
	/** What other linters call the same, such as `pint alerts/comparison`. */
	readonly equivalents?: readonly string[];
	/** Markdown: where it deliberately says something else than they do, and why. */
	readonly differences?: string;
	readonly visit: Visitor<OptionsOf<Options>>;
}

export type Need =
	| "metadata"
	| "scrapeInterval"
	| "series"
	| "flags"
	| "retention"
	| "externalLabels"
	| "rules"
	| "prometheusConfig"
	| "workspace";

export interface CheckExample {
	/** What it shows, such as "A window of one scrape". */
	readonly title: string;
	/**
	 * A whole host document: by default a rule file in YAML, or what `file` names. Lines of blanks and `^` mark what is
	 * reported in the line above, each mark one problem of this check; they are taken out before it is read.
	 */
	readonly bad: string;
	/** What `bad` becomes by the quick fixes, all of them applied; where there are none, a document that is not reported. */
	readonly good: string;
	/** The file's name, which tells readers what it is: default `rules.yaml`. */
	readonly file?: string;
	readonly options?: Readonly<Record<string, unknown>>;
	/** What is known; default nothing. */
	readonly knowledge?: Partial<CheckKnowledge>;
	/** The other files of the workspace, by their paths, of which all are read. */
	readonly others?: Readonly<Record<string, string>>;
}

/**
 * What a check looks at. `expression` is called for every PromQL expression without a fault in any kind of file, `rule`
 * for every rule, and so on. Results of `expression` and `rule` are kept by text, so these may depend on nothing but what
 * they are given: the rule or expression, the group's interval and labels, options and knowledge; and never on offsets.
 */
export interface Visitor<Options> {
	expression?(expression: CheckedExpression, context: CheckContext<Options>): void;
	rule?(rule: CheckedRule, context: CheckContext<Options>): void;
	/** After its rules; for what needs several rules of a group. */
	group?(group: CheckedGroup, context: CheckContext<Options>): void;
	/** Once a file; for what compares groups. */
	file?(file: CheckedFile, context: CheckContext<Options>): void;
	/** Every panel of a dashboard that has queries; kept by the panel's text, so it may depend on nothing else. */
	panel?(panel: CheckedPanel, context: CheckContext<Options>): void;
	dashboard?(dashboard: CheckedDashboard, context: CheckContext<Options>): void;
	alertmanager?(config: AlertmanagerConfig, context: CheckContext<Options>): void;
	ruleTest?(test: RuleTest, context: CheckContext<Options>): void;
	/**
	 * Once for each file that brings something to the graph of the workspace, also for code and for pages of Markdown; for
	 * what other files decide. It is asked at every run, so it may depend on all of it.
	 */
	graph?(file: CheckedGraphFile, context: CheckContext<Options>): void;
}

export interface CheckContext<Options> {
	readonly options: Options;
	readonly knowledge: CheckKnowledge;
	report(report: Report): void;
}

export interface Report {
	readonly at: Place;
	/** What is wrong, why it matters and what to do, naming the user's own words; plain text. */
	readonly message: string;
	/** What mends it, only where there is one right answer. */
	readonly fix?: { readonly title: string; readonly edits: readonly PlacedEdit[]; readonly guess?: true };
	readonly related?: readonly { readonly at: Place; readonly message: string }[];
	/** Less or more than the check's own; a severity that the user has set goes before both. */
	readonly severity?: Severity;
	/**
	 * Holds whatever the variables and actions in `at` stand for. Otherwise what touches one of them is not reported, as
	 * the text there is a stand-in.
	 */
	readonly evenMasked?: true;
}

/** A span of the file, or of the text of one of its regions. */
export type Place = Span | { readonly region: EmbeddedRegion; readonly span: Span };

export interface PlacedEdit {
	readonly at: Place;
	readonly newText: string;
}

/** An expression that Prometheus takes. */
export interface CheckedExpression {
	readonly region: EmbeddedRegion;
	readonly parsed: ParsedPromql;
	readonly expression: Expression;
	/** What it is for; `test` stands in a unit test, `query` anywhere else. */
	readonly use: "alert" | "record" | "panel" | "variable" | "annotation" | "template" | "test" | "slo" | "query";
	/** The rule whose `expr` it is. */
	readonly rule?: Rule;
	/** The rule's group, or that of the template which the expression stands in. */
	readonly group?: RuleGroup;
	/** What a part of it can return, by its text and by what is known; worked out once. */
	shapeOf(part: Expression): QueryResultShape;
	/** The kinds of series that a part can return, each by itself; none where the expression is too long to be judged. */
	alternativesOf(part: Expression): readonly Alternative[];
	/** The text of a part as the user wrote it, with variables and actions in place. */
	textOf(part: Expression | Span): string;
	/** Claims that a variable or an action stands in the part, so that its text is not the whole truth. */
	masked(part: Expression | Span): boolean;
	/** The place of a part, for `report`. */
	at(part: Expression | Span): Place;
}

export interface CheckedRule {
	readonly rule: Rule;
	readonly group: RuleGroup;
	/** Left out where it has a fault or is not PromQL. */
	readonly expression?: CheckedExpression | undefined;
	/** The templates of its labels and annotations, where they parse. */
	readonly templates: readonly CheckedTemplate[];
}

export interface CheckedTemplate {
	readonly key: string;
	readonly of: "label" | "annotation";
	readonly region: EmbeddedRegion;
	readonly parsed: ParsedTemplate;
	at(span: Span): Place;
}

export interface CheckedGroup {
	readonly group: RuleGroup;
	readonly rules: readonly CheckedRule[];
}

export interface CheckedFile {
	readonly source: SourceDocument;
	readonly model: DocumentModel;
	readonly groups: readonly CheckedGroup[];
}

/** A file among the others of its workspace. */
export interface CheckedGraphFile {
	readonly uri: string;
	readonly text: string;
	/** What it brings to the graph, as it is now. */
	readonly file: IndexedFile;
	readonly model: DocumentModel;
	readonly graph: WorkspaceGraph;
	/** The path of another file, as a message names it: from the folder that both are in. */
	pathTo(uri: string): string;
}

export interface CheckedPanel {
	readonly panel: Panel;
	/** Its targets whose query is PromQL without a fault. */
	readonly targets: readonly CheckedTarget[];
}

export interface CheckedDashboard {
	readonly dashboard: Dashboard;
	/** Every target of every panel whose query is PromQL without a fault. */
	readonly targets: readonly CheckedTarget[];
	/** What its variables ask for, where it is PromQL without a fault. */
	readonly variableQueries: readonly CheckedExpression[];
}

export interface CheckedTarget {
	readonly panel: Panel;
	readonly target: Target;
	readonly expression: CheckedExpression;
}

export function defineCheck<const Options extends OptionTable>(check: Check<Options>): Check<Options> {
	return check;
}
