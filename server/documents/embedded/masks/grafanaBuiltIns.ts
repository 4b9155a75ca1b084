// The variables that Grafana 12 has by itself. Source: its manual, "Global variables", and the Prometheus data source's.
export interface GrafanaBuiltIn {
	/** Without the dollar sign. */
	readonly name: string;
	/** One sentence or two in Markdown. */
	readonly summary: string;
	/** The first version of Grafana that has it, where that is not long ago. */
	readonly since?: string;
	/** What it is where a duration or a number of PromQL is wanted, for a panel over one hour. */
	readonly value?: string;
	/** Where it is worth offering. */
	readonly offered?: "duration" | "number";
}

export const grafanaBuiltIns: readonly GrafanaBuiltIn[] = [
	{
		name: "__rate_interval",
		summary:
			"A window for `rate` and its like that always holds enough samples: the larger of four scrape intervals and the panel's step plus one scrape interval.",
		since: "7.2",
		value: "5m",
		offered: "duration",
	},
	{
		name: "__interval",
		summary:
			"The panel's step: the time range divided by the points that are drawn, and no less than the minimum interval. In a `rate` it is too short when zoomed in; `$__rate_interval` is not.",
		value: "1m",
		offered: "duration",
	},
	{
		name: "__interval_ms",
		summary: "The panel's step in milliseconds, as a number without a unit.",
		value: "60000",
		offered: "number",
	},
	{
		name: "__range",
		summary: "How long the time range of the dashboard is, such as `3600s`.",
		since: "5.3",
		value: "1h",
		offered: "duration",
	},
	{
		name: "__range_s",
		summary: "How long the time range of the dashboard is in seconds, as a number without a unit.",
		since: "5.3",
		value: "3600",
		offered: "number",
	},
	{
		name: "__range_ms",
		summary: "How long the time range of the dashboard is in milliseconds, as a number without a unit.",
		since: "5.3",
		value: "3600000",
		offered: "number",
	},
	{
		name: "__from",
		summary:
			"Where the time range begins, in milliseconds since 1970; `${__from:date:seconds}` gives seconds, as `@` wants them, and `${__from:date:iso}` a date.",
		since: "6.0",
	},
	{
		name: "__to",
		summary:
			"Where the time range ends, in milliseconds since 1970; `${__to:date:seconds}` gives seconds, as `@` wants them, and `${__to:date:iso}` a date.",
		since: "6.0",
	},
	{ name: "__dashboard", summary: "The dashboard's name; `${__dashboard.uid}` is its id.", since: "6.7" },
	{ name: "__org", summary: "The id of the organisation; `${__org.name}` is its name." },
	{ name: "__user", summary: "`${__user.login}`, `${__user.email}` and `${__user.id}` are of whoever looks." },
	{ name: "__timezone", summary: "The time zone of the dashboard." },
	{ name: "__all", summary: "Stands for every value where a variable has “All” selected." },
	{ name: "__name", summary: "The series' name. It is there in links and overrides, and not in queries." },
	{
		name: "__field",
		summary: "The field, as in `${__field.labels.job}`. It is there in links and overrides, and not in queries.",
	},
	{ name: "__series", summary: "The series. It is there in links and overrides, and not in queries." },
	{ name: "__value", summary: "The value. It is there in links and overrides, and not in queries." },
	{ name: "__data", summary: "The data frame. It is there in links and overrides, and not in queries." },
	{ name: "__timeFilter", summary: "The time range as a condition of SQL. It is of no use in PromQL." },
	{ name: "timeFilter", summary: "The time range as a condition of InfluxQL. It is of no use in PromQL." },
];

const byName: ReadonlyMap<string, GrafanaBuiltIn> = new Map(grafanaBuiltIns.map((entry) => [entry.name, entry]));

export function findGrafanaBuiltIn(name: string): GrafanaBuiltIn | undefined {
	return byName.get(name);
}

/** How `${name:format}` writes the values. Source: Grafana 12, "Variable syntax". */
export const grafanaFormats: readonly { readonly name: string; readonly summary: string }[] = [
	{ name: "regex", summary: "Escaped for a regular expression, several as `(a|b)`." },
	{ name: "pipe", summary: "Several as `a|b`, nothing escaped." },
	{ name: "csv", summary: "Several as `a,b`, as `by (…)` wants label names." },
	{ name: "raw", summary: "As it is, nothing escaped." },
	{ name: "doublequote", summary: 'Each in double quotes: `"a","b"`.' },
	{ name: "singlequote", summary: "Each in single quotes: `'a','b'`." },
	{ name: "text", summary: "The text that is shown for the value." },
	{ name: "glob", summary: "Several as `{a,b}`, for Graphite." },
	{ name: "json", summary: 'Several as `["a","b"]`.' },
	{ name: "lucene", summary: "As a condition of Lucene, for Elasticsearch." },
	{ name: "distributed", summary: "For OpenTSDB." },
	{ name: "percentencode", summary: "For the address of a link." },
	{ name: "queryparam", summary: "As parameters of a dashboard's address." },
	{ name: "sqlstring", summary: "As strings of SQL." },
	{ name: "date", summary: "Of `__from` and `__to`: a date; `date:seconds` and `date:iso` name its form." },
];
