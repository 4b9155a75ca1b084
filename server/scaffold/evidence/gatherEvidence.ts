import { decodePercent } from "../../base/decodePercent.ts";
import { LineIndex } from "../../text/lineIndex.ts";
import { Overview, type OverviewService } from "../../workspace/overview/overview.ts";
import { sharedService } from "../../workspace/overview/services.ts";
import { uriOf } from "../ruleTest/chosenRule.ts";
import type { ScaffoldContext, ScaffoldFiles } from "../scaffoldContext.ts";
import { componentOfImage, componentsOfChart, type KnownComponent } from "./components.ts";
import type { Evidence, FoundComponent, FoundLibrary, FoundPipeline, FoundReceiver, Sighting } from "./evidence.ts";
import { ECOSYSTEMS, librariesIn } from "./libraries.ts";
import { waysOf } from "./receiverWays.ts";

/** Files that are read, and characters of one: a workspace with more is told of as far as that goes. */
const mostFiles = 3_000;
const longestFile = 500_000;

/** Looks through the folder once. Reads files that deploy, configure, build or list dependencies, and no source code. */
export function gatherEvidence(context: ScaffoldContext): Promise<Evidence> {
	const known = gathered.get(context.files) ?? gather(context);
	gathered.set(context.files, known);
	return known;
}

/** Of one look at a folder: several questions of a scaffold ask for the same. */
const gathered = new WeakMap<ScaffoldFiles, Promise<Evidence>>();

async function gather(context: ScaffoldContext): Promise<Evidence> {
	const { files, graph, parse } = context;
	const overview = await new Overview(
		() => graph,
		async () => {},
	).services();
	const { paths, cut } = await files.list();
	const wanted = paths.filter(isWanted);
	const found = new Finds();
	for (const path of wanted.slice(0, mostFiles)) {
		const text = await files.read(path);
		if (text === undefined || text.length > longestFile) continue;
		readText(path, text, found);
		if (!/\.ya?ml$/.test(path) || !mentionsMonitoring(text)) continue;
		const model = parse({ uri: uriOf(path, context), languageId: "yaml", version: 0, text });
		const lines = new LineIndex(text);
		const at = (offset: number): Sighting => ({ path, line: lines.positionAt(offset).line + 1 });
		for (const config of model.alertmanagers) {
			found.component("alertmanager", at(0), "a configuration");
			for (const { name, integrations } of config.receivers) {
				const ways = [...new Set(integrations.map(({ value }) => waysOf(value)))];
				found.receivers.push({ ...at(name.span.start), name: name.value, ways });
			}
		}
		for (const config of model.prometheusConfigs) {
			if (config.scrapeJobs.length === 0 && config.ruleFiles.length === 0) continue;
			found.component("prometheus", at(config.span.start), "a configuration");
			for (const job of config.scrapeJobs) {
				const interval = (job.scrapeIntervalSeconds ?? config.scrapeIntervalSeconds)?.value;
				const intervalSeconds = interval === undefined ? {} : { intervalSeconds: interval };
				found.scrapeJobs.push({ ...at(job.span.start), name: job.name.value, ...intervalSeconds });
			}
		}
	}
	return {
		title: decodePercent(files.uri.replace(/\/$/, "").split("/").at(-1) ?? "") || "this workspace",
		services: overview.filter(isService),
		shared: overview.find(({ name }) => name === sharedService),
		components: found.components(),
		pipelines: found.pipelines,
		libraries: found.libraries,
		receivers: found.receivers,
		scrapeJobs: found.scrapeJobs,
		probes: found.probes,
		retention: found.retention,
		complete: graph.complete && cut !== true && wanted.length <= mostFiles,
	};
}

/** Something that runs: a dashboard or a page that stands alone is none. */
function isService({ name, items }: OverviewService): boolean {
	const signs = [items.metric, items.scrapeJob, items.alert, items.slo];
	return name !== sharedService && signs.some((places) => places.length > 0);
}

