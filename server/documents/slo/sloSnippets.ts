import type { StructureSnippet } from "../structure/structure.ts";

export const slothSloSnippet: StructureSnippet = {
	label: "availability SLO",
	documentation: "The share of requests without an error, with a page and a ticket alert.",
	body: [
		"name: ${1:requests-availability}",
		"objective: ${2:99.9}",
		"description: ${3:Requests are answered without an error.}",
		"sli:",
		"\tevents:",
		'\t\terror_query: sum(rate(${4:http_requests_total}{${5:code=~"5.."}}[{{.window\\}\\}]))',
		"\t\ttotal_query: sum(rate(${4}[{{.window\\}\\}]))",
		"alerting:",
		"\tname: ${6:HighErrorRate}",
		"\tpage_alert:",
		"\t\tlabels:",
		"\t\t\tseverity: critical",
		"\tticket_alert:",
		"\t\tlabels:",
		"\t\t\tseverity: warning",
	].join("\n"),
};

export const slothFileSnippet: StructureSnippet = {
	label: "Sloth specification",
	documentation: "A service with a first SLO.",
	body: `version: prometheus/v1\nservice: \${7:api}\nslos:\n\t- ${slothSloSnippet.body.replaceAll("\n", "\n\t  ")}`,
};
