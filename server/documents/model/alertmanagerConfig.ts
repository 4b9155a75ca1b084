import type { Span } from "../../text/span.ts";
import type { Located } from "./located.ts";

/** An Alertmanager configuration: the file, a secret's text, or an AlertmanagerConfig resource. */
export interface AlertmanagerConfig {
	readonly span: Span;
	/** The top of the tree of routes. */
	readonly route?: Route;
	readonly receivers: readonly Receiver[];
	readonly inhibitions: readonly Inhibition[];
	readonly timeIntervals: readonly Located<string>[];
	/** Patterns of template files. */
	readonly templates: readonly Located<string>[];
}

export interface Route {
	readonly receiver?: Located<string>;
	/** Both the newer `matchers` and the older `match` and `match_re`, in the order of the file. */
	readonly matchers: readonly AlertMatcher[];
	readonly groupBy: readonly Located<string>[];
	readonly continues: boolean;
	readonly groupWaitSeconds?: Located<number>;
	readonly groupIntervalSeconds?: Located<number>;
	readonly repeatIntervalSeconds?: Located<number>;
	readonly muteTimeIntervals: readonly Located<string>[];
	readonly activeTimeIntervals: readonly Located<string>[];
	readonly routes: readonly Route[];
	readonly span: Span;
}

export interface AlertMatcher {
	readonly label: string;
	readonly operator: "=" | "!=" | "=~" | "!~";
	readonly value: string;
	/** The whole matcher as it is written. */
	readonly span: Span;
	/** Written as `match` or `match_re`, which are deprecated. */
	readonly deprecated: boolean;
}

export interface Receiver {
	readonly name: Located<string>;
	/** The keys of its integrations, such as `slack_configs`. */
	readonly integrations: readonly Located<string>[];
	readonly span: Span;
}

export interface Inhibition {
	readonly source: readonly AlertMatcher[];
	readonly target: readonly AlertMatcher[];
	readonly equal: readonly Located<string>[];
	readonly span: Span;
}
