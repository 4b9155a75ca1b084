import { areasOf, settableFaults } from "../checks/configuration/configurationStructure.ts";
import { type CheckEntries, type CheckEntry, isSetting, settings } from "../checks/configuration/setting.ts";
import { faultCatalogue } from "../checks/faultCatalogue.ts";
import { CHECKS } from "../checks/registry.ts";
import { type CostBounds, defaultCostBounds } from "../metrics/cost.ts";
import type { Environment } from "../metrics/environment.ts";
import { readEnvironment } from "../metrics/readEnvironment.ts";
import { type FeatureSet, featuresOfFlags } from "../promql/features.ts";

/** The section `observability` of the editor's settings, read once and safe to use. */
export interface Settings {
	/** All servers that the settings name; nothing is contacted without one here or in the workspace's files. */
	readonly servers: readonly Environment[];
	/** The name of the one that is to be asked, `none` for no server at all; left out, the choice is free. */
	readonly wanted?: string;
	/** What the target server has or lacks, where the user says it; otherwise the active server is asked. */
	readonly features?: FeatureSet;
	/** What checks are set to, over whatever the configuration files say. */
	readonly checks: CheckEntries;
	/** A hover may ask the server for current values. */
	readonly liveValues: boolean;
	/** Checks may ask the active server for what they have to know. */
	readonly onlineChecks: boolean;
	/** Which files of the workspace are read: patterns of those that are not, and how many at the most. */
	readonly index: { readonly exclude: readonly string[]; readonly maxFiles: number };
	/** Above rules, alerts and metrics: who uses them. */
	readonly usageLenses: boolean;
	/** A client that did not want a formatter at the start wants one now. */
	readonly asDocumentFormatter: boolean;
	/** A query that would touch more than so many series, or read more samples, is run only after a question. */
	readonly askAbove: CostBounds;
	/** The values of visible expressions are shown behind them. */
	readonly inlayValues: boolean;
	/** Above expressions there is what can be done, and what the server says of a rule. */
	readonly liveLenses: boolean;
	/** Seconds after which what is visible is asked for again. */
	readonly refreshSeconds: number;
	/** Where the diagnostics' pages are, without a final slash; the pages beside the program where it is left out. */
	readonly documentationBase?: string;
	/** A sentence for each setting that cannot be used, for the user. */
	readonly mistakes: readonly string[];
}

export const SECTION = "observability";

/** The value of `prometheus.active` that stands for no server at all. */
const NO_SERVER = "none";

/** A sentence for the user where the server that is to be asked is none of those there are. */
export function describeUnknownServer(
	{ wanted, servers }: Settings,
	others: readonly Environment[],
): string | undefined {
	if (wanted === undefined || wanted === NO_SERVER) return undefined;
	if ([...servers, ...others].some(({ name }) => name === wanted)) return undefined;
	return `“${SECTION}.prometheus.active” names “${wanted}”, but no server in “${SECTION}.prometheus.servers” has that name, so no server is asked: correct one of the two.`;
}

/** Reads whatever the client sent for the section. What is wrong is left out, and said in `mistakes`. */
export function readSettings(section: unknown): Settings {
	const mistakes: string[] = [];
	const prometheus = field(section, "prometheus");
	const servers = readServers(field(prometheus, "servers"), mistakes);
	const wanted = readText(field(prometheus, "active"), `${SECTION}.prometheus.active`, mistakes);
	const documentationBase = readText(field(section, "documentationBase"), `${SECTION}.documentationBase`, mistakes);
	const features = readFeatures(field(field(section, "promql"), "features"), mistakes);
	return {
		servers,
		...(wanted === undefined || wanted === "" ? {} : { wanted }),
		...(features === undefined ? {} : { features }),
		checks: readChecks(field(section, "checks"), mistakes),
		liveValues: field(field(section, "hover"), "liveValues") !== false,
		onlineChecks: field(section, "onlineChecks") !== false,
		askAbove: {
			series: readCount(field(field(section, "live"), "askAboveSeries"), defaultCostBounds.series),
			samples: readCount(field(field(section, "live"), "askAboveSamples"), defaultCostBounds.samples),
		},
		index: readIndex(field(section, "index")),
		usageLenses: field(field(section, "codeLens"), "usages") !== false,
		inlayValues: field(field(section, "inlayHints"), "values") === true,
		liveLenses: field(field(section, "codeLens"), "live") !== false,
		refreshSeconds: Math.min(Math.max(readCount(field(field(section, "live"), "refreshSeconds"), 30), 5), 3600),
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

function readServers(value: unknown, mistakes: string[]): Environment[] {
	if (value === undefined || value === null) return [];
	if (!Array.isArray(value)) {
		mistakes.push(`“${SECTION}.prometheus.servers” must be a list of servers, so none is asked: correct it.`);
		return [];
	}
	return value.flatMap((entry: unknown, index) => {
		return readEnvironment(entry, `${SECTION}.prometheus.servers[${index}]`, mistakes) ?? [];
	});
}

function readCount(value: unknown, usual: number): number {
	return typeof value === "number" && value >= 0 ? value : usual;
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

/** Files that the index reads where nothing is said. */
const defaultMaxFiles = 20_000;

function readIndex(section: unknown): Settings["index"] {
	const exclude = field(section, "exclude");
	const maxFiles = field(section, "maxFiles");
	return {
		exclude: Array.isArray(exclude) ? exclude.filter((pattern) => typeof pattern === "string") : [],
		maxFiles: typeof maxFiles === "number" && maxFiles >= 0 ? Math.floor(maxFiles) : defaultMaxFiles,
	};
}
