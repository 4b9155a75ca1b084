import type { Span } from "../../text/span.ts";
import type { Located } from "./located.ts";

/** An Alertmanager configuration: the file, a secret's text, or an AlertmanagerConfig resource. */
export interface AlertmanagerConfig {
	readonly span: Span;
	/** Everything is written in the file: no template brings a part of it, and no matcher is unreadable. */
	readonly whole: boolean;
	/** The top of the tree of routes. */
	readonly route?: Route;
	readonly receivers: readonly Receiver[];
	readonly inhibitions: readonly Inhibition[];
	readonly timeIntervals: readonly Located<string>[];
	/** Patterns of template files. */
	readonly templates: readonly Located<string>[];
	/** Passwords, tokens and addresses that are secrets, which could stand in files of their own, by the keys' names. */
	readonly secrets: readonly Located<string>[];
	/** The templates that notifications ask for by name and that the text itself does not define. */
	readonly templateCalls: readonly Located<string>[];
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
	/** The deprecated keys `match` and `match_re`. */
	readonly olderMatchers: readonly OlderMatchers[];
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
	/** Where the value is written, with its quotes. */
	readonly valueSpan?: Span;
	/** Written as `match` or `match_re`, which are deprecated. */
	readonly deprecated: boolean;
}

/** A deprecated mapping of labels to values, such as `source_match_re`. */
export interface OlderMatchers {
	readonly key: Located<string>;
	/** The key that takes its place, such as `source_matchers`. */
	readonly newerKey: string;
	/** The key and its value. */
	readonly span: Span;
	readonly matchers: readonly AlertMatcher[];
	/** The newer key is there too, or the value is an alias or inside braces, so that it cannot be rewritten by itself. */
	readonly fixed: boolean;
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
	/** The deprecated keys, such as `source_match`. */
	readonly olderMatchers: readonly OlderMatchers[];
	readonly span: Span;
}
