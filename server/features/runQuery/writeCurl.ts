import { type Environment, isSecretHeader } from "../../metrics/environment.ts";
import type { QueryRequest } from "./runQuery.ts";

/**
 * The query as a command line for a shell of the POSIX kind. What is secret is a variable that whoever runs it sets:
 * `$TOKEN`, `$PASSWORD` or one named after the header. Everything else is quoted so that the shell takes it as it is.
 */
export function writeCurl(environment: Environment, request: QueryRequest): string {
	const { url, auth, username, tenant, headers = {}, tls, sigv4, proxy } = environment;
	const { expression, range, time } = request;
	const lines = [`curl -sS ${writeAddress(url, range === undefined ? "query" : "query_range")}`];
	switch (auth) {
		case "basic":
			lines.push(`-u ${quote(`${username ?? ""}:`)}"$PASSWORD"`);
			break;
		case "bearer":
		case "oauth2":
			lines.push('-H "Authorization: Bearer $TOKEN"');
			break;
		case "sigv4":
			lines.push(`--aws-sigv4 ${quote(`aws:amz:${sigv4?.region ?? ""}:${sigv4?.service ?? "aps"}`)}`);
			lines.push('-u "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY"');
			break;
		default:
			break;
	}
	if (tenant !== undefined) lines.push(`-H ${quote(`X-Scope-OrgID: ${tenant}`)}`);
	for (const [name, value] of Object.entries(headers)) {
		lines.push(
			isSecretHeader(name) ? `-H ${quote(`${name}: `)}"$${variableOf(name)}"` : `-H ${quote(`${name}: ${value}`)}`,
		);
	}
	if (tls?.caFile !== undefined) lines.push(`--cacert ${quote(tls.caFile)}`);
	if (tls?.certFile !== undefined) lines.push(`--cert ${quote(tls.certFile)}`);
	if (tls?.keyFile !== undefined) lines.push(`--key ${quote(tls.keyFile)}`);
	if (proxy === "none") lines.push("--noproxy '*'");
	else if (proxy !== undefined) lines.push(`--proxy ${quote(withoutUser(proxy))}`);
	lines.push(`--data-urlencode ${quote(`query=${expression}`)}`);
	if (range !== undefined) {
		for (const key of ["start", "end", "step"] as const)
			lines.push(`--data-urlencode ${quote(`${key}=${range[key]}`)}`);
	} else if (time !== undefined) lines.push(`--data-urlencode ${quote(`time=${time}`)}`);
	return lines.join(" \\\n  ");
}

/** Below the environment's own path, with the parameters that it adds to every address. */
function writeAddress(url: string, endpoint: string): string {
	const [address = "", ...search] = withoutUser(url).replace(/#.*$/s, "").split("?");
	const written = quote(`${address.replace(/\/+$/, "")}/api/v1/${endpoint}`);
	const parameters = search
		.join("?")
		.split("&")
		.filter((parameter) => parameter !== "");
	if (parameters.length === 0) return written;
	const parts = parameters.map((parameter, index) => {
		const [name = ""] = parameter.split("=");
		const before = index === 0 ? "?" : "&";
		return isSecretHeader(name)
			? `${quote(`${before}${name}=`)}"$${variableOf(name)}"`
			: quote(`${before}${parameter}`);
	});
	return written + parts.join("");
}

/** In single quotes nothing means anything to a shell but the quote itself. */
function quote(text: string): string {
	return `'${text.replaceAll("'", "'\\''")}'`;
}

function variableOf(header: string): string {
	const name = header.toUpperCase().replace(/[^A-Z0-9]+/g, "_");
	return /^[A-Z]/.test(name) ? name : `HEADER_${name}`;
}

function withoutUser(url: string): string {
	return url.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/?#]*@/i, "$1");
}
