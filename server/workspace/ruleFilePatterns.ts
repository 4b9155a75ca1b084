import type { PrometheusConfig } from "../documents/model/prometheusConfig.ts";

/** Claims that one of the patterns, relative to the configuration's folder, is one for the rule file. */
export function loadsRuleFile(configUri: string, config: PrometheusConfig, ruleFileUri: string): boolean {
	const place = readPlace(configUri);
	const file = readPlace(ruleFileUri);
	if (place === undefined || file === undefined || place.origin !== file.origin) return false;
	const folder = place.path.slice(0, place.path.lastIndexOf("/"));
	return config.ruleFiles.some(({ value }) =>
		matchesPath(value.startsWith("/") ? value : `${escapePattern(folder)}/${value}`, file.path),
	);
}

/** Claims that a pattern of Go's `filepath.Match` is one for the path. */
export function matchesPath(pattern: string, path: string): boolean {
	return toExpression(normalise(pattern))?.test(path) === true;
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
