import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { exposed } from "../../server/code/exposedNames.ts";
import type { RegisteredType } from "../../server/code/metricRegistration.ts";
import type { MetricType } from "../../server/metrics/port.ts";
import { readExposition } from "./exposition.ts";
import type { Collected, Family } from "./family.ts";
import { fetchModule, type GoModule } from "./goModules.ts";

/** Metrics of programs that need a cluster, a cloud or hardware, read from what their projects publish. */
export function collectPublicLists(): readonly Collected[] {
	return [
		collectNodeFixtures(),
		collectKubeStateMetrics(),
		collectCadvisor(),
		...collectKubernetes(),
		collectElasticsearch(),
		collectOpenTelemetry(),
	];
}

/** What node-exporter's own tests let it expose: of hardware and kernels that this machine has not. */
function collectNodeFixtures(): Collected {
	const module: GoModule = { path: "github.com/prometheus/node_exporter", version: "v1.12.1" };
	const text = readFileSync(join(fetchModule(module), "collector/fixtures/e2e-output.txt"), "utf8");
	return collected(
		"node-exporter",
		module,
		readExposition(text).filter(({ name }) => name.startsWith("node_")),
	);
}

/** Names, types and helps stand in the code, labels in the documentation. */
function collectKubeStateMetrics(): Collected {
	const module: GoModule = { path: "k8s.io/kube-state-metrics/v2", version: "v2.15.0" };
	const folder = fetchModule(module);
	const documented = new Map<string, readonly string[]>();
	const pages = readdirSync(join(folder, "docs/metrics"), { recursive: true, encoding: "utf8" });
	for (const page of pages.filter((name) => name.endsWith(".md"))) {
		for (const line of readFileSync(join(folder, "docs/metrics", page), "utf8").split("\n")) {
			const name = /^\|\s*`?(kube_\w+)/.exec(line)?.[1];
			// Labels that stand for those of the resource have no name of their own, and are written in capitals.
			if (name !== undefined)
				documented.set(
					name,
					[...line.matchAll(/`([a-z_][a-z0-9_]*)`\s*=/g)].map(([, label = ""]) => label),
				);
		}
	}
	const families: Family[] = [];
	const code = readdirSync(join(folder, "internal/store")).filter(
		(file) => /\.go$/.test(file) && !/_test\.go$/.test(file),
	);
	const texts = code.map((file) => readFileSync(join(folder, "internal/store", file), "utf8"));
	const constants = new Map(
		texts.flatMap((text) =>
			[...text.matchAll(/^\s+(\w+)\s*=\s*("(?:\\.|[^"\\])*")/gm)].map(
				([, name = "", value = ""]) => [name, value] as const,
			),
		),
	);
	for (const text of texts) {
		for (const [, name = "", help = "", type = ""] of text.matchAll(
			/New\w*FamilyGenerator\w*\(\s*("[^"]+"|\w+),\s*("(?:\\.|[^"\\])*"|\w+),\s*metric\.(\w+),/g,
		)) {
			const literal = readString(name, constants);
			if (literal === undefined) continue;
			families.push({
				name: literal,
				type: typeOf(type),
				unit: "",
				help: readString(help, constants) ?? "",
				labels: documented.get(literal),
			});
		}
	}
	return collected("kube-state-metrics", module, families);
}

/** In the version that Kubernetes 1.36 has in its kubelet. */
function collectCadvisor(): Collected {
	const module: GoModule = { path: "github.com/google/cadvisor", version: "v0.56.2" };
	const folder = join(fetchModule(module), "metrics");
	// The labels of a container as the kubelet sets them.
	const container = ["container", "id", "image", "name", "namespace", "pod"];
	const read = (file: string, base: readonly string[]): Family[] => {
		const text = readFileSync(join(folder, file), "utf8");
		const tables = [
			...text.matchAll(/name:\s*("[^"]+"),\s*help:\s*("(?:\\.|[^"\\])*"),((?:\s*(?:valueType|extraLabels):[^\n]*)*)/g),
		];
		const described = [...text.matchAll(/prometheus\.NewDesc\(("[^"]+"), ("(?:\\.|[^"\\])*"), labels, nil\)/g)];
		return [
			...tables.map(([, name = "", help = "", rest = ""]) => ({
				name: JSON.parse(name),
				help: JSON.parse(help),
				type: typeOf(/prometheus\.(\w+)Value/.exec(rest)?.[1] ?? ""),
				unit: "",
				labels: [
					...base,
					...[...(/extraLabels:\s*\[\]string\{([^}]*)\}/.exec(rest)?.[1] ?? "").matchAll(/"([^"]+)"/g)].map(
						([, label = ""]) => label,
					),
				],
			})),
			...described.map(([, name = "", help = ""]) => ({
				name: JSON.parse(name),
				help: JSON.parse(help),
				type: "gauge" as const,
				unit: "",
				labels: base,
			})),
		];
	};
	return collected("cAdvisor", module, [...read("prometheus.go", container), ...read("prometheus_machine.go", [])]);
}

interface KubernetesMetric {
	readonly name: string;
	readonly namespace?: string;
	readonly subsystem?: string;
	readonly help?: string;
	readonly type: string;
	readonly labels?: readonly string[];
	readonly componentEndpoints?: readonly { readonly component: string }[];
}

/** The list that Kubernetes makes its reference of metrics from; each belongs to the first component that has it. */
function collectKubernetes(): readonly Collected[] {
	const module: GoModule = { path: "k8s.io/kubernetes", version: "v1.36.3" };
	const list = join(fetchModule(module), "test/instrumentation/documentation/documentation-list.yaml");
	const metrics: readonly KubernetesMetric[] = parse(readFileSync(list, "utf8"));
	const components = new Map<string, Family[]>();
	for (const { namespace, subsystem, name, type, help = "", labels = [], componentEndpoints } of metrics) {
		const component = componentEndpoints?.[0]?.component ?? "Kubernetes";
		const families = components.get(component) ?? [];
		components.set(component, families);
		const parts = [namespace, subsystem, name].filter((part) => part !== undefined && part !== "");
		families.push({ name: parts.join("_"), type: typeOf(type), unit: "", help, labels });
	}
	return [...components].map(([component, families]) => collected(component, module, families));
}

/** The table of its manual. */
function collectElasticsearch(): Collected {
	const module: GoModule = { path: "github.com/prometheus-community/elasticsearch_exporter", version: "v1.9.0" };
	const manual = readFileSync(join(fetchModule(module), "README.md"), "utf8");
	const rows = [...manual.matchAll(/^\|\s*(elasticsearch_\w+)\s*\|\s*(\w+)\s*\|[^|]*\|\s*([^|]*?)\s*\|/gm)];
	return {
		...collected(
			"elasticsearch-exporter",
			module,
			rows.map(([, name = "", type = "", help = ""]) => ({
				name,
				type: typeOf(type),
				unit: "",
				help,
				labels: undefined,
			})),
		),
		missing: "labels, which its manual does not list",
	};
}

/** The semantic conventions as Go has them, with the names that Prometheus sees. */
function collectOpenTelemetry(): Collected {
	const module: GoModule = { path: "go.opentelemetry.io/otel", version: "v1.47.0" };
	const version = "v1.43.0";
	const folder = join(fetchModule(module), "semconv", version);
	const families: Family[] = [];
	for (const area of readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
		const text = readFileSync(join(folder, area.name, "metric.go"), "utf8");
		for (const part of text.split(/^type (?=\w+ struct \{\n\tmetric\.)/m).slice(1)) {
			const kind = /metric\.(?:Int64|Float64)(?:Observable)?(\w+)/.exec(part)?.[1] ?? "";
			const said = (member: string): string =>
				JSON.parse(
					new RegExp(`\\) ${member}\\(\\) string \\{\\n\\treturn ("(?:\\\\.|[^"\\\\])*")`).exec(part)?.[1] ?? '""',
				);
			const name = said("Name");
			if (name === "") continue;
			const type = (kind === "UpDownCounter" ? "gauge" : typeOf(kind)) as RegisteredType;
			const metric = exposed.openTelemetry.metric({ name, type, unit: said("Unit") });
			const labels = [...part.matchAll(/attribute\.\w+\("([^"]+)"/g)].map(([, label = ""]) =>
				exposed.openTelemetry.label(label),
			);
			families.push({
				name: metric.name,
				type: metric.type,
				unit: metric.unit ?? "",
				help: said("Description"),
				labels: [...new Set(labels)],
			});
		}
	}
	return {
		...collected("OpenTelemetry", module, families),
		version: version.slice(1),
		origin: `${module.path}/semconv/${version} (Apache-2.0)`,
	};
}

function collected(exporter: string, { path, version }: GoModule, families: readonly Family[]): Collected {
	return { exporter, version: version.slice(1), origin: `${path} ${version} (Apache-2.0)`, how: "source", families };
}

function readString(word: string, constants: ReadonlyMap<string, string>): string | undefined {
	const literal = word.startsWith('"') ? word : constants.get(word);
	return literal === undefined ? undefined : JSON.parse(literal);
}

const types: Readonly<Record<string, MetricType>> = {
	counter: "counter",
	gauge: "gauge",
	histogram: "histogram",
	timingratiohistogram: "histogram",
	summary: "summary",
	info: "info",
	stateset: "stateset",
};

function typeOf(word: string): MetricType {
	return types[word.toLowerCase()] ?? "unknown";
}
