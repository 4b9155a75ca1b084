import { DASHBOARD_HOSTS } from "./dashboardHosts.ts";
import { FILE_HOSTS } from "./fileHosts.ts";
import type { Host } from "./host.ts";
import { NESTED_HOSTS } from "./nestedHosts.ts";
import { QUERY_HOSTS } from "./queryHosts.ts";

const rule = (value: string): string => `groups:
  - name: g
    rules:
      - record: before:it
        expr: vector(1)
      - alert: Tested
        expr: ${value}
        labels:
          severity: page
`;

const resource = (value: string): string =>
	`apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nmetadata:\n  name: r\nspec:\n${rule(value).replace(/^/gm, "  ")}`.trimEnd() +
	"\n";

const managed = (value: string): string =>
	resource(value)
		.replace("monitoring.coreos.com/v1", "monitoring.googleapis.com/v1")
		.replace("PrometheusRule", "Rules");

const indented = (expression: string): string => expression.replaceAll("\n", "\n          ");
const oneLine = (expression: string): boolean => !expression.includes("\n");
const always = (): boolean => true;
/** Neither a comment, a mapping nor a flow collection to YAML; trailing white space would be lost. */
const plainSafe = (expression: string): boolean => {
	const text = expression.replace("<|>", "");
	return oneLine(text) && /^[\w(+]/.test(text) && !/\s#|:(\s|$)|\s$/.test(text);
};

/** Every way in which a rule file can hold an expression, whose result has to be one that a rule can have. */
export const HOSTS: readonly Host[] = [
	{ name: "plain", holds: plainSafe, wrap: (text) => rule(text) },
	{ name: "single-quoted", holds: oneLine, wrap: (text) => rule(`'${text.replaceAll("'", "''")}'`) },
	{
		name: "double-quoted",
		holds: always,
		wrap: (text) => rule(`"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n")}"`),
	},
	{ name: "literal", holds: always, wrap: (text) => rule(`|\n          ${indented(text)}`) },
	{ name: "literal, stripped", holds: always, wrap: (text) => rule(`|-\n          ${indented(text)}`) },
	{ name: "folded", holds: oneLine, wrap: (text) => rule(`>-\n          ${text}`) },
	{ name: "PrometheusRule, plain", holds: plainSafe, wrap: (text) => resource(text) },
	{
		name: "PrometheusRule, literal",
		holds: always,
		wrap: (text) => resource(`|\n          ${indented(text)}`),
	},
	{ name: "managed Rules", holds: always, wrap: (text) => managed(`|\n          ${indented(text)}`) },
];

/** Every way in which any file can hold an expression: tests of embedded features run in each of them. */
export const ALL_HOSTS: readonly Host[] = [
	...HOSTS,
	...NESTED_HOSTS,
	...DASHBOARD_HOSTS,
	...QUERY_HOSTS,
	...FILE_HOSTS,
];
