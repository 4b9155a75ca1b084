// Source: config/config.go of Prometheus 3.15 and its documentation; read November 2026.

import {
	choice,
	duration,
	flag,
	integer,
	listOf,
	mapping,
	mappings,
	number,
	secret,
	size,
	text,
	textMap,
	texts,
	url,
	usual,
} from "../structure/keyTypes.ts";
import type { KeyType, MappingType } from "../structure/structure.ts";
import { discoveryKeys } from "./discoveryStructure.ts";
import { httpClientKeys, sigv4Structure, tlsStructure } from "./httpClientStructure.ts";
import { relabelRules } from "./relabelStructure.ts";

const scrapeProtocols = [
	"PrometheusProto",
	"PrometheusText0.0.4",
	"PrometheusText1.0.0",
	"OpenMetricsText0.0.1",
	"OpenMetricsText1.0.0",
	"OpenMetricsText2.0.0",
];

/** What may be set for all jobs and for each. */
const scrapeKeys: Readonly<Record<string, KeyType>> = {
	scrape_interval: duration("How often targets are scraped. Default: the global setting, or `1m`."),
	scrape_timeout: duration(
		"How long a scrape may take; not longer than the interval. Default: the global setting, or `10s`.",
	),
	scrape_protocols: listOf(
		"The formats that targets are asked for, the most wanted first.",
		{ kind: "enum", values: scrapeProtocols, closed: "exactly" },
		{ since: "Prometheus 2.49" },
	),
	scrape_native_histograms: flag("Takes native histograms. Default: `false`.", { since: "Prometheus 3.8" }),
	always_scrape_classic_histograms: flag(
		"Takes the buckets of a histogram too where it has a native form. Default: `false`.",
		{
			since: "Prometheus 3.0",
		},
	),
	convert_classic_histograms_to_nhcb: flag(
		"Stores classic histograms as native ones with custom buckets. Default: `false`.",
		{ since: "Prometheus 3.0" },
	),
	extra_scrape_metrics: flag("Stores more metrics about each scrape. Default: `false`.", { since: "Prometheus 3.9" }),
	scrape_failure_log_file: text("The file that failed scrapes are logged to.", { since: "Prometheus 2.55" }),
	body_size_limit: size("A scrape with a larger answer fails. Default: no limit.", { since: "Prometheus 2.28" }),
	sample_limit: integer("A scrape with more samples fails. Default: no limit."),
	target_limit: integer("More targets than these are not scraped. Default: no limit."),
	label_limit: integer("A scrape with a sample of more labels fails. Default: no limit.", { since: "Prometheus 2.27" }),
	label_name_length_limit: integer("A scrape with a longer label name fails. Default: no limit.", {
		since: "Prometheus 2.27",
	}),
	label_value_length_limit: integer("A scrape with a longer label value fails. Default: no limit.", {
		since: "Prometheus 2.27",
	}),
	keep_dropped_targets: integer("How many dropped targets are kept for the status page. Default: all.", {
		since: "Prometheus 2.47",
	}),
	metric_name_validation_scheme: choice(
		"Which names are taken: those of Prometheus 2, or any UTF-8. Default: `utf8`.",
		["legacy", "utf8", ""],
		{ since: "Prometheus 2.54" },
	),
	metric_name_escaping_scheme: choice(
		"How targets are asked to write names that need more than letters.",
		["allow-utf-8", "underscores", "dots", "values", ""],
		{ since: "Prometheus 3.4" },
	),
};

export const globalStructure: MappingType = {
	name: "global section",
	keys: {
		...scrapeKeys,
		scrape_interval: duration("How often targets are scraped where their job does not say. Default: `1m`."),
		scrape_timeout: duration("How long a scrape may take where its job does not say. Default: `10s`."),
		evaluation_interval: duration("How often rules are evaluated where their group does not say. Default: `1m`."),
		rule_query_offset: duration("By how much rules look back, so that late samples count. Default: `0s`.", {
			since: "Prometheus 2.53",
		}),
		external_labels: textMap(
			"Labels for whatever leaves this server: alerts, remote writes, federation. `${NAME}` is a variable of the environment.",
		),
		query_log_file: text("The file that queries are logged to."),
	},
};

