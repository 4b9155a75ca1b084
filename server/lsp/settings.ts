import { areasOf, settableFaults } from "../checks/configuration/configurationStructure.ts";
import { type CheckEntries, type CheckEntry, isSetting, settings } from "../checks/configuration/setting.ts";
import { faultCatalogue } from "../checks/faultCatalogue.ts";
import { CHECKS } from "../checks/registry.ts";
import { type FeatureSet, featuresOfFlags } from "../promql/features.ts";
import type { ServerSettings } from "../protocol/messages.ts";

/** The section `observability` of the editor's settings, read once and safe to use. */
export interface Settings {
	/** The server that is asked; nothing is contacted without one. */
	readonly active?: ServerSettings;
	/** All servers, where none of them is named as the active one. */
	readonly unchosen?: readonly ServerSettings[];
	/** What the target server has or lacks, where the user says it; otherwise the active server is asked. */
	readonly features?: FeatureSet;
	/** What checks are set to, over whatever the configuration files say. */
	readonly checks: CheckEntries;
	/** A hover may ask the server for current values. */
	readonly liveValues: boolean;
	/** Checks may ask the active server for what they have to know. */
	readonly onlineChecks: boolean;
	/** A client that did not want a formatter at the start wants one now. */
	readonly asDocumentFormatter: boolean;
	/** Where the diagnostics' pages are, without a final slash; the pages beside the program where it is left out. */
	readonly documentationBase?: string;
	/** A sentence for each setting that cannot be used, for the user. */
	readonly mistakes: readonly string[];
}

export const SECTION = "observability";

/** The value of `prometheus.active` that stands for no server at all. */
const NO_SERVER = "none";

/** Reads whatever the client sent for the section. What is wrong is left out, and said in `mistakes`. */
export function readSettings(section: unknown): Settings {
	const mistakes: string[] = [];
	const prometheus = field(section, "prometheus");
	const servers = readServers(field(prometheus, "servers"), mistakes);
	const wanted = readText(field(prometheus, "active"), `${SECTION}.prometheus.active`, mistakes);
	const documentationBase = readText(field(section, "documentationBase"), `${SECTION}.documentationBase`, mistakes);
	const features = readFeatures(field(field(section, "promql"), "features"), mistakes);
	const isUnchosen = wanted === undefined || wanted === "";
	const active = isUnchosen ? servers[0] : servers.find(({ name }) => name === wanted);
	if (active === undefined && !isUnchosen && wanted !== NO_SERVER) {
		mistakes.push(
			`“${SECTION}.prometheus.active” names “${wanted}”, but no server in “${SECTION}.prometheus.servers” has that name, so no server is asked: correct one of the two.`,
		);
	}
	return {
		...(active === undefined ? {} : { active }),
		...(isUnchosen && servers.length > 1 ? { unchosen: servers } : {}),
		...(features === undefined ? {} : { features }),
		checks: readChecks(field(section, "checks"), mistakes),
		liveValues: field(field(section, "hover"), "liveValues") !== false,
		onlineChecks: field(section, "onlineChecks") !== false,
		asDocumentFormatter: field(field(section, "format"), "asDocumentFormatter") === true,
		...(documentationBase === undefined || documentationBase === ""
			? {}
			: { documentationBase: documentationBase.replace(/\/+$/, "") }),
		mistakes,
	};
}

function readChecks(value: unknown, mistakes: string[]): CheckEntries {
	if (value === undefined || value === null) return new Map();
	if (!isRecord(value)) {
		mistakes.push(`“${SECTION}.checks” must map checks to off, on or a severity, so it is not used.`);
		return new Map();
	}
	const entries: [string, CheckEntry][] = [];
	for (const [id, setting] of Object.entries(value)) {
		if (!isSetting(setting)) {
			mistakes.push(`“${SECTION}.checks” must set “${id}” to one of ${settings.join(", ")}, so that is not used.`);
		} else if (!isKnownCheck(id)) {
			mistakes.push(`“${SECTION}.checks” sets “${id}”, but no check that can be set has that name.`);
		} else entries.push([id, { setting }]);
	}
	return new Map(entries);
}