class Finds {
	readonly pipelines: FoundPipeline[] = [];
	readonly libraries: FoundLibrary[] = [];
	readonly receivers: FoundReceiver[] = [];
	readonly scrapeJobs: (Sighting & { readonly name: string; readonly intervalSeconds?: number })[] = [];
	readonly probes: Sighting[] = [];
	readonly retention: (Sighting & { readonly value: string })[] = [];
	readonly #components = new Map<string, FoundComponent>();

	/** The first sighting counts. */
	add({ id, name, kind }: KnownComponent, place: Sighting, by: string): void {
		if (!this.#components.has(id)) this.#components.set(id, { ...place, id, name, kind, by });
	}

	component(id: string, place: Sighting, by: string): void {
		const known = componentOfImage(id);
		if (known !== undefined) this.add(known, place, by);
	}

	components(): readonly FoundComponent[] {
		return [...this.#components.values()].sort(
			(one, other) => compare(one.kind, other.kind) || compare(one.name, other.name),
		);
	}
}

/** What is seen line by line, in files of which nobody reads the structure. */
function readText(path: string, text: string, found: Finds): void {
	const system = systemOf(path);
	if (system !== undefined) {
		const checks = ["promtool", "amtool", "observability"].filter((tool) => new RegExp(`\\b${tool}\\b`).test(text));
		found.pipelines.push({ path, line: 1, system, checks });
	}
	const lines = new LineIndex(text);
	for (const { name, gives, language, offset } of librariesIn(path, text)) {
		found.libraries.push({ name, gives, language, path, line: lines.positionAt(offset).line + 1 });
	}
	if (!/\.(?:ya?ml|tf|tpl)$|(?:^|\/)Dockerfile/.test(path)) return;
	for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
		const place = { path, line: index + 1 };
		const image = /^\s*(?:-\s+)?image:\s*["']?([\w./:@-]+)/.exec(line)?.[1] ?? /^FROM\s+(\S+)/.exec(line)?.[1];
		const known = image === undefined ? undefined : componentOfImage(image);
		if (known !== undefined) found.add(known, place, `image ${image}`);
		// A dependency of a chart, a HelmRelease, an application of Argo CD.
		const chart = /^\s*(?:-\s+)?(?:name|chart):\s*["']?([\w./-]+)["']?\s*$/.exec(line)?.[1];
		if (chart !== undefined && /chart|helm|argo/i.test(text)) {
			for (const component of componentsOfChart(chart)) found.add(component, place, `chart ${chart}`);
		}
		if (/^\s*(?:livenessProbe|readinessProbe|startupProbe|healthcheck):/.test(line)) found.probes.push(place);
		const retention = /--storage\.tsdb\.retention\.time[= ]+["']?(\w+)/.exec(line)?.[1];
		if (retention !== undefined) found.retention.push({ ...place, value: retention });
	}
}

function isWanted(path: string): boolean {
	if (/(?:^|\/)(?:node_modules|vendor|testdata|fixtures)\//.test(path)) return false;
	return (
		/\.(?:ya?ml|tf|tpl)$|(?:^|\/)(?:Dockerfile[\w.-]*|Jenkinsfile)$/.test(path) ||
		ECOSYSTEMS.some(({ lists }) => lists.test(path))
	);
}

function systemOf(path: string): FoundPipeline["system"] | undefined {
	if (/(?:^|\/)\.github\/workflows\/[^/]+\.ya?ml$/.test(path)) return "GitHub Actions";
	if (/(?:^|\/)\.gitlab-ci\.ya?ml$/.test(path)) return "GitLab CI";
	if (/(?:^|\/)Jenkinsfile$/.test(path)) return "Jenkins";
	if (/(?:^|\/)\.circleci\/config\.ya?ml$/.test(path)) return "CircleCI";
	if (/(?:^|\/)azure-pipelines\.ya?ml$/.test(path)) return "Azure Pipelines";
	return /(?:^|\/)bitbucket-pipelines\.ya?ml$/.test(path) ? "Bitbucket Pipelines" : undefined;
}

/** A cheap claim that a file may be a configuration of Prometheus or Alertmanager, before it is read as one. */
function mentionsMonitoring(text: string): boolean {
	return /^\s*(?:receivers|scrape_configs|rule_files):/m.test(text);
}

function compare(one: string, other: string): number {
	return one < other ? -1 : Number(one > other);
}
