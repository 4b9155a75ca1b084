import { configurationNames, isConfigurationFile } from "../../documents/observabilityConfig/observabilityConfig.ts";
import type { RuleDialect } from "../../documents/rules/ruleDialect.ts";
import type { Environment } from "../../metrics/environment.ts";
import { type FeatureSet, featuresOfFlags } from "../../promql/features.ts";
import type { Fault } from "../../text/fault.ts";
import type { Problem } from "../../text/problem.ts";
import { type ConfigurationFiles, type FileText, noConfigurationFiles } from "../../workspace/configurationFiles.ts";
import type { Check } from "../check.ts";
import { faultCatalogue } from "../faultCatalogue.ts";
import { type OptionValue, resolveOptions } from "../options.ts";
import { CHECKS } from "../registry.ts";
import { type KnownFaults, readBaseline, withoutKnown } from "./baseline.ts";
import type { ResolvedConfiguration } from "./configuration.ts";
import { type Layer, LayerLoader, type LoadedFile, type UsedFile } from "./layers.ts";
import type { EditableConfiguration } from "./offerSettings.ts";
import { ConfigurationReader, type PathSettings, type PrometheusChoice } from "./readConfiguration.ts";
import { applyEntries, type CheckEntries, type CheckState, type Settable } from "./setting.ts";
import { folderOf, pathFrom } from "./uriPath.ts";

export interface ConfigurationsOptions {
	readonly files?: ConfigurationFiles;
	readonly checks?: readonly Check[];
	readonly faults?: Readonly<Record<string, Fault>>;
	/** The configuration of every file, wherever it is; the nearest one above each where it is left out. */
	readonly only?: string;
	/** The baseline of every file, in place of those that configurations name; `none` knows nothing. */
	readonly baseline?: string | "none";
}

/** What the editor's settings say, over whatever the files do. */
export interface ConfigurationOverlay {
	readonly checks?: CheckEntries;
	readonly features?: FeatureSet;
}

/** A file of the configuration that has faults, or cannot be read. */
export interface FaultyFile {
	readonly uri: string;
	readonly text: string;
	readonly problems: readonly Problem[];
}

/** More folders are not gone up. */
const maxDepth = 64;

/**
 * The configuration as it is now: for each file the nearest `.observability.yaml` above it, with what that extends.
 *
 * Invariant: `current` is the same object until `refresh` or `overlay` is called, and reads each file once.
 */
export class Configurations {
	readonly reader: ConfigurationReader;
	readonly #options: ConfigurationsOptions;
	#overlay: ConfigurationOverlay = {};
	#current: Resolved | undefined;

	constructor(options: ConfigurationsOptions = {}) {
		this.#options = options;
		this.reader = new ConfigurationReader(options.checks ?? CHECKS, options.faults ?? faultCatalogue);
	}

	current(): ResolvedConfiguration {
		return this.#resolved();
	}

	/** Lays the editor's settings over the files. */
	overlay(overlay: ConfigurationOverlay): void {
		this.#overlay = overlay;
		this.#current = undefined;
	}

	/** The files may have changed: they are read again at the next use. */
	refresh(): void {
		this.#current = undefined;
	}

	/** The configuration file that counts for `uri`. */
	fileOf(uri: string): string | undefined {
		return this.#resolved().fileOf(uri);
	}

	/**
	 * The configuration that a setting for `uri` is written into: the one that counts, or where there is none one in the
	 * innermost of `roots`, folders that end with a slash, that holds the file, or in the file's own folder.
	 */
	editableFor(uri: string, roots: readonly string[]): EditableConfiguration | undefined {
		const nearest = this.fileOf(uri);
		const folder =
			roots.filter((root) => uri.startsWith(root)).toSorted((a, b) => b.length - a.length)[0] ?? folderOf(uri);
		if (nearest === undefined) return folder === undefined ? undefined : { uri: `${folder}${configurationNames[0]}` };
		const read = this.#resolved().read(nearest);
		return read.kind === "text" ? { uri: nearest, text: read.text } : undefined;
	}

	/** The baseline that counts for `uri`, whether it is there or not. */
	baselineOf(uri: string): string | undefined {
		return this.#resolved().baselineOf(uri);
	}

	/** What a baseline file knows; nothing where it cannot be used. */
	knownFaults(baseline: string): KnownFaults | undefined {
		return this.#resolved().knownFaults(baseline);
	}

	/**
	 * The configuration files that have errors, of those that count for `uris` and that were used before: what ends a run.
	 * A baseline that is only not there yet is none.
	 */
	faults(uris: Iterable<string> = []): readonly FaultyFile[] {
		return this.#resolved().faults(uris);
	}

	#resolved(): Resolved {
		this.#current ??= new Resolved(this.#options, this.reader, this.#overlay);
		return this.#current;
	}
}

