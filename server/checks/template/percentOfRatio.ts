import { comparedRatioIn } from "../../promql/result/percent.ts";
import { nameOfUnit } from "../../promql/result/units.ts";
import { defineCheck } from "../check.ts";
import { hasPercentSign, writtenNumbers } from "./printedNumbers.ts";

export default defineCheck({
	id: "template/percent-of-ratio",
	title: "Ratio printed as percent",
	severity: "warning",
	why: "The value is a share between 0 and 1, and the text puts a percent sign behind it: the message says “0.93 %” of a disk that is 93 % full, and nobody gets up for that.",
	fix: "Print it with `humanizePercentage`, which multiplies by 100 and writes the sign itself.",
	differences:
		"Only where the query proves that it is a share: like divided by like, such as bytes by bytes or a metric by itself, a metric whose name ends with `_ratio`, or a quotient that is compared with a share, as in `a / b > 0.9`.",
	examples: [
		{
			title: "The value as it is",
			bad: `groups:
  - name: node
    rules:
      - alert: DiskFull
        expr: 1 - node_filesystem_avail_bytes / node_filesystem_size_bytes > 0.9
        annotations:
          summary: The disk is {{ $value }}% full.
                                  ^^^^^^
`,
			good: `groups:
  - name: node
    rules:
      - alert: DiskFull
        expr: 1 - node_filesystem_avail_bytes / node_filesystem_size_bytes > 0.9
        annotations:
          summary: The disk is {{ $value | humanizePercentage }} full.
`,
		},
		{
			title: "The sign in a printf",
			bad: `groups:
  - name: api
    rules:
      - alert: Errors
        expr: sum(rate(requests_total{code=~"5.."}[5m])) / sum(rate(requests_total[5m])) > 0.1
        annotations:
          summary: '{{ printf "%.1f%%" $value }} of all requests fail.'
                       ^^^^^^^^^^^^^^^^^^^^^^
`,
			good: `groups:
  - name: api
    rules:
      - alert: Errors
        expr: sum(rate(requests_total{code=~"5.."}[5m])) / sum(rate(requests_total[5m])) > 0.1
        annotations:
          summary: '{{ $value | humanizePercentage }} of all requests fail.'
`,
		},
	],
	visit: {
		rule(checked, { report, knowledge }) {
			for (const written of writtenNumbers(checked, knowledge, /%/)) {
				const { template, number, span, query, quantity, after } = written;
				if (number.steps.some(({ function: name }) => !plainSteps.has(name))) continue;
				const compared = quantity.unit === undefined && comparedRatioIn(query) !== undefined;
				const ratio = quantity.time !== "perSecond" && nameOfUnit(quantity.unit) === "ratio";
				if (!(ratio || compared) || !hasPercentSign(written)) continue;
				const { text } = template.region;
				const action = text.slice(span.start, span.end);
				const bare = /^(?:\$value|\.Value)(?: *\| *(?:humanize|printf "[^"%]*%[-+.\d]*[feg](?: ?%%)?"))?$/.exec(action);
				const formatted = /^printf "%[-+.\d]*[feg](?: ?%%)?" +(\$value|\.Value)$/.exec(action);
				const value = formatted?.[1] ?? (bare === null ? undefined : action.split(/[ |]/)[0]);
				const sign = /^ ?%/.exec(after)?.[0] ?? "";
				const behind = text.indexOf("}}", span.end) + 2;
				report({
					at: template.at(span),
					message: `The value is a ratio between 0 and 1, and the text prints it with a percent sign: 0.5 %, where 50 % is meant. Print it with humanizePercentage, which multiplies and writes the sign.`,
					...(value !== undefined && {
						fix: {
							title: "Print it with humanizePercentage",
							edits: [
								{ at: template.at(span), newText: `${value} | humanizePercentage` },
								...(sign === ""
									? []
									: [{ at: template.at({ start: behind, end: behind + sign.length }), newText: "" }]),
							],
						},
					}),
				});
			}
		},
	},
});

/** What changes no value, only how it is written. */
const plainSteps: ReadonlySet<string> = new Set(["humanize", "printf", "print", "html", "safeHtml"]);