export const scrapeJobStructure: MappingType = {
	name: "scrape job",
	keys: {
		job_name: text("The job's name, in the label `job` of its series; unique.", { required: true }),
		...scrapeKeys,
		fallback_scrape_protocol: choice("The format of answers that do not name one.", [...scrapeProtocols, ""], {
			since: "Prometheus 3.0",
		}),
		metrics_path: usual("The path of the metrics. Default: `/metrics`.", ["/metrics", "/probe", "/federate"]),
		scheme: usual("Default: `http`.", ["http", "https"]),
		params: {
			documentation: "Parameters of the request, each with a list of values.",
			value: { kind: "map", of: { kind: "sequence", of: { kind: "string" } } },
		},
		honor_labels: flag(
			"Where a target's label has the name of one of ours, the target's wins. For federation and the Pushgateway. Default: `false`.",
		),
		honor_timestamps: flag("Takes the timestamps that targets write. Default: `true`."),
		track_timestamps_staleness: flag(
			"Marks series with timestamps of their own as stale once they are gone. Default: `false`.",
			{
				since: "Prometheus 2.48",
			},
		),
		enable_compression: flag("Asks for compressed answers. Default: `true`.", { since: "Prometheus 2.49" }),
		native_histogram_bucket_limit: integer("Native histograms with more buckets are made coarser. Default: no limit.", {
			since: "Prometheus 2.45",
		}),
		native_histogram_min_bucket_factor: number("Native histograms with finer buckets are made coarser.", {
			since: "Prometheus 2.49",
		}),
		scrape_classic_histograms: flag("The name of `always_scrape_classic_histograms` before Prometheus 3."),
		...discoveryKeys,
		relabel_configs: relabelRules("Changes the labels of targets before they are scraped, or drops targets."),
		metric_relabel_configs: relabelRules("Changes the labels of samples before they are stored, or drops samples."),
		...httpClientKeys,
	},
	snippets: [
		{
			label: "scrape job",
			documentation: "A job with targets that are listed here.",
			body: 'job_name: ${1:name}\nstatic_configs:\n\t- targets: ["${2:localhost:9090}"]',
		},
		{
			label: "scrape job for Kubernetes pods",
			documentation: 'A job that scrapes the pods with the annotation `prometheus.io/scrape: "true"`.',
			body: 'job_name: ${1:kubernetes-pods}\nkubernetes_sd_configs:\n\t- role: pod\nrelabel_configs:\n\t- source_labels: [__meta_kubernetes_pod_annotation_prometheus_io_scrape]\n\t  action: keep\n\t  regex: "true"',
		},
	],
};

export const alertmanagerStructure: MappingType = {
	name: "Alertmanager",
	keys: {
		...discoveryKeys,
		...httpClientKeys,
		sigv4: mapping("Signs requests for AWS.", sigv4Structure, {
			notWith: ["basic_auth", "authorization", "oauth2"],
			since: "Prometheus 2.48",
		}),
		scheme: usual("Default: `http`.", ["http", "https"]),
		path_prefix: text("What stands before the paths of the API."),
		timeout: duration("How long a request may take. Default: `10s`."),
		api_version: choice("The version of the API. Prometheus 3 knows `v2` alone.", ["v1", "v2"]),
		relabel_configs: relabelRules("Changes the labels of the Alertmanagers that were found, or drops some."),
		alert_relabel_configs: relabelRules("Changes the labels of alerts that go to these Alertmanagers."),
	},
};

const alertingStructure: MappingType = {
	name: "alerting section",
	keys: {
		alert_relabel_configs: relabelRules("Changes the labels of alerts before they are sent, or drops alerts."),
		alertmanagers: mappings("Where alerts are sent.", alertmanagerStructure),
	},
};

export const queueStructure: MappingType = {
	name: "queue_config section",
	keys: {
		capacity: integer("Samples that wait for each shard. Default: `10000`."),
		max_shards: integer("The most shards that send at once. Default: `50`."),
		min_shards: integer("The fewest shards that send at once. Default: `1`."),
		max_samples_per_send: integer("The most samples of a request. Default: `2000`."),
		batch_send_deadline: duration("The longest that a sample waits in its shard. Default: `5s`."),
		min_backoff: duration("The first wait after a failure; it doubles from there. Default: `30ms`."),
		max_backoff: duration("The longest wait after a failure. Default: `5s`."),
		retry_on_http_429: flag("Tries again where the receiver says that it is too much. Default: `false`."),
		sample_age_limit: duration("Samples that are older are dropped rather than sent. Default: no limit.", {
			since: "Prometheus 2.50",
		}),
	},
};

