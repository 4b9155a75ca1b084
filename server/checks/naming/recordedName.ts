import { shorten } from "../../promql/shorten.ts";
import { defineCheck } from "../check.ts";

export default defineCheck({
	id: "naming/recorded-name",
	title: "Recorded series named like a metric",
	severity: "information",
	why: "Names of recorded series are written as `level:metric:operations`, and no exporter may use a colon. Without one nobody can tell by the name that a series is recorded, looks for the exporter that sends it, and cannot know which labels are left and over which window it was taken.",
	fix: "Name it for what is left and what was done: `job:requests:rate5m` for `sum by (job) (rate(requests_total[5m]))`.",
	equivalents: ["mimirtool rules check", "promruval recordedMetricNameMatchesRegexp"],
	differences:
		"Information, as renaming breaks whoever reads it: names that replace those of old exporters, or that other systems read, have their reasons. One that begins with an underscore is taken for a team's own way of saying that it is recorded, and one that ends with `_info` is made to be joined like any other.",
	options: {
		colons: { kind: "number", description: "At least so many colons.", default: 1 },
	},
	examples: [
		{
			title: "No level and no operation",
			bad: `groups:
  - name: api
    rules:
      - record: requests_per_second
                ^^^^^^^^^^^^^^^^^^^
        expr: sum by (job) (rate(requests_total[5m]))
`,
			good: `groups:
  - name: api
    rules:
      - record: job:requests:rate5m
        expr: sum by (job) (rate(requests_total[5m]))
`,
		},
	],
	visit: {
		rule({ rule: { kind, name } }, { report, options }) {
			// What a chart fills in is not known.
			if (kind !== "record" || name === undefined || name.value.includes("{{")) return;
			if (/^_|_info$/.test(name.value)) return;
			if (name.value.split(":").length - 1 >= (options.colons ?? 1)) return;
			report({
				at: name.span,
				message: `By its name ${shorten(name.value)} looks like a metric that an exporter sends. Name it level:metric:operations, such as job:requests:rate5m.`,
			});
		},
	},
});
