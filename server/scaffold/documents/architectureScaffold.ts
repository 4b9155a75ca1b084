import { escapeMermaid } from "../../workspace/overview/mermaidText.ts";
import type { Evidence, FoundComponent } from "../evidence/evidence.ts";
import { escapeMarkdown } from "../quoting/markdownText.ts";
import { documentScaffold, enumerate, plural } from "./documentScaffold.ts";

/** More than so many services make a picture that nobody can read. */
const mostServices = 25;

/** How signals get from the services to people, drawn from what the files say and nothing else. */
export const architectureScaffold = documentScaffold("architecture", ({ evidence, link }) => ({
	picture: drawPicture(evidence),
	hidden: Math.max(0, evidence.services.length - mostServices),
	components: evidence.components.map((component) => ({
		name: escapeMarkdown(component.name),
		role: roles[component.kind],
		by: escapeMarkdown(component.by),
		place: link(component),
	})),
	services: evidence.services.map(({ name, items }) => ({
		name: escapeMarkdown(name),
		metrics: items.metric.length === 0 ? "none found in code" : plural(items.metric.length, "metric"),
		scraped: items.scrapeJob.length === 0 ? "no job found" : plural(items.scrapeJob.length, "job"),
		watched:
			enumerate(
				[
					[items.alert.length, "alert"],
					[items.slo.length, "SLO"],
					[items.dashboard.length, "dashboard"],
				].flatMap(([count, word]) => (count === 0 ? [] : [plural(Number(count), String(word))])),
			) || "nothing found",
	})),
	receivers: evidence.receivers.map((receiver) => ({
		name: escapeMarkdown(receiver.name),
		ways: enumerate(receiver.ways) || "nobody",
		place: link(receiver),
	})),
	missing: missingRoles(evidence),
}));

const roles: Readonly<Record<FoundComponent["kind"], string>> = {
	metrics: "keeps metrics and evaluates rules",
	alerting: "groups alerts and sends notifications",
	exporter: "exposes metrics of what does not do so itself",
	dashboards: "shows dashboards",
	collector: "receives telemetry and passes it on",
	tracing: "keeps traces",
	logs: "ships or keeps logs",
};

function missingRoles({ components }: Evidence): readonly string[] {
	const wanted = ["metrics", "alerting", "dashboards", "tracing", "logs"] as const;
	const words = {
		metrics: "a Prometheus, or what takes its place",
		alerting: "an Alertmanager",
		dashboards: "a Grafana",
		tracing: "a store for traces",
		logs: "anything that ships or keeps logs",
	};
	return wanted.filter((kind) => !components.some((component) => component.kind === kind)).map((kind) => words[kind]);
}

/** A Mermaid flow chart. A dotted line is one that has to be there, of which no file tells. */
function drawPicture(evidence: Evidence): string {
	const lines = ["flowchart LR"];
	const services = evidence.services.slice(0, mostServices);
	const of = (kind: FoundComponent["kind"]) => evidence.components.filter((component) => component.kind === kind);
	const ids = new Map(evidence.components.map(({ id }, index) => [id, `c${index}`]));
	const idOf = ({ id }: FoundComponent): string => ids.get(id) ?? "";

	if (services.length > 0) {
		lines.push('  subgraph services["Services"]');
		for (const [index, { name }] of services.entries()) lines.push(`    s${index}["${escapeMermaid(name)}"]`);
		lines.push("  end");
	}
	for (const component of evidence.components) lines.push(`  ${idOf(component)}["${escapeMermaid(component.name)}"]`);
	for (const [index, receiver] of evidence.receivers.entries()) {
		if (receiver.ways.length === 0) continue;
		const text = `${receiver.name}<br>${enumerate(receiver.ways)}`.split("<br>").map(escapeMermaid).join("<br>");
		lines.push(`  r${index}(["${text}"])`);
	}

	const [metrics] = of("metrics").filter(({ id }) => id !== "pushgateway");
	if (metrics !== undefined) {
		for (const [index, { items }] of services.entries()) {
			if (items.scrapeJob.length > 0) lines.push(`  s${index} -->|scraped| ${idOf(metrics)}`);
			else if (items.metric.length > 0) lines.push(`  s${index} -.->|no job found| ${idOf(metrics)}`);
		}
		for (const exporter of of("exporter")) lines.push(`  ${idOf(exporter)} --> ${idOf(metrics)}`);
		for (const grafana of of("dashboards")) lines.push(`  ${idOf(metrics)} --> ${idOf(grafana)}`);
		for (const alerting of of("alerting")) lines.push(`  ${idOf(metrics)} -->|alerts| ${idOf(alerting)}`);
	}
	const [alerting] = of("alerting");
	if (alerting !== undefined) {
		for (const [index, { ways }] of evidence.receivers.entries()) {
			if (ways.length > 0) lines.push(`  ${idOf(alerting)} --> r${index}`);
		}
	}
	const traced = evidence.libraries.some(({ gives }) => gives === "traces");
	const [collector] = of("collector");
	const [tracing] = of("tracing");
	const first = collector ?? tracing;
	if (traced && services.length > 0 && first !== undefined) lines.push(`  services -.->|traces| ${idOf(first)}`);
	if (collector !== undefined && tracing !== undefined) lines.push(`  ${idOf(collector)} -.-> ${idOf(tracing)}`);
	return lines.join("\n");
}
