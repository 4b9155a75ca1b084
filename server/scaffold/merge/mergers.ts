import type { Merge } from "./merge.ts";
import { mergeAlertmanager } from "./mergeAlertmanager.ts";
import { mergeEnv } from "./mergeEnv.ts";
import { mergeJson } from "./mergeJson.ts";
import { mergeLines } from "./mergeLines.ts";
import { mergeMarkdown } from "./mergeMarkdown.ts";
import { mergePrometheus } from "./mergePrometheus.ts";
import { mergeRules } from "./mergeRules.ts";
import { mergeToml } from "./mergeToml.ts";
import { mergeYaml } from "./mergeYaml.ts";

/** What `merge` of a target can be; adding one is a row here. */
export const MERGERS: Readonly<Record<string, Merge>> = {
	/** Rule groups and rules, in a rule file or a PrometheusRule. */
	rules: mergeRules,
	/** Receivers, child routes, inhibition rules and time intervals. */
	alertmanager: mergeAlertmanager,
	/** Scrape jobs, rule files, Alertmanagers and remote write. */
	prometheus: mergePrometheus,
	/** Any YAML: missing keys and items are added, documents paired by resource. */
	yaml: mergeYaml,
	/** Any JSON, with comments too: missing keys and items are added. */
	json: mergeJson,
	/** Lines that stand for themselves: .gitignore, requirements.txt. */
	lines: mergeLines,
	/** A page of Markdown: a section is added unless its heading is there. */
	markdown: mergeMarkdown,
	/** pyproject.toml, Cargo.toml: missing tables, keys and items are added. */
	toml: mergeToml,
	/** Variables of an .env file. */
	env: mergeEnv,
};
