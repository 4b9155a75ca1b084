import { percentIn } from "../../promql/result/percent.ts";
import { shortenCode } from "../../promql/shorten.ts";
import { defineCheck } from "../check.ts";
import { writtenNumbers } from "./printedNumbers.ts";

export default defineCheck({
	id: "template/percent-of-percent",
	title: "Percent of percent",
	severity: "warning",
	why: "`humanizePercentage` multiplies by 100 itself. Of a value that the query has already multiplied, the message makes a hundred times as much: “9300 %” where 93 % is meant, and whoever is on call learns to distrust the text.",
	fix: 'Print the value with `printf "%.2f%%"`, or take `* 100` out of the query and divide its threshold by 100.',
	examples: [
		{
			title: "Multiplied by 100 twice",
			bad: `groups:
  - name: api
    rules:
      - alert: DiskFull
        expr: (1 - node_filesystem_avail_bytes / node_filesystem_size_bytes) * 100 > 90
        annotations:
          summary: 'The disk is {{ $value | humanizePercentage }} full.'
                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^
`,
			good: `groups:
  - name: api
    rules:
      - alert: DiskFull
        expr: (1 - node_filesystem_avail_bytes / node_filesystem_size_bytes) * 100 > 90
        annotations:
          summary: 'The disk is {{ $value | printf "%.2f%%" }} full.'
`,
		},
		{
			title: "In a query of the template",
			bad: `groups:
  - name: api
    rules:
      - alert: Down
        expr: up == 0
        annotations:
          summary: '{{ with query "100 * avg(up)" }}{{ . | first | value | humanizePercentage }} are up.{{ end }}'
                                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
`,
			good: `groups:
  - name: api
    rules:
      - alert: Down
        expr: up == 0
        annotations:
          summary: '{{ with query "100 * avg(up)" }}{{ . | first | value | printf "%.2f%%" }} are up.{{ end }}'
`,
		},
	],
	visit: {
		rule(checked, { report, knowledge }) {
			for (const { template, number, span, query } of writtenNumbers(checked, knowledge, /humanizePercentage/)) {
				if (number.steps[0]?.function !== "humanizePercentage") continue;
				const factor = percentIn(query);
				if (factor === undefined) continue;
				const { expression } = checked;
				const own = number.source.kind === "alert" && expression !== undefined;
				const what = own ? shortenCode(expression.textOf(factor)) : "the query";
				const written = template.region.text.slice(span.start, span.end);
				const [name, ...more] = [...written.matchAll(/\bhumanizePercentage\b/g)];
				const at = name && more.length === 0 ? span.start + name.index : undefined;
				report({
					at: template.at(span),
					message: `humanizePercentage multiplies by 100, and so does ${what}: the text shows a hundred times too much. Print the value with printf "%.2f%%", or take the factor out of the query.`,
					...(own && { related: [{ at: expression.at(factor), message: "The value is in percent from here on." }] }),
					...(at !== undefined && {
						fix: {
							title: 'Print the value with printf "%.2f%%"',
							edits: [
								{
									at: template.at({ start: at, end: at + "humanizePercentage".length }),
									newText: 'printf "%.2f%%"',
								},
							],
						},
					}),
				});
			}
		},
	},
});
