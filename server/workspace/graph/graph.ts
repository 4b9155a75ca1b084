import { decodePercent } from "../../base/decodePercent.ts";
import type { PrometheusConfig } from "../../documents/model/prometheusConfig.ts";
import { RegularExpressions } from "../../promql/regularExpressions.ts";
import type { RecordedSeries } from "../../promql/result/shape.ts";
import { loadsRuleFile, matchesPath } from "../ruleFilePatterns.ts";
import {
	definedKind,
	type FileName,
	keyOf,
	keyOfUse,
	mayDefine,
	type NameSpace,
	nameSpaces,
	namesOf,
} from "./fileContents.ts";
import { canonicalUri } from "./fileNames.ts";
import type { IndexedFile, IndexedItem, ItemKind, NameUse, RecordItem } from "./indexedFile.ts";
import { MetricNames } from "./metricNames.ts";
import { PageFinder } from "./pageFinder.ts";
import { Postings } from "./postings.ts";
import { readSeries } from "./recordedSeries.ts";
import { findChangedItems } from "./sameContent.ts";
import type { GraphSymbol, Place, UsePlace, WorkspaceGraph } from "./workspaceGraph.ts";

/** Items of a file from which on it is worth remembering where its names stand, and of how many files that is done. */
const longFile = 64;
const mostPositions = 32;
/** Items of a file that change together as a person types. */
const fewItems = 8;

/**
 * The graph of a workspace: files as they are given, and for each name the files that have it. What is asked of a name
 * looks into those files alone. Invariant: answers are in the order of URIs and then of files, and so hang on what was
 * given last for each URI, and on nothing else.
 */
export class Graph implements WorkspaceGraph {
	readonly #slots = new Map<string, number>();
	readonly #files: (IndexedFile | undefined)[] = [];
	readonly #free: number[] = [];
	readonly #names = new Map<NameSpace, Postings>(nameSpaces.map((space) => [space, new Postings()]));
	readonly #patterns = new Map<NameSpace, Postings>(nameSpaces.map((space) => [space, new Postings()]));
	/** The files by their canonical names. */
	readonly #canonical = new Map<string, number>();
	readonly #configs = new Set<number>();
	readonly #pages = new PageFinder();
	readonly #waiting = new Map<string, () => IndexedFile | undefined>();
	readonly #recorded = new Map<string, readonly RecordedSeries[]>();
	readonly #loading = new Map<string, readonly PrometheusConfig[]>();
	readonly #positions = new Map<IndexedFile, ReadonlyMap<string, readonly number[]>>();
	readonly #expressions = new RegularExpressions();
	readonly #metrics = new MetricNames();
	#order: readonly number[] | undefined;
	#version = 0;
	#contentVersion = 0;
	#factsVersion = 0;
	#complete = false;

	get version(): number {
		this.#settle();
		return this.#version;
	}

	get contentVersion(): number {
		this.#settle();
		return this.#contentVersion;
	}

	get factsVersion(): number {
		this.#settle();
		return this.#factsVersion;
	}

	get complete(): boolean {
		return this.#complete;
	}

	/** Takes the file's new content, in place of what it had. */
	set(file: IndexedFile): void {
		this.#waiting.delete(file.uri);
		this.#put(file);
	}

	/** As `set`, but read only when an answer may hang on it; `undefined` of `read` means that there is nothing. */
	setLater(uri: string, read: () => IndexedFile | undefined): void {
		this.#waiting.set(uri, read);
	}

	delete(uri: string): void {
		this.#waiting.delete(uri);
		this.#remove(uri);
	}