/** What counts for one file. */
interface Effective {
	readonly checks: readonly CheckEntries[];
	readonly features: FeatureSet | undefined;
	readonly dialect: RuleDialect;
	readonly prometheus: PrometheusChoice | undefined;
}

class Resolved implements ResolvedConfiguration {
	readonly baseline: NonNullable<ResolvedConfiguration["baseline"]>;
	readonly #options: ConfigurationsOptions;
	readonly #overlay: ConfigurationOverlay;
	readonly #files: ConfigurationFiles;
	readonly #loader: LayerLoader;
	readonly #nearest = new Map<string, string | undefined>();
	readonly #effective = new Map<string, Effective>();
	/** Files for which the same layers count share what follows from them. */
	readonly #shared = new Map<string, Effective>();
	readonly #states = new WeakMap<Effective, Map<string, CheckState>>();
	readonly #resolvedOptions = new WeakMap<CheckState, Readonly<Record<string, OptionValue>>>();
	readonly #baselines = new Map<string, { readonly known?: KnownFaults; readonly reason?: string }>();

	constructor(options: ConfigurationsOptions, reader: ConfigurationReader, overlay: ConfigurationOverlay) {
		this.#options = options;
		this.#overlay = overlay;
		const files = options.files ?? noConfigurationFiles;
		const texts = new Map<string, FileText>();
		this.#files = {
			read(uri) {
				const text = texts.get(uri) ?? files.read(uri);
				texts.set(uri, text);
				return text;
			},
		};
		this.#loader = new LayerLoader(this.#files, reader);
		this.baseline = { withoutKnown: (uri, text, problems) => this.#withoutKnown(uri, text, problems) };
	}

	settingOf(check: Check, uri: string) {
		return this.#stateOf(check, uri).setting;
	}

	optionsOf(check: Check, uri: string) {
		const state = this.#stateOf(check, uri);
		const options = this.#resolvedOptions.get(state) ?? resolveOptions(check.options ?? {}, state.options);
		this.#resolvedOptions.set(state, options);
		return options;
	}