export const azureAdStructure: MappingType = {
	name: "azuread section",
	keys: {
		cloud: usual("Default: `AzurePublic`.", ["AzurePublic", "AzureChina", "AzureGovernment"]),
		scope: text("The scope of the token."),
		managed_identity: mapping("A managed identity.", {
			name: "managed_identity section",
			keys: { client_id: text("The client's id.") },
		}),
		workload_identity: mapping("A workload identity.", {
			name: "workload_identity section",
			keys: {
				client_id: text("The client's id."),
				tenant_id: text("The tenant's id."),
				token_file_path: text("The file with the token."),
			},
		}),
		oauth: mapping("A client with a secret.", {
			name: "oauth section",
			keys: {
				client_id: text("The client's id."),
				client_secret: secret("The client's secret."),
				tenant_id: text("The tenant's id."),
			},
		}),
		sdk: mapping("Whatever the SDK finds.", {
			name: "sdk section",
			keys: { tenant_id: text("The tenant's id.") },
		}),
		certificate: mapping("A client with a certificate.", {
			name: "certificate section",
			keys: {
				client_id: text("The client's id."),
				tenant_id: text("The tenant's id."),
				certificate_path: text("The file with the certificate."),
				certificate_key_path: text("The file with its key."),
				certificate_password: secret("The password of the file."),
				send_certificate_chain: flag("Sends the whole chain."),
			},
		}),
	},
};

const authentications = ["basic_auth", "authorization", "oauth2", "sigv4", "azuread", "google_iam"];
const besides = (key: string): readonly string[] => authentications.filter((other) => other !== key);

export const remoteWriteStructure: MappingType = {
	name: "remote write",
	keys: {
		url: url("Where samples are sent.", { required: true }),
		name: text("A name for metrics and logs; unique. Default: a hash."),
		remote_timeout: duration("How long a request may take. Default: `30s`."),
		headers: textMap("More headers for each request. Those that Prometheus sets by itself cannot be set here."),
		write_relabel_configs: relabelRules("Changes the labels of samples before they are sent, or drops samples."),
		send_exemplars: flag("Sends exemplars too. Default: `false`.", { since: "Prometheus 2.27" }),
		send_native_histograms: flag("Sends native histograms too. Default: `false`.", { since: "Prometheus 2.40" }),
		round_robin_dns: flag("Spreads connections over all addresses of the host. Default: `false`.", {
			since: "Prometheus 3.1",
		}),
		protobuf_message: choice(
			"The version of the protocol. Default: `prometheus.WriteRequest`, which is the first.",
			["prometheus.WriteRequest", "io.prometheus.write.v2.Request"],
			{ since: "Prometheus 2.54" },
		),
		failed_request_logging: flag("Logs requests that failed. Default: `false`."),
		queue_config: mapping("How samples wait and are sent.", queueStructure),
		metadata_config: mapping("Whether types and help texts are sent.", {
			name: "metadata_config section",
			keys: {
				send: flag("Sends them. Default: `true`."),
				send_interval: duration("How often. Default: `1m`."),
				max_samples_per_send: integer("The most of a request. Default: `2000`."),
			},
		}),
		sigv4: mapping("Signs requests for AWS.", sigv4Structure, { notWith: besides("sigv4") }),
		azuread: mapping("Tokens of Microsoft Entra ID.", azureAdStructure, {
			notWith: besides("azuread"),
			since: "Prometheus 2.45",
		}),
		google_iam: mapping(
			"Tokens of Google Cloud.",
			{ name: "google_iam section", keys: { credentials_file: text("The file with the credentials.") } },
			{ notWith: besides("google_iam"), since: "Prometheus 2.55" },
		),
		...httpClientKeys,
	},
};

export const remoteReadStructure: MappingType = {
	name: "remote read",
	keys: {
		url: url("Where samples are asked for.", { required: true }),
		name: text("A name for metrics and logs; unique. Default: a hash."),
		remote_timeout: duration("How long a request may take. Default: `1m`."),
		chunked_read_limit: integer("The most bytes of a part of an answer. Default: 50 MB.", { since: "Prometheus 2.53" }),
		headers: textMap("More headers for each request."),
		required_matchers: textMap("Only selectors with these labels ask this server."),
		read_recent: flag("Asks also for times that the local storage has whole. Default: `false`."),
		filter_external_labels: flag("Adds the external labels to what is asked for. Default: `true`.", {
			since: "Prometheus 2.34",
		}),
		...httpClientKeys,
	},
};

const storageStructure: MappingType = {
	name: "storage section",
	keys: {
		tsdb: mapping("The local database.", {
			name: "tsdb section",
			keys: {
				out_of_order_time_window: duration(
					"How much older than the newest sample of its series one may be. Default: `0s`.",
					{
						since: "Prometheus 2.39",
					},
				),
				retention: mapping(
					"How long samples are kept; the flags of the command line say the same.",
					{
						name: "retention section",
						keys: {
							time: duration("Samples older than this go. Default: `15d` where nothing limits the size."),
							size: size("The oldest samples go where the blocks become larger than this."),
							percentage: number("The oldest samples go where the disk is fuller than this, in percent."),
						},
					},
					{ since: "Prometheus 3.8" },
				),
				stale_series_compaction_threshold: number("The part of series that must be stale to be compacted early."),
				chunk_encoding: mapping("How chunks are written.", {
					name: "chunk_encoding section",
					keys: { floats: choice("The encoding of floats.", ["xor", "xor2", ""]) },
				}),
			},
		}),
		exemplars: mapping("The storage of exemplars.", {
			name: "exemplars section",
			keys: { max_exemplars: integer("How many are kept, of all series together. Default: `100000`.") },
		}),
	},
};

