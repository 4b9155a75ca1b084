import { LRUCache } from "lru-cache";
import type { PrometheusConfig } from "../documents/model/prometheusConfig.ts";
import type { DocumentModel } from "../documents/model.ts";

/** So many configurations are remembered. */
const mostFiles = 100;

/** A configuration that loads a rule file, and what follows for its rules. */
export interface LoadingConfig {
	readonly uri: string;
	readonly config: PrometheusConfig;
	/** How often the rules are evaluated where their group does not say, in seconds. */
	readonly evaluationIntervalSeconds: number;
	/** The different intervals of the scrape jobs, in seconds, from small to large; the default alone without jobs. */
	readonly scrapeIntervalsSeconds: readonly number[];
	/** Labels that alerts and what is sent away get besides, by name. */
	readonly externalLabels: ReadonlyMap<string, string>;
}

/** What Prometheus takes where the configuration says nothing. */
const defaultIntervalSeconds = 60;

/** The Prometheus configurations of the files that were looked at last: they know which rule files are loaded, and how. */
export class PrometheusConfigs {
	readonly #configs = new LRUCache<string, readonly PrometheusConfig[]>({ max: mostFiles });
	readonly #loading = new Map<string, readonly LoadingConfig[]>();
	#version = 0;

	/** Another number whenever an answer may have changed. */
	get version(): number {
		return this.#version;
	}

	/** Remembers the file's latest reading. */
	keep(uri: string, model: DocumentModel): void {
		const previous = this.#configs.peek(uri);
		const { prometheusConfigs } = model;
		if (previous === prometheusConfigs || (previous === undefined && prometheusConfigs.length === 0)) return;
		if (prometheusConfigs.length === 0) this.#configs.delete(uri);
		else this.#configs.set(uri, prometheusConfigs);
		this.#version += 1;
		this.#loading.clear();
	}

	/** The configurations whose `rule_files` name the file. */
	loading(ruleFileUri: string): readonly LoadingConfig[] {
		const known = this.#loading.get(ruleFileUri);
		if (known !== undefined) return known;
		const loading = [...this.#configs.entries()].flatMap(([uri, configs]) =>
			configs.filter((config) => loadsRuleFile(uri, config, ruleFileUri)).map((config) => describe(uri, config)),
		);
		this.#loading.set(ruleFileUri, loading);
		return loading;
	}
}

function describe(uri: string, config: PrometheusConfig): LoadingConfig {
	const scrape = config.scrapeIntervalSeconds?.value ?? defaultIntervalSeconds;
	const intervals = config.scrapeJobs.map((job) => job.scrapeIntervalSeconds?.value ?? scrape);
	return {
		uri,
		config,
		evaluationIntervalSeconds: config.evaluationIntervalSeconds?.value ?? defaultIntervalSeconds,
		scrapeIntervalsSeconds: [...new Set(intervals.length === 0 ? [scrape] : intervals)].sort((a, b) => a - b),
		externalLabels: new Map(config.externalLabels.map(({ key, value }) => [key.value, value.value])),
	};
}

/** Claims that one of the patterns, relative to the configuration's folder, is one for the rule file. */
export function loadsRuleFile(configUri: string, config: PrometheusConfig, ruleFileUri: string): boolean {
	const place = readPlace(configUri);
	const file = readPlace(ruleFileUri);
	if (place === undefined || file === undefined || place.origin !== file.origin) return false;
	const folder = place.path.slice(0, place.path.lastIndexOf("/"));
	return config.ruleFiles.some(({ value }) => {
		const pattern = normalise(value.startsWith("/") ? value : `${escapePattern(folder)}/${value}`);
		return toExpression(pattern)?.test(file.path) === true;
	});
}

/** The path of a URI, and what stands before it. */
function readPlace(uri: string): { readonly origin: string; readonly path: string } | undefined {
	const match = /^([a-z][a-z0-9+.-]*:(?:\/\/[^/]*)?)(\/[^?#]*)/i.exec(uri);
	if (match === null) return undefined;
	try {
		return { origin: match[1] ?? "", path: decodeURIComponent(match[2] ?? "") };
	} catch {
		return undefined;
	}
}

function escapePattern(text: string): string {
	return text.replace(/[*?[\\]/g, "\\$&");
}

/** Without `.` and `..`, as Go joins paths. */
function normalise(pattern: string): string {
	const parts: string[] = [];
	for (const part of pattern.split("/")) {
		if (part === "..") parts.pop();
		else if (part !== "." && part !== "") parts.push(part);
	}
	return `/${parts.join("/")}`;
}

/** The regular expression for a pattern of Go's `filepath.Match`; `undefined` where the pattern is malformed. */
function toExpression(pattern: string): RegExp | undefined {
	let expression = "";
	for (let index = 0; index < pattern.length; index++) {
		const character = pattern[index] ?? "";
		if (character === "*") expression += "[^/]*";
		else if (character === "?") expression += "[^/]";
		else if (character === "[") {
			const close = findClosingBracket(pattern, index);
			if (close === undefined) return undefined;
			const inside = pattern.slice(index + 1, close);
			expression += `(?!/)[${inside.replace(/[[\]&]/g, "\\$&")}]`;
			index = close;
		} else if (character === "\\") {
			index++;
			if (index >= pattern.length) return undefined;
			expression += escapeExpression(pattern[index] ?? "");
		} else expression += escapeExpression(character);
	}
	try {
		return new RegExp(`^${expression}$`, "u");
	} catch {
		return undefined;
	}
}

function findClosingBracket(pattern: string, open: number): number | undefined {
	for (let index = open + 1; index < pattern.length; index++) {
		if (pattern[index] === "\\") index++;
		else if (pattern[index] === "]" && index > open + 1) return index;
	}
	return undefined;
}

function escapeExpression(character: string): string {
	return character.replace(/[$()*+./?[\\\]^{|}]/g, "\\$&");
}
