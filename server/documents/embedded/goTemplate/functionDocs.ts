// Source: documentation "Template reference" of Prometheus 3.8 and of Go's text/template; read November 2026.

/** What a function of alert templates does, in Markdown, and an example of its use. */
export interface TemplateFunctionDoc {
	readonly summary: string;
	readonly example?: string;
	readonly trap?: string;
}

const docs: Readonly<Record<string, TemplateFunctionDoc>> = {
	query: {
		summary: "Asks Prometheus for an instant query, and gives the list of its samples.",
		example: '{{ range query "up == 0" }}{{ .Labels.instance }} {{ end }}',
		trap: "It runs at every evaluation of a firing alert, so let it be cheap.",
	},
	first: {
		summary: "The first sample of a list.",
		example: '{{ query "time()" | first | value }}',
		trap: "Of an empty list there is none: the whole text becomes an error.",
	},
	label: { summary: "The value of a label of a sample.", example: '{{ query "up" | first | label "instance" }}' },
	value: { summary: "The value of a sample." },
	strvalue: { summary: "The value of the label `__value__` of a sample, which `count_values` fills." },
	sortByLabel: {
		summary: "The samples in the order of one of their labels.",
		example: '{{ range query "up" | sortByLabel "instance" }}…{{ end }}',
	},
	args: { summary: "Packs several values into one, as `arg0`, `arg1` and so on, to hand them to a template." },
	humanize: {
		summary: "A number with three or four digits and a metric prefix.",
		example: "{{ $value | humanize }} → 1.235k",
	},
	humanize1024: {
		summary: "A number with a binary prefix, as for bytes.",
		example: "{{ $value | humanize1024 }}B → 1.5GiB",
	},
	humanizeDuration: {
		summary: "A number of seconds in words.",
		example: "{{ $value | humanizeDuration }} → 1h 2m 3s",
	},
	humanizePercentage: {
		summary: "A ratio as a percentage.",
		example: "{{ $value | humanizePercentage }} → 5.2%",
		trap: "It multiplies by 100: of a value that is a percentage already it makes a hundred times as much.",
	},
	humanizeTimestamp: {
		summary: "A Unix time in seconds as date and time in UTC.",
		example: "{{ $value | humanizeTimestamp }} → 2026-11-21 08:00:00 +0000 UTC",
	},
	toTime: {
		summary: "A Unix time in seconds as one of Go's times, which has methods such as `Format`.",
		example: '{{ ($value | toTime).Format "15:04" }}',
	},
	toDuration: { summary: "A number of seconds as one of Go's durations." },
	now: { summary: "The time of the evaluation, in Unix seconds." },
	parseDuration: { summary: 'The seconds of a duration such as `"1h2m"`.' },
	title: { summary: "The first letter of each word in upper case." },
	toUpper: { summary: "The text in upper case." },
	toLower: { summary: "The text in lower case." },
	match: {
		summary: "Claims that the text holds what the regular expression describes, anywhere in it.",
		example: '{{ if match "^prod" $labels.env }}…{{ end }}',
	},
	reReplaceAll: {
		summary: "The text with every match of the regular expression replaced; `$1` is the first group.",
		example: '{{ reReplaceAll "(.*):.*" "$1" $labels.instance }}',
	},
	stripPort: { summary: "The host of `host:port`.", example: "{{ $labels.instance | stripPort }}" },
	stripDomain: { summary: "A host name without its domain; the port stays." },
	graphLink: { summary: "The path of the expression's graph in Prometheus's own pages." },
	tableLink: { summary: "The path of the expression's table in Prometheus's own pages." },
	pathPrefix: { summary: "The path under which Prometheus is reached from outside." },
	externalURL: { summary: "The address under which Prometheus is reached from outside." },
	urlQueryEscape: { summary: "The text as it may stand in a URL's query." },
	safeHtml: { summary: "Marks the text as HTML that needs no escaping; annotations are not escaped anyway." },
	and: { summary: "The first empty argument, or the last one." },
	or: { summary: "The first argument that is not empty, or the last one.", example: '{{ or $labels.pod "unknown" }}' },
	not: { summary: "Claims that the argument is empty: false, 0, nothing, or a text or list without anything." },
	eq: {
		summary: "Claims that the first argument equals any of the others.",
		example: '{{ if eq $labels.env "prod" "live" }}…{{ end }}',
	},
	ne: { summary: "Claims that two arguments differ." },
	lt: { summary: "Claims that the first argument is less than the second." },
	le: { summary: "Claims that the first argument is at most the second." },
	gt: {
		summary: "Claims that the first argument is greater than the second.",
		example: "{{ if gt $value 0.5 }}…{{ end }}",
	},
	ge: { summary: "Claims that the first argument is at least the second." },
	index: {
		summary: "What a map or list holds under a key; for labels whose names no dot can be put before.",
		example: '{{ index $labels "my.label" }}',
	},
	slice: { summary: "A part of a list or text." },
	len: { summary: "How many elements a list has, or bytes a text." },
	call: { summary: "Calls a function that is a value." },
	print: { summary: "The arguments as one text." },
	printf: {
		summary: "The arguments as the format says.",
		example: '{{ printf "%.2f" $value }}',
		trap: "`$value` is a floating-point number: `%d` shows it as an error in the text.",
	},
	println: { summary: "The arguments as one line." },
	html: { summary: "The text escaped for HTML." },
	js: { summary: "The text escaped for JavaScript." },
	urlquery: { summary: "The text as it may stand in a URL's query." },
};

/** What is told of a function by its name. */
export function describeTemplateFunction(name: string): TemplateFunctionDoc | undefined {
	return Object.hasOwn(docs, name) ? docs[name] : undefined;
}

/** The variables and fields that Prometheus hands to the templates of an alert. */
export const templateData: Readonly<Record<string, string>> = {
	$labels:
		"The labels of the series that the alert fires for: what the expression returns, before the rule's own labels.",
	$value: "The value that the expression has for the series, a floating-point number.",
	$externalLabels: "The labels that Prometheus adds to everything that leaves it, from `global.external_labels`.",
	$externalURL: "The address under which Prometheus is reached from outside.",
	".Labels": "The labels of the series that the alert fires for, or of the sample, inside `range query …`.",
	".Value": "The value that the expression has for the series, or that of the sample, inside `range query …`.",
	".ExternalLabels": "The labels that Prometheus adds to everything that leaves it.",
	".ExternalURL": "The address under which Prometheus is reached from outside.",
};
