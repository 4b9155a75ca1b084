// Source: template/template.go of Prometheus 3.8 and the built-in functions of Go 1.25's text/template.

/** A function that templates of alerts may call. */
export interface TemplateFunction {
	readonly name: string;
	/** In Go's words: arguments and what comes back. */
	readonly signature: string;
	/** The first Prometheus that has it, where that is later than 2.30. */
	readonly since?: string;
}

export const templateFunctions: readonly TemplateFunction[] = [
	{ name: "query", signature: "query string → list of samples" },
	{ name: "first", signature: "list of samples → sample" },
	{ name: "label", signature: "name string, sample → string" },
	{ name: "value", signature: "sample → number" },
	{ name: "strvalue", signature: "sample → string" },
	{ name: "sortByLabel", signature: "label string, list of samples → list of samples" },
	{ name: "args", signature: "values → map with keys arg0, arg1, …" },
	{ name: "humanize", signature: "number → string" },
	{ name: "humanize1024", signature: "number → string" },
	{ name: "humanizeDuration", signature: "seconds → string" },
	{ name: "humanizePercentage", signature: "ratio → string" },
	{ name: "humanizeTimestamp", signature: "Unix seconds → string" },
	{ name: "toTime", signature: "Unix seconds → time", since: "2.39" },
	{ name: "toDuration", signature: "seconds → duration", since: "3.5" },
	{ name: "now", signature: "→ Unix seconds", since: "3.5" },
	{ name: "parseDuration", signature: "duration string → seconds" },
	{ name: "title", signature: "string → string" },
	{ name: "toUpper", signature: "string → string" },
	{ name: "toLower", signature: "string → string" },
	{ name: "match", signature: "pattern string, text string → boolean" },
	{ name: "reReplaceAll", signature: "pattern string, replacement string, text string → string" },
	{ name: "stripPort", signature: "host:port string → string", since: "2.34" },
	{ name: "stripDomain", signature: "host string → string", since: "2.37" },
	{ name: "graphLink", signature: "expression string → string" },
	{ name: "tableLink", signature: "expression string → string" },
	{ name: "pathPrefix", signature: "→ string" },
	{ name: "externalURL", signature: "→ string" },
	{ name: "urlQueryEscape", signature: "string → string", since: "3.8" },
	{ name: "safeHtml", signature: "string → string" },
	{ name: "and", signature: "values → the first empty one, or the last" },
	{ name: "or", signature: "values → the first that is not empty, or the last" },
	{ name: "not", signature: "value → boolean" },
	{ name: "eq", signature: "value, values → boolean" },
	{ name: "ne", signature: "value, value → boolean" },
	{ name: "lt", signature: "value, value → boolean" },
	{ name: "le", signature: "value, value → boolean" },
	{ name: "gt", signature: "value, value → boolean" },
	{ name: "ge", signature: "value, value → boolean" },
	{ name: "index", signature: "map or list, keys → value" },
	{ name: "slice", signature: "list or string, bounds → list or string" },
	{ name: "len", signature: "value → number" },
	{ name: "call", signature: "function, values → value" },
	{ name: "print", signature: "values → string" },
	{ name: "printf", signature: "format string, values → string" },
	{ name: "println", signature: "values → string" },
	{ name: "html", signature: "values → string" },
	{ name: "js", signature: "values → string" },
	{ name: "urlquery", signature: "values → string" },
];

/** What Prometheus has in its console pages, but not in the templates of alerts. */
export const consoleOnlyFunctions: readonly string[] = ["tmpl"];

/** The variables that Prometheus declares before the template's own text. */
export const predeclaredVariables = ["$", "$labels", "$externalLabels", "$externalURL", "$value"] as const;

/** What a template is executed with: an alert of a rule, or a notification of Alertmanager. */
export type TemplateData = "alert" | "notification";

// Source: template/template.go of Alertmanager 0.34.
const notificationOnlyFunctions: readonly string[] = [
	"trimSpace",
	"join",
	"safeUrl",
	"urlUnescape",
	"stringSlice",
	"routeLabels",
	"date",
	"tz",
	"since",
	"toDate",
	"mustToDate",
	"toJson",
	"base64encode",
	"base64decode",
	"list",
	"append",
	"dict",
	"map",
];
const sharedFunctions: ReadonlySet<string> = new Set([
	"toUpper",
	"toLower",
	"title",
	"match",
	"safeHtml",
	"reReplaceAll",
	"now",
	"humanizeDuration",
]);
const firstBuiltIn = templateFunctions.findIndex(({ name }) => name === "and");

/** The functions that templates of notifications may call: Alertmanager's own, and those of text/template. */
export const notificationFunctions: readonly string[] = [
	...notificationOnlyFunctions,
	...templateFunctions
		.filter(({ name }, index) => index >= firstBuiltIn || sharedFunctions.has(name))
		.map(({ name }) => name),
];