function isKnownCheck(id: string): boolean {
	const known = [...CHECKS.map((check) => check.id), ...Object.keys(settableFaults(faultCatalogue))];
	return known.includes(id) || areasOf(known).some((area) => id === `${area}/*`);
}

/** The value of `promql.features` that leaves it to the active server. */
const AUTO = "auto";

function readFeatures(value: unknown, mistakes: string[]): FeatureSet | undefined {
	if (value === undefined || value === null || value === AUTO) return undefined;
	if (Array.isArray(value) && value.every((flag): flag is string => typeof flag === "string")) {
		return featuresOfFlags(value);
	}
	mistakes.push(
		`“${SECTION}.promql.features” must be “${AUTO}” or a list of what --enable-feature names, such as promql-experimental-functions, so it is not used.`,
	);
	return undefined;
}

function readServers(value: unknown, mistakes: string[]): ServerSettings[] {
	if (value === undefined || value === null) return [];
	if (!Array.isArray(value)) {
		mistakes.push(`“${SECTION}.prometheus.servers” must be a list of servers, so none is asked: correct it.`);
		return [];
	}
	return value.flatMap((entry: unknown, index) => readServer(entry, index, mistakes));
}

function readServer(entry: unknown, index: number, mistakes: string[]): ServerSettings[] {
	const place = `${SECTION}.prometheus.servers[${index}]`;
	const url = field(entry, "url");
	if (typeof url !== "string" || !isHttp(url)) {
		mistakes.push(`“${place}.url” must be an http or https URL such as http://localhost:9090, so it is not used.`);
		return [];
	}
	const before = mistakes.length;
	const name = readText(field(entry, "name"), `${place}.name`, mistakes) ?? nameAfter(url);
	const username = readText(field(entry, "username"), `${place}.username`, mistakes);
	const auth = readAuth(field(entry, "auth"), place, mistakes);
	const timeout = readTimeout(field(entry, "timeout"), place, mistakes);
	const headers = readHeaders(field(entry, "headers"), place, mistakes);
	// Without the right sign-in or headers a request could reach another tenant, so such a server is not asked at all.
	if (mistakes.length > before && (auth === "invalid" || headers === "invalid")) return [];
	return [
		{
			name,
			url,
			...(auth === undefined || auth === "invalid" ? {} : { auth }),
			...(username === undefined ? {} : { username }),
			...(headers === undefined || headers === "invalid" ? {} : { headers }),
			...(timeout === undefined ? {} : { timeout }),
		},
	];
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

function readAuth(value: unknown, place: string, mistakes: string[]): ServerSettings["auth"] | "invalid" {
	if (value === undefined || value === null) return undefined;
	if (value === "none" || value === "basic" || value === "bearer") return value;
	mistakes.push(`“${place}.auth” must be none, basic or bearer, so this server is not asked.`);
	return "invalid";
}

function readTimeout(value: unknown, place: string, mistakes: string[]): number | undefined {
	if (value === undefined || value === null) return undefined;
	if (typeof value === "number" && value > 0 && value <= LONGEST_TIMEOUT) return value;
	mistakes.push(
		`“${place}.timeout” must be a number of seconds up to ${LONGEST_TIMEOUT}, so the usual time-out is used.`,
	);
	return undefined;
}

const LONGEST_TIMEOUT = 300;

function readHeaders(value: unknown, place: string, mistakes: string[]): ServerSettings["headers"] | "invalid" {
	if (value === undefined || value === null) return undefined;
	if (isRecord(value)) {
		const entries = Object.entries(value);
		const texts = entries.filter((entry): entry is [string, string] => typeof entry[1] === "string");
		if (texts.length === entries.length) return Object.fromEntries(texts);
	}
	mistakes.push(`“${place}.headers” must map names to texts, so this server is not asked.`);
	return "invalid";
}

function readText(value: unknown, place: string, mistakes: string[]): string | undefined {
	if (value === undefined || value === null) return undefined;
	if (typeof value === "string") return value;
	mistakes.push(`“${place}” must be a text, so it is not used.`);
	return undefined;
}

function field(value: unknown, name: string): unknown {
	return isRecord(value) ? value[name] : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
