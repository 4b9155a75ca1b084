import type { Host } from "./host.ts";

const ruleFile = (value: string): string =>
	`groups:\n  - name: g\n    rules:\n      - alert: Tested\n        expr: ${value}\n        labels:\n          severity: page\n`;

const ruleFileInJson = (expression: string): string =>
	`${JSON.stringify({ groups: [{ name: "g", rules: [{ alert: "Tested", expr: expression }] }] }, undefined, 2)}\n`;

const literal = (expression: string): string => ruleFile(`|\n          ${expression.replaceAll("\n", "\n          ")}`);

/** As far in as the values of a manifest are. */
const indent = (text: string): string => text.replace(/^(?=.)/gm, "    ");

const configMap = (key: string, value: string): string =>
	`apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: rules\ndata:\n  note: not a file\n  ${key}: ${value}\n`;

const inBlock = (file: string): string => `|\n${indent(file).trimEnd()}`;

const always = (): boolean => true;

/** Rule files in manifests: a host inside a host, in the ways that people and tools write them. */
export const NESTED_HOSTS: readonly Host[] = [
	{
		name: "ConfigMap, literal in literal",
		holds: always,
		wrap: (text) => configMap("rules.yaml", inBlock(literal(text))),
	},
	{
		name: "ConfigMap, double-quoted in literal",
		holds: always,
		wrap: (text) => configMap("rules.yaml", inBlock(ruleFile(JSON.stringify(text)))),
	},
	{
		name: "ConfigMap, double-quoted in double quotes",
		holds: always,
		wrap: (text) => configMap("rules.yaml", JSON.stringify(ruleFile(JSON.stringify(text)))),
	},
	{
		name: "ConfigMap, JSON in literal",
		holds: always,
		wrap: (text) => configMap("rules.json", inBlock(ruleFileInJson(text))),
	},
	{
		name: "ConfigMap, JSON in double quotes",
		holds: always,
		wrap: (text) => configMap("rules.json", JSON.stringify(ruleFileInJson(text))),
	},
];