	/** Says whether every file was read at least once. */
	setComplete(complete: boolean): void {
		if (this.#complete === complete) return;
		this.#complete = complete;
		this.#version += 1;
		this.#contentVersion += 1;
		this.#factsVersion += 1;
	}

	/** The folders of the workspace, as URIs with a slash at the end: a page may be named from there. */
	setRoots(roots: readonly string[]): void {
		this.#pages.roots = roots;
		this.#version += 1;
		this.#contentVersion += 1;
		this.#factsVersion += 1;
	}

	get roots(): readonly string[] {
		return this.#pages.roots;
	}

	covers(uri: string): boolean {
		return this.#complete && this.#pages.roots.some((root) => uri.startsWith(root));
	}

	file(uri: string): IndexedFile | undefined {
		this.#settle();
		return this.#fileAt(this.#slots.get(uri) ?? this.#canonical.get(canonicalUri(uri)));
	}

	*files(): Iterable<IndexedFile> {
		this.#settle();
		for (const slot of this.#inOrder()) {
			const file = this.#fileAt(slot);
			if (file !== undefined) yield file;
		}
	}

	*items<Kind extends ItemKind>(kind: Kind): Iterable<Place<Extract<IndexedItem, { kind: Kind }>>> {
		for (const file of this.files()) {
			for (const item of file.items) {
				if (item.kind !== kind || (kind === "runbook" && !this.#isRunbook(file))) continue;
				// Its kind was compared.
				yield { uri: file.uri, file, item: item as Extract<IndexedItem, { kind: Kind }> };
			}
		}
	}

	definitionsOf({ kind, name }: GraphSymbol): readonly Place[] {
		this.#settle();
		if (kind === "runbook") return this.#pagesOf(name);
		const places: Place[] = [];
		for (const file of this.#filesDefining(kind, name)) {
			for (const item of this.#itemsAbout(file, `defined ${kind}`, name)) places.push({ uri: file.uri, file, item });
		}
		return places;
	}

	usesOf({ kind, name }: GraphSymbol): readonly UsePlace[] {
		this.#settle();
		if (kind === "runbook") return this.#usesOfPage(name);
		const places: UsePlace[] = [];
		const slots = new Set(this.#postings(`used ${kind}`).of(name));
		for (const pattern of this.#patternsOf(`used ${kind}`).names()) {
			if (!this.#matches(pattern, name)) continue;
			for (const slot of this.#patternsOf(`used ${kind}`).of(pattern)) slots.add(slot);
		}
		if (kind === "alert") for (const slot of this.#postings("heading").of(name)) slots.add(slot);
		const isMeant = (use: NameUse): boolean =>
			use.kind === kind && (use.pattern === true ? this.#matches(use.name, name) : use.name === name);
		for (const slot of this.#sorted(slots)) {
			const file = this.#fileAt(slot);
			if (file === undefined) continue;
			for (const item of this.#itemsAbout(file, `used ${kind}`, name)) {
				const { uri } = file;
				for (const use of item.uses) if (isMeant(use)) places.push({ uri, file, item, use });
				if (kind !== "alert" || item.kind !== "heading" || item.name !== name) continue;
				places.push({ uri, file, item, use: { kind: "alert", name, span: item.nameSpan } });
			}
		}
		return places;
	}

	*names(kind: GraphSymbol["kind"]): Iterable<string> {
		this.#settle();
		if (kind === "runbook") {
			for (const { uri } of this.items("runbook")) yield uri;
		} else yield* this.#postings(`defined ${kind}`).names();
	}

	metricNames(): readonly string[] {
		this.#settle();
		return this.#metrics.sorted;
	}

	nearestMetric(name: string, slips: number): string | undefined {
		this.#settle();
		return this.#metrics.nearest(name, slips);
	}

	hasLevel(level: string): boolean {
		this.#settle();
		return this.#metrics.hasLevel(level);
	}

	filesOf(use: Pick<NameUse, "name" | "pattern">): readonly string[] {
		this.#settle();
		const name = keyOfUse({ kind: "file", ...use });
		if (use.pattern === true) {
			const pattern = decodePercent(pathOf(name));
			return [...this.files()].flatMap(({ uri }) => (matchesPath(pattern, pathOf(canonicalUri(uri))) ? [uri] : []));
		}
		const exact = this.#fileAt(this.#canonical.get(name));
		return exact === undefined ? this.#pages.find(name) : [exact.uri];
	}

	recorded(name: string): readonly RecordedSeries[] {
		this.#settle();
		const known = this.#recorded.get(name);
		if (known !== undefined) return known;
		const rules = this.rulesRecording(name);
		const read = rules.map(({ item }) => readSeries(item)).filter((series) => series !== undefined);
		const series = read.length === rules.length ? read : [];
		this.#recorded.set(name, series);
		return series;
	}

	rulesRecording(name: string): readonly Place<RecordItem>[] {
		return this.definitionsOf({ kind: "metric", name }).filter(isRecord);
	}

	records(name: string): boolean {
		this.#settle();
		return this.#postings("recorded").has(name);
	}

	hasAlert(name: string): boolean {
		this.#settle();
		return this.#postings("defined alert").has(name);
	}

	configsLoading(uri: string): readonly PrometheusConfig[] {
		this.#settle();
		const known = this.#loading.get(uri);
		if (known !== undefined) return known;
		const loading = this.#sorted(this.#configs).flatMap((slot) => {
			const file = this.#fileAt(slot);
			return (file?.prometheusConfigs ?? []).filter((config) => loadsRuleFile(file?.uri ?? "", config, uri));
		});
		this.#loading.set(uri, loading);
		return loading;
	}

	#settle(): void {
		if (this.#waiting.size === 0) return;
		const waiting = [...this.#waiting];
		this.#waiting.clear();
		for (const [uri, read] of waiting) {
			const file = read();
			if (file === undefined) this.#remove(uri);
			else this.#put(file);
		}
	}

	#put(file: IndexedFile): void {
		const known = this.#slots.get(file.uri);
		const before = this.#fileAt(known);
		if (before === file) return;
		this.#version += 1;
		if (before !== undefined && known !== undefined) {
			const changed = findChangedItems(before, file);
			if (changed !== undefined && changed.length <= fewItems) {
				this.#files[known] = file;
				this.#changeItems(before, file, known, changed);
				return;
			}
		}
		this.#contentVersion += 1;
		this.#factsVersion += 1;
		if (before !== undefined && known !== undefined) this.#forgetFile(before, known);
		const slot = known ?? this.#free.pop() ?? this.#files.length;
		if (known === undefined) this.#order = undefined;
		this.#slots.set(file.uri, slot);
		this.#files[slot] = file;
		this.#learnFile(file, slot);
	}

	/** Where a few items of a file have changed, the names of the others need not be looked at. */
	#changeItems(before: IndexedFile, file: IndexedFile, slot: number, changed: readonly number[]): void {
		const positions = this.#positions.get(before);
		this.#positions.delete(before);
		if (changed.length === 0) {
			if (positions !== undefined) this.#positions.set(file, positions);
			return;
		}
		this.#contentVersion += 1;
		if (changed.some((index) => changesFacts(before.items[index], file.items[index]))) this.#factsVersion += 1;
		const itemsOf = ({ items }: IndexedFile) =>
			changed.map((index) => items[index]).filter((item) => item !== undefined);
		const older = namesOf(itemsOf(before));
		const newer = namesOf(itemsOf(file));
		const names = (all: readonly FileName[]) => new Set(all.map(keyOf));
		const [olderKeys, newerKeys] = [names(older), names(newer)];
		const gone = older.filter((name) => !newerKeys.has(keyOf(name)));
		const still = gone.length === 0 ? new Set() : names(namesOf(file.items, gone));
		for (const name of gone) if (!still.has(keyOf(name))) this.#forget(name, slot);
		for (const name of newer) {
			if (!olderKeys.has(keyOf(name)) && !this.#spaceOf(name).of(name.name).includes(slot)) this.#learn(name, slot);
			if (name.space === "recorded") this.#recorded.delete(name.name);
		}
		for (const name of older) if (name.space === "recorded") this.#recorded.delete(name.name);
	}

	#remove(uri: string): void {
		const slot = this.#slots.get(uri);
		const file = this.#fileAt(slot);
		if (slot === undefined || file === undefined) return;
		this.#version += 1;
		this.#contentVersion += 1;
		this.#factsVersion += 1;
		this.#forgetFile(file, slot);
		this.#slots.delete(uri);
		this.#files[slot] = undefined;
		this.#free.push(slot);
		this.#order = undefined;
	}

	#learnFile(file: IndexedFile, slot: number): void {
		for (const name of namesOf(file.items)) this.#learn(name, slot);
		this.#canonical.set(canonicalUri(file.uri), slot);
		if (file.prometheusConfigs !== undefined) {
			this.#configs.add(slot);
			this.#loading.clear();
		}
		if (file.items.some(({ kind }) => kind === "runbook")) this.#pages.addPage(file.uri);
	}

	#forgetFile(file: IndexedFile, slot: number): void {
		this.#positions.delete(file);
		for (const name of namesOf(file.items)) this.#forget(name, slot);
		this.#canonical.delete(canonicalUri(file.uri));
		if (this.#configs.delete(slot)) this.#loading.clear();
		this.#pages.deletePage(file.uri);
	}

	#learn(one: FileName, slot: number): void {
		const { space, name, pattern } = one;
		const names = this.#spaceOf(one);
		if (space === "defined metric" && !names.has(name)) this.#metrics.add(name);
		names.add(name, slot);
		if (space === "recorded") this.#recorded.delete(name);
		if (space === "used file" && !pattern) this.#pages.addName(name);
	}

	#forget(one: FileName, slot: number): void {
		const { space, name, pattern } = one;
		const names = this.#spaceOf(one);
		names.delete(name, slot);
		if (space === "defined metric" && !names.has(name)) this.#metrics.delete(name);
		if (space === "recorded") this.#recorded.delete(name);
		if (space === "used file" && !pattern && !names.has(name)) this.#pages.deleteName(name);
	}

	#spaceOf({ space, pattern }: FileName): Postings {
		return pattern ? this.#patternsOf(space) : this.#postings(space);
	}

	#postings(space: NameSpace): Postings {
		return postingsOf(this.#names, space);
	}

	#patternsOf(space: NameSpace): Postings {
		return postingsOf(this.#patterns, space);
	}

	#fileAt(slot: number | undefined): IndexedFile | undefined {
		return slot === undefined ? undefined : this.#files[slot];
	}

	#filesWith(space: NameSpace, name: string): readonly IndexedFile[] {
		return this.#sorted(this.#postings(space).of(name))
			.map((slot) => this.#fileAt(slot))
			.filter((file) => file !== undefined);
	}

	#filesDefining(kind: Exclude<GraphSymbol["kind"], "runbook">, name: string): readonly IndexedFile[] {
		const otherwise = this.#postings("called otherwise").of(name);
		if (kind !== "metric" || otherwise.length === 0) return this.#filesWith(`defined ${kind}`, name);
		const slots = new Set([...this.#postings("defined metric").of(name), ...otherwise]);
		return this.#sorted(slots)
			.map((slot) => this.#fileAt(slot))
			.filter((file) => file !== undefined);
	}

	#inOrder(): readonly number[] {
		this.#order ??= [...this.#slots].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, slot]) => slot);
		return this.#order;
	}

	#sorted(slots: Iterable<number>): readonly number[] {
		const all = [...slots];
		const uriOf = (slot: number): string => this.#fileAt(slot)?.uri ?? "";
		return all.length < 2 ? all : all.sort((a, b) => (uriOf(a) < uriOf(b) ? -1 : 1));
	}

	/** The items of a file that may define or use the name: of a long file those that are known to, of a short one all. */
	#itemsAbout(file: IndexedFile, space: NameSpace, name: string): readonly IndexedItem[] {
		const defines = !space.startsWith("used");
		const isMeant = (item: IndexedItem): boolean =>
			!defines || (`defined ${definedKind(item.kind)}` === space && mayDefine(item).includes(name));
		if (file.items.length < longFile) return file.items.filter(isMeant);
		const positions = this.#positionsIn(file);
		const named = positions.get(`${defines ? "d" : "u"}${name}`) ?? [];
		const patterns = defines ? [] : (positions.get("~") ?? []);
		const indices = patterns.length === 0 ? named : [...new Set([...named, ...patterns])].sort((a, b) => a - b);
		return indices
			.map((index) => file.items[index])
			.filter((item) => item !== undefined)
			.filter(isMeant);
	}