	settingOfFault(code: string, uri: string) {
		const { severity = "warning" } = (this.#options.faults ?? faultCatalogue)[code] ?? {};
		const { said, setting } = this.#stateOf({ id: code, severity }, uri);
		return said ? setting : undefined;
	}

	isIgnored(uri: string): boolean {
		if (isConfigurationFile(uri)) return false;
		// Templates are files of their kind only once they are rendered.
		const templates = this.templatesOf(uri);
		if (uri.includes("/.observability/templates/")) return true;
		// The folder of the configuration itself cannot be meant: nothing would be checked any more.
		if (templates !== undefined && uri.startsWith(templates) && !this.#isAbove(templates, uri)) return true;
		return this.#layersOf(uri).some(({ folder, ignores }) => ignores(pathFrom(folder, uri)));
	}

	templatesOf(uri: string): string | undefined {
		return this.#layersOf(uri).findLast(({ templates }) => templates !== undefined)?.templates;
	}

	/** Claims that the folder holds a configuration that counts for the file. */
	#isAbove(folder: string, uri: string): boolean {
		return this.#layersOf(uri).some((layer) => layer.folder.startsWith(folder));
	}

	featuresOf(uri: string): FeatureSet | undefined {
		return this.#overlay.features ?? this.#effectiveOf(uri).features;
	}

	dialectOf(uri: string): RuleDialect {
		return this.#effectiveOf(uri).dialect;
	}

	prometheusOf(uri: string): PrometheusChoice | undefined {
		return this.#effectiveOf(uri).prometheus;
	}

	/** Nearer files go before those that they build on. */
	environmentsOf(uri: string): readonly Environment[] {
		const byName = new Map<string, Environment>();
		for (const { file } of this.#layersOf(uri).toReversed()) {
			for (const environment of file.environments) {
				if (!byName.has(environment.name)) byName.set(environment.name, environment);
			}
		}
		return [...byName.values()];
	}

	problemsOf(uri: string): readonly Problem[] {
		if (!isConfigurationFile(uri)) return [];
		return this.#problemsOf(this.#loader.load(uri));
	}

	fileOf(uri: string): string | undefined {
		if (this.#options.only !== undefined) return this.#options.only;
		const folder = folderOf(uri);
		return folder === undefined ? undefined : this.#nearestFrom(folder, maxDepth);
	}

	read(uri: string): FileText {
		return this.#files.read(uri);
	}

	baselineOf(uri: string): string | undefined {
		const { baseline } = this.#options;
		if (baseline !== undefined) return baseline === "none" ? undefined : baseline;
		return this.#layersOf(uri).findLast((layer) => layer.baseline !== undefined)?.baseline?.uri;
	}

	knownFaults(baseline: string): KnownFaults | undefined {
		return this.#baseline(baseline).known;
	}

	faults(uris: Iterable<string>): readonly FaultyFile[] {
		const used = new Set<string>();
		for (const uri of uris) {
			const nearest = this.fileOf(uri);
			if (nearest !== undefined) used.add(nearest);
		}
		for (const nearest of used) this.#loader.layers(nearest);
		return this.#loader.loaded().flatMap((file) => {
			const problems = [...file.problems, ...this.#problemsOf(file)]
				.filter(({ severity }) => severity === "error")
				.sort((a, b) => a.span.start - b.span.start);
			return problems.length === 0 ? [] : [{ uri: file.uri, text: file.text, problems }];
		});
	}

	#nearestFrom(folder: string, depth: number): string | undefined {
		const known = this.#nearest.get(folder);
		if (known !== undefined || this.#nearest.has(folder)) return known;
		const here = configurationNames
			.map((name) => `${folder}${name}`)
			.find((uri) => this.#files.read(uri).kind !== "missing");
		const above = here !== undefined || depth === 0 ? undefined : folderOf(folder);
		const found = here ?? (above === undefined ? undefined : this.#nearestFrom(above, depth - 1));
		this.#nearest.set(folder, found);
		return found;
	}

	#layersOf(uri: string): readonly Layer[] {
		const nearest = this.fileOf(uri);
		return nearest === undefined ? [] : this.#loader.layers(nearest);
	}

	#effectiveOf(uri: string): Effective {
		const known = this.#effective.get(uri);
		if (known !== undefined) return known;
		const layers = this.#layersOf(uri);
		const matched = layers.flatMap(({ folder, file, paths }) => {
			const path = pathFrom(folder, uri);
			return [file, ...paths.filter(({ matches }) => matches(path)).map(({ entry }) => entry)];
		});
		const key = matched.map((settings) => this.#loader.numberOf(settings)).join();
		const effective = this.#shared.get(key) ?? this.#join(matched);
		this.#shared.set(key, effective);
		this.#effective.set(uri, effective);
		return effective;
	}

	/** Later ones go before earlier ones, and the editor's settings before all of them. */
	#join(settings: readonly PathSettings[]): Effective {
		const flags = settings.findLast(({ features }) => features !== undefined)?.features;
		const overlay = this.#overlay.checks;
		return {
			checks: [...settings.map(({ checks }) => checks), ...(overlay === undefined ? [] : [overlay])],
			features: flags && featuresOfFlags(flags),
			dialect: settings.findLast(({ dialect }) => dialect !== undefined)?.dialect ?? "auto",
			prometheus: settings.findLast(({ prometheus }) => prometheus !== undefined)?.prometheus,
		};
	}

	#stateOf(check: Settable, uri: string): CheckState {
		const effective = this.#effectiveOf(uri);
		const states = this.#states.get(effective) ?? new Map<string, CheckState>();
		this.#states.set(effective, states);
		const known = states.get(check.id);
		if (known !== undefined) return known;
		const start: CheckState = { said: false, setting: check.optIn === true ? "off" : check.severity, options: {} };
		const state = effective.checks.reduce((before, entries) => applyEntries(before, entries, check), start);
		states.set(check.id, state);
		return state;
	}

	#withoutKnown(uri: string, text: string, problems: readonly Problem[]): readonly Problem[] {
		const baseline = this.baselineOf(uri);
		if (baseline === undefined || problems.length === 0) return problems;
		const known = this.knownFaults(baseline);
		return known === undefined
			? problems
			: withoutKnown(known, pathFrom(folderOf(baseline) ?? "", uri), text, problems);
	}

	#baseline(uri: string): { readonly known?: KnownFaults; readonly reason?: string } {
		const kept = this.#baselines.get(uri);
		if (kept !== undefined) return kept;
		const file = this.#files.read(uri);
		const read = file.kind === "text" ? readBaseline(file.text) : undefined;
		const result =
			read?.ok === true
				? { known: read.known }
				: { reason: read?.reason ?? (file.kind === "failed" ? file.reason : "does not exist") };
		this.#baselines.set(uri, result);
		return result;
	}

	#problemsOf({ unusable, baseline }: LoadedFile): readonly Problem[] {
		const told = unusable.map((one) => tellUnusable(one, "what it would say does not count."));
		const reason = baseline && this.#options.baseline === undefined ? this.#baseline(baseline.uri).reason : undefined;
		if (baseline === undefined || reason === undefined) return told;
		const missing = this.#files.read(baseline.uri).kind === "missing";
		const hint = "every fault is told. `observability check --update-baseline` writes it.";
		const problem = tellUnusable({ ...baseline, reason }, hint);
		return [...told, missing ? { ...problem, severity: "warning" } : problem];
	}
}

function tellUnusable(file: UsedFile & { readonly reason: string }, consequence: string): Problem {
	return {
		code: "configuration/unusable-file",
		severity: "error",
		span: file.written.span,
		message: `\`${file.written.value}\` cannot be used: it ${file.reason}. So ${consequence}`,
	};
}
