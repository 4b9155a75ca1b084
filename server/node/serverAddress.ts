import type { Environment } from "../metrics/environment.ts";

export type PrometheusServer = Environment;

export interface ServerAddress {
	/** `scheme://host:port`, what a credential is bound to. */
	readonly origin: string;
	/** `host:port`, what messages name. */
	readonly host: string;
	/** The URL of an API path such as `/api/v1/query`, below the prefix of the setting. */
	endpoint(path: string): URL;
}

/** The address that a setting means, or a sentence for the user where it means none. */
export function readServerAddress(server: PrometheusServer): ServerAddress | { readonly mistake: string } {
	if (!URL.canParse(server.url)) {
		return {
			mistake: `The URL of the Prometheus server “${server.name}” cannot be read: write it like http://localhost:9090 in the settings.`,
		};
	}
	const url = new URL(server.url);
	if (url.protocol !== "http:" && url.protocol !== "https:") {
		return {
			mistake: `The URL of the Prometheus server “${server.name}” must begin with http:// or https://: correct it in the settings.`,
		};
	}
	if (url.username !== "" || url.password !== "") {
		return {
			mistake: `The URL of the Prometheus server “${server.name}” holds a user name or password, which settings must not: remove it there, and sign in with “Observability: Add Prometheus”.`,
		};
	}
	const prefix = url.pathname.replace(/\/+$/, "");
	return {
		origin: url.origin,
		host: url.host,
		endpoint(path) {
			const target = new URL(url);
			target.pathname = prefix + path;
			target.hash = "";
			return target;
		},
	};
}

/**
 * A label name as a part of a path. Names beyond `[a-zA-Z_][a-zA-Z0-9_]*` are written in Prometheus's "values" escaping:
 * `U__`, `_` doubled, and every other character as its hexadecimal code point between underscores
 * (https://prometheus.io/docs/prometheus/latest/querying/api/#querying-label-values).
 */
export function escapeLabelName(name: string): string {
	if (/^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name)) return name;
	let escaped = "U__";
	let first = true;
	for (const character of name) {
		if (character === "_") escaped += "__";
		else if (/^[a-zA-Z]$/.test(character) || (!first && /^[0-9]$/.test(character))) escaped += character;
		else escaped += `_${character.codePointAt(0)?.toString(16)}_`;
		first = false;
	}
	return escaped;
}
