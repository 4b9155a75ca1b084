import { type Answers, splitAnswer } from "../scaffold.ts";
import type { ScaffoldLogic } from "../scaffoldLogic.ts";
import { checkFolder, folderPrefix } from "./folder.ts";

/** "OpenTelemetry Collector": receivers, processors in their right order, tail sampling, pipelines. */
export const otelCollectorScaffold: ScaffoldLogic = {
	id: "otelCollector",
	validate: {
		signals: (value) => (value === "" ? "Choose at least one signal." : undefined),
		share: (value) =>
			/^\d+(?:\.\d+)?$/.test(value) && Number(value) <= 100
				? undefined
				: `"${value}" is no share in percent; write it like 10.`,
		slow: (value) =>
			/^[1-9]\d{0,6}$/.test(value) ? undefined : `"${value}" is no number of milliseconds; write it like 1000.`,
		collectorFolder: checkFolder,
	},
	compose(answers) {
		const signals = splitAnswer(answers["signals"]);
		const pipelines = planPipelines(signals, answers);
		const destinations = pipelines.map(({ to }) => to);
		const saas = destinations.includes("saas");
		return {
			view: {
				share: "",
				slow: "",
				...answers,
				folder: folderPrefix(answers["collectorFolder"] ?? ""),
				signals,
				destinations,
				saas,
				pipelines,
				extensions: ["health_check", ...(saas ? ["bearertokenauth/saas"] : [])],
			},
			notes: [
				"otelcol-contrib validate --config otel-collector.yaml tells whether the collector takes it.",
				...(saas ? ["Set OTLP_ENDPOINT and OTLP_TOKEN in the collector's environment, from a secret."] : []),
				...(destinations.includes("remoteWrite") ? ["Set REMOTE_WRITE_URL in the collector's environment."] : []),
				...(destinations.includes("prometheus") ? ["Start Prometheus with --web.enable-otlp-receiver."] : []),
				...(signals.includes("traces")
					? ["With several collectors, put one layer before them that sends all spans of a trace to the same one."]
					: []),
			],
		};
	},
};

interface Pipeline {
	readonly name: string;
	readonly receivers: readonly string[];
	readonly processors: readonly string[];
	readonly exporters: readonly string[];
	readonly to: string;
}

/** The limiter first, sampling before batching, batching last. */
function planPipelines(signals: readonly string[], answers: Answers): readonly Pipeline[] {
	const plan = (name: string, receivers: readonly string[], processors: readonly string[], to = ""): Pipeline => ({
		name,
		receivers,
		processors: ["memory_limiter", ...processors, "batch"],
		exporters: [exporters[to] ?? ""],
		to,
	});
	const host = signals.includes("host");
	const metrics = [...(signals.includes("metrics") ? ["otlp"] : []), ...(host ? ["hostmetrics"] : [])];
	return [
		...(signals.includes("traces") ? [plan("traces", ["otlp"], ["tail_sampling"], answers["tracesTo"])] : []),
		...(metrics.length > 0 ? [plan("metrics", metrics, host ? ["resource_detection"] : [], answers["metricsTo"])] : []),
		...(signals.includes("logs") ? [plan("logs", ["otlp"], [], answers["logsTo"])] : []),
	];
}

const exporters: Readonly<Record<string, string>> = {
	tempo: "otlp_grpc/tempo",
	jaeger: "otlp_grpc/jaeger",
	prometheus: "otlp_http/prometheus",
	remoteWrite: "prometheusremotewrite",
	loki: "otlp_http/loki",
	saas: "otlp_http/saas",
};