	#positionsIn(file: IndexedFile): ReadonlyMap<string, readonly number[]> {
		const known = this.#positions.get(file);
		if (known !== undefined) return known;
		const positions = new Map<string, number[]>();
		const add = (key: string, index: number): void => {
			const same = positions.get(key);
			if (same === undefined) positions.set(key, [index]);
			else if (same.at(-1) !== index) same.push(index);
		};
		for (const [index, item] of file.items.entries()) {
			for (const name of mayDefine(item)) add(`d${name}`, index);
			if (item.kind === "heading") add(`u${item.name}`, index);
			for (const use of item.uses) add(use.pattern === true ? "~" : `u${use.name}`, index);
		}
		if (this.#positions.size >= mostPositions) this.#positions.clear();
		this.#positions.set(file, positions);
		return positions;
	}

	#matches(pattern: string, name: string): boolean {
		const compiled = this.#expressions.compile(pattern);
		return compiled.valid && compiled.matches(name);
	}

	#isRunbook(file: IndexedFile): boolean {
		const page = file.items.find(({ kind }) => kind === "runbook");
		if (page?.kind !== "runbook") return false;
		if (page.placed === true) return true;
		const alerts = this.#postings("defined alert");
		if (file.items.some(({ kind, name }) => kind === "heading" && alerts.has(name))) return true;
		return this.#usesOfPage(file.uri).some(({ item }) => item.kind === "alert");
	}

	#pagesOf(uri: string): readonly Place[] {
		const file = this.#fileAt(this.#canonical.get(canonicalUri(uri)));
		return (file?.items ?? []).flatMap((item) =>
			item.kind === "runbook" && file !== undefined ? [{ uri: file.uri, file, item }] : [],
		);
	}

	#usesOfPage(uri: string): readonly UsePlace[] {
		const name = canonicalUri(uri);
		const used = this.#postings("used file");
		const meant = new Set([name, ...this.#pages.namesOf(uri).filter((key) => !this.#canonical.has(key))]);
		const slots = new Set([...meant].flatMap((key) => used.of(key)));
		return this.#sorted(slots).flatMap((slot) => {
			const file = this.#fileAt(slot);
			return (file?.items ?? []).flatMap((item) =>
				item.uses.flatMap((use) =>
					use.kind === "file" && use.pattern !== true && meant.has(keyOfUse(use)) && file !== undefined
						? [{ uri: file.uri, file, item, use }]
						: [],
				),
			);
		});
	}
}

/** Of an alert its name alone counts, and of most other things nothing. */
function changesFacts(before: IndexedItem | undefined, after: IndexedItem | undefined): boolean {
	if (before?.kind === "alert" && after?.kind === "alert") return before.name !== after.name;
	return [before, after].some((item) => item !== undefined && /^(?:record|alert|metric)$/.test(item.kind));
}

function isRecord(place: Place): place is Place<RecordItem> {
	return place.item.kind === "record";
}

function postingsOf(all: ReadonlyMap<NameSpace, Postings>, space: NameSpace): Postings {
	const postings = all.get(space);
	if (postings === undefined) throw new Error(`There is no space of names called ${space}`);
	return postings;
}

function pathOf(uri: string): string {
	return uri.replace(/^[a-z][a-z0-9+.-]*:(?:\/\/[^/]*)?/i, "");
}