export const tracingStructure: MappingType = {
	name: "tracing section",
	keys: {
		endpoint: text("Where traces are sent, by OTLP.", { required: true }),
		client_type: choice("Default: `grpc`.", ["http", "grpc"]),
		sampling_fraction: number("The part of requests that are traced, from 0 to 1. Default: `0`."),
		insecure: flag("Sends without TLS. Default: `false`."),
		headers: textMap("More headers for each request."),
		compression: choice("Default: none.", ["gzip", ""]),
		timeout: duration("How long sending may take. Default: `10s`."),
		tls_config: mapping("How the server is verified.", tlsStructure),
	},
};

export const otlpStructure: MappingType = {
	name: "otlp section",
	keys: {
		promote_resource_attributes: texts("Attributes of resources that become labels."),
		promote_all_resource_attributes: flag("All attributes of resources become labels. Default: `false`.", {
			since: "Prometheus 3.5",
		}),
		ignore_resource_attributes: texts("Attributes that do not become labels where all others do.", {
			since: "Prometheus 3.5",
		}),
		translation_strategy: choice(
			"How names of metrics and labels are made to fit. Default: `UnderscoreEscapingWithSuffixes`.",
			[
				"UnderscoreEscapingWithSuffixes",
				"UnderscoreEscapingWithoutSuffixes",
				"NoUTF8EscapingWithSuffixes",
				"NoTranslation",
				"",
			],
			{ since: "Prometheus 3.0" },
		),
		keep_identifying_resource_attributes: flag(
			"Keeps `service.name` and its like on `target_info`. Default: `false`.",
			{
				since: "Prometheus 3.1",
			},
		),
		convert_histograms_to_nhcb: flag("Stores histograms as native ones with custom buckets. Default: `false`.", {
			since: "Prometheus 3.4",
		}),
		promote_scope_metadata: flag("Name and version of the scope become labels. Default: `false`.", {
			since: "Prometheus 3.6",
		}),
		label_name_underscore_sanitization: flag(
			"Puts `key_` before labels that begin with an underscore. Default: `true`.",
		),
		label_name_preserve_multiple_underscores: flag("Keeps several underscores in a row. Default: `true`."),
	},
};

const runtimeStructure: MappingType = {
	name: "runtime section",
	keys: {
		gogc: integer("How much the heap may grow, in percent, before garbage is collected. Default: `75`.", {
			since: "Prometheus 2.53",
		}),
		log_level: choice("What is logged. Default: `info`.", ["debug", "info", "warn", "error"]),
	},
};

export const prometheusConfigStructure: MappingType = {
	name: "Prometheus configuration",
	keys: {
		global: mapping("What holds for all jobs and rules that say nothing else.", globalStructure),
		runtime: mapping("Settings of the running program.", runtimeStructure, { since: "Prometheus 2.53" }),
		rule_files: listOf("Rule files, relative to this file's folder; `*` may stand in the last part of the path.", {
			kind: "string",
			format: "filePattern",
			examples: ["rules/*.yml"],
		}),
		scrape_config_files: listOf(
			"Files with more `scrape_configs`, relative to this file's folder.",
			{ kind: "string", format: "filePattern" },
			{ since: "Prometheus 2.43" },
		),
		scrape_configs: mappings("What is scraped.", scrapeJobStructure),
		alerting: mapping("Where alerts are sent.", alertingStructure),
		remote_write: mappings("Where samples are sent.", remoteWriteStructure),
		remote_read: mappings("Where samples are asked for besides the local storage.", remoteReadStructure),
		storage: mapping("The local storage.", storageStructure),
		tracing: mapping("Traces of Prometheus's own work.", tracingStructure, { since: "Prometheus 2.32" }),
		otlp: mapping("How metrics that arrive by OTLP are taken.", otlpStructure, { since: "Prometheus 2.55" }),
	},
	snippets: [
		{
			label: "prometheus.yml",
			documentation: "A configuration with rules, an Alertmanager and a first job.",
			body: 'global:\n\tscrape_interval: ${1:15s}\n\tevaluation_interval: ${1:15s}\nrule_files:\n\t- ${2:rules/*.yml}\nalerting:\n\talertmanagers:\n\t\t- static_configs:\n\t\t\t- targets: ["${3:localhost:9093}"]\nscrape_configs:\n\t- job_name: ${4:prometheus}\n\t  static_configs:\n\t\t- targets: ["${5:localhost:9090}"]',
		},
	],
};
