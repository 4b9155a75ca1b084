import {
	type AuthKind,
	authKinds,
	type Environment,
	isSecretHeader,
	type OAuth2Settings,
	type SigV4Settings,
	type TlsSettings,
} from "./environment.ts";

/**
 * An environment as a person typed it. What is wrong with it is said in `mistakes`; where a request could then reach
 * another tenant, or go out without what was meant to prove who asks, there is none at all.
 */
export function readEnvironment(entry: unknown, place: string, mistakes: string[]): Environment | undefined {
	const reader = new EntryReader(place, mistakes);
	const url = field(entry, "url");
	if (typeof url !== "string" || !isHttp(url)) {
		mistakes.push(`“${place}.url” must be an http or https URL such as http://localhost:9090, so it is not used.`);
		return undefined;
	}
	const auth = reader.auth(entry);
	const headers = reader.headers(entry);
	const tls = reader.part(entry, "tls", readTls);
	const oauth2 = reader.part(entry, "oauth2", readOAuth2);
	const sigv4 = reader.part(entry, "sigv4", readSigV4);
	const tenant = reader.text(entry, "tenant");
	const proxy = reader.text(entry, "proxy");
	const username = reader.text(entry, "username");
	const timeout = reader.timeout(entry);
	const name = reader.text(entry, "name");
	if (reader.unusable) return undefined;
	return {
		name: name ?? nameAfter(url),
		url,
		...(auth === undefined ? {} : { auth }),
		...(username === undefined ? {} : { username }),
		...(oauth2 === undefined ? {} : { oauth2 }),
		...(sigv4 === undefined ? {} : { sigv4 }),
		...(tls === undefined ? {} : { tls }),
		...(tenant === undefined ? {} : { tenant }),
		...(headers === undefined ? {} : { headers }),
		...(proxy === undefined ? {} : { proxy }),
		...(timeout === undefined ? {} : { timeout }),
	};
}

const longestTimeout = 300;

/** Reads the fields of one entry, and remembers whether one that matters to safety could not be read. */
class EntryReader {
	readonly #place: string;
	readonly #mistakes: string[];
	unusable = false;

	constructor(place: string, mistakes: string[]) {
		this.#place = place;
		this.#mistakes = mistakes;
	}

	auth(entry: unknown): AuthKind | undefined {
		const value = field(entry, "auth");
		if (value === undefined || value === null) return undefined;
		const known = authKinds.find((kind) => kind === value);
		if (known === undefined) this.#refuse("auth", `must be ${listed(authKinds)}`);
		return known;
	}

	headers(entry: unknown): Readonly<Record<string, string>> | undefined {
		const value = field(entry, "headers");
		if (value === undefined || value === null) return undefined;
		const entries = isRecord(value) ? Object.entries(value) : [];
		const texts = entries.filter((pair): pair is [string, string] => typeof pair[1] === "string");
		if (!isRecord(value) || texts.length < entries.length) {
			this.#refuse("headers", "must map names to texts");
			return undefined;
		}
		const secret = texts.map(([name]) => name).find(isSecretHeader);
		if (secret !== undefined) {
			this.#mistakes.push(
				`“${this.#place}.headers” holds ${secret}, which looks like a secret that whoever reads these settings can read: use “auth” instead, whose secrets are kept in the secret storage.`,
			);
		}
		return Object.fromEntries(texts);
	}

	timeout(entry: unknown): number | undefined {
		const value = field(entry, "timeout");
		if (value === undefined || value === null) return undefined;
		if (typeof value === "number" && value > 0 && value <= longestTimeout) return value;
		this.#mistakes.push(
			`“${this.#place}.timeout” must be a number of seconds up to ${longestTimeout}, so the usual time-out is used.`,
		);
		return undefined;
	}

	/** Another tenant, or none, is not what was meant; a name is only a name. */
	text(entry: unknown, name: "name" | "tenant" | "proxy" | "username"): string | undefined {
		const value = field(entry, name);
		if (value === undefined || value === null || value === "") return undefined;
		if (typeof value === "string") return value;
		if (name === "tenant" || name === "proxy") this.#refuse(name, "must be a text");
		else this.#mistakes.push(`“${this.#place}.${name}” must be a text, so it is not used.`);
		return undefined;
	}

	part<T>(entry: unknown, name: string, read: (value: unknown) => T | string): T | undefined {
		const value = field(entry, name);
		if (value === undefined || value === null) return undefined;
		const part = read(value);
		if (typeof part !== "string") return part;
		this.#refuse(name, part);
		return undefined;
	}

	#refuse(name: string, rule: string): void {
		this.unusable = true;
		this.#mistakes.push(`“${this.#place}.${name}” ${rule}, so this server is not asked.`);
	}
}

function readOAuth2(value: unknown): OAuth2Settings | string {
	const texts = readTexts(value, ["tokenUrl", "clientId", "audience"]);
	const scopes = field(value, "scopes");
	const clientAuth = field(value, "clientAuth");
	if (texts === undefined || texts["tokenUrl"] === undefined || texts["clientId"] === undefined) {
		return "must have the texts tokenUrl and clientId";
	}
	if (scopes !== undefined && !(Array.isArray(scopes) && scopes.every((scope) => typeof scope === "string"))) {
		return "must have its scopes as a list of texts";
	}
	if (clientAuth !== undefined && clientAuth !== "header" && clientAuth !== "body") {
		return "must have header or body as its clientAuth";
	}
	const { tokenUrl, clientId, audience } = texts;
	return {
		tokenUrl,
		clientId,
		...(scopes === undefined ? {} : { scopes: scopes as readonly string[] }),
		...(audience === undefined ? {} : { audience }),
		...(clientAuth === undefined ? {} : { clientAuth }),
	};
}

function readSigV4(value: unknown): SigV4Settings | string {
	const texts = readTexts(value, ["region", "service", "accessKeyId"]);
	if (texts?.["region"] === undefined) return "must have the text region, such as eu-central-1";
	const { region, service, accessKeyId } = texts;
	return {
		region,
		...(service === undefined ? {} : { service }),
		...(accessKeyId === undefined ? {} : { accessKeyId }),
	};
}

function readTls(value: unknown): TlsSettings | string {
	return readTexts(value, ["caFile", "certFile", "keyFile", "serverName"]) ?? "must map names to texts";
}

/** Those of `names` that are texts; `undefined` where one is something else. */
function readTexts<Name extends string>(
	value: unknown,
	names: readonly Name[],
): Partial<Record<Name, string>> | undefined {
	if (!isRecord(value)) return undefined;
	const texts: Partial<Record<Name, string>> = {};
	for (const name of names) {
		const text = value[name];
		if (text === undefined || text === null || text === "") continue;
		if (typeof text !== "string") return undefined;
		texts[name] = text;
	}
	return texts;
}

function listed(values: readonly string[]): string {
	return `${values.slice(0, -1).join(", ")} or ${values.at(-1)}`;
}

/** The address without what should not be in it: names stand in messages. */
function nameAfter(url: string): string {
	const { protocol, host, pathname } = new URL(url);
	return `${protocol}//${host}${pathname === "/" ? "" : pathname}`;
}

function isHttp(url: string): boolean {
	const parsed = URL.parse(url);
	return parsed !== null && (parsed.protocol === "http:" || parsed.protocol === "https:");
}

function field(value: unknown, name: string): unknown {
	return isRecord(value) ? value[name] : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
