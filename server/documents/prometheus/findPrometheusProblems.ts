import type { RegularExpressions } from "../../promql/regularExpressions.ts";
import type { Problem } from "../../text/problem.ts";
import type { Span } from "../../text/span.ts";
import { SpanIndex } from "../../text/spanIndex.ts";
import type { HostDocument } from "../adapter.ts";
import type { Located } from "../model/located.ts";
import type { Fields } from "../structure/fields.ts";
import { findTreeProblems, isSet, type TreeJudge } from "../structure/findTreeProblems.ts";
import type { MappingType } from "../structure/structure.ts";
import { findFormatFault } from "../structure/textFormats.ts";
import { isMappingNode, isScalarNode, YamlView } from "../yaml/yamlView.ts";
import { azureStructure } from "./cloudDiscoveryStructure.ts";
import { dnsStructure, kubernetesStructure } from "./discoveryStructure.ts";
import { findHttpClientProblems } from "./findHttpClientProblems.ts";
import { findRelabelProblems } from "./findRelabelProblems.ts";
import { namesOfOtherReaders } from "./otherReaders.ts";
import {
	alertmanagerStructure,
	globalStructure,
	otlpStructure,
	prometheusConfigStructure,
	queueStructure,
	remoteReadStructure,
	remoteWriteStructure,
	scrapeJobStructure,
	tracingStructure,
} from "./prometheusConfigStructure.ts";
import { relabelStructure } from "./relabelStructure.ts";

const rejects = "As it is, Prometheus rejects the whole file.";

/** What Prometheus would refuse in a configuration, as `promtool check config --syntax-only` reads it. */
export function findPrometheusProblems(
	{ yaml, source }: HostDocument,
	regularExpressions: RegularExpressions,
): readonly Problem[] {
	const view = new YamlView(yaml.anchors);
	const root = view.resolve(yaml.root);
	if (!isMappingNode(root)) return [];
	const judge: TreeJudge = {
		reader: "Prometheus",
		family: "prometheus",
		view,
		broken: new SpanIndex(yaml.problems.map(({ span }) => span)),
		refusesNullItems: true,
		faultOf(format, value) {
			if (!isScalarNode(value)) return undefined;
			if (format === "labelName") return value.node.value === "" ? { reason: "is no label name" } : undefined;
			const reason = findFormatFault(format, value.node.value, regularExpressions);
			return reason === undefined ? undefined : { reason };
		},
		judgeMapping,
	};
	const problems = findTreeProblems(root, prometheusConfigStructure, judge);
	const foreign = problems.some(
		({ code, span }) =>
			(code === "prometheus/unknown-field" || code === "prometheus/invalid-value") &&
			namesOfOtherReaders.has(source.text.slice(span.start, span.end)),
	);
	return foreign ? [] : problems;
}

function tell(code: string, span: Span, message: string, related?: Problem["related"]): Problem {
	return {
		code: `prometheus/${code}`,
		severity: "error",
		span,
		message: `${message} ${rejects}`,
		...(related === undefined ? {} : { related }),
	};
}

const tellAt = (fields: Fields, key: string, message: string): Problem =>
	tell("invalid-value", fields.get(key)?.keySpan ?? fields.span, message);

function judgeMapping(type: MappingType, fields: Fields, place: Span): readonly Problem[] {
	return [...findHttpClientProblems(type, fields, tellAt), ...judgeOne(type, fields, place)];
}

function judgeOne(type: MappingType, fields: Fields, place: Span): readonly Problem[] {
	switch (type) {
		case prometheusConfigStructure:
			return [
				...findJobProblems(fields),
				...findRepeated(fields.mappings("remote_write"), "name", "remote write"),
				...findRepeated(fields.mappings("remote_read"), "name", "remote read"),
			];
		case globalStructure:
			return [...findTimeoutProblems(fields, readInterval(fields, 60)), ...findProtocolProblems(fields)];
		case scrapeJobStructure:
			return [...findTargetProblems(fields), ...findProtocolProblems(fields)];
		case alertmanagerStructure:
			return findTargetProblems(fields);
		case relabelStructure:
			return findRelabelProblems(fields, place, (span, message) => tell("invalid-relabelling", span, message));
		case remoteWriteStructure:
		case remoteReadStructure:
		case tracingStructure:
			return findHeaderProblems(fields);
		case queueStructure:
			// Only the newest versions look at this; for the others it is merely a queue that sends nothing or badly.
			return findQueueProblems(fields).map((problem) => ({ ...problem, severity: "warning" }));
		case otlpStructure:
			return findOtlpProblems(fields);
		case dnsStructure:
			return findDnsProblems(fields, place);
		case azureStructure:
			return findAzureProblems(fields, place);
		case kubernetesStructure:
			return findKubernetesProblems(fields);
		default:
			return [];
	}
}

function findJobProblems(fields: Fields): readonly Problem[] {
	const jobs = fields.mappings("scrape_configs");
	const globalInterval = readInterval(fields.mapping("global"), 60);
	return [
		...findRepeated(jobs, "job_name", "scrape job", "duplicate-job"),
		...jobs.flatMap((job) => findTimeoutProblems(job, readInterval(job, globalInterval))),
	];
}

function findRepeated(
	items: readonly Fields[],
	key: string,
	what: string,
	code = "duplicate-name",
): readonly Problem[] {
	const first = new Map<string, Located<string>>();
	return items.flatMap((item) => {
		const name = item.text(key);
		if (name === undefined) return [];
		const earlier = first.get(name.value);
		if (earlier === undefined) {
			first.set(name.value, name);
			return [];
		}
		return [
			tell(code, name.span, `Another ${what} is called \`${name.value}\` too. Give each a name of its own.`, [
				{ span: earlier.span, message: "The name is taken here." },
			]),
		];
	});
}

/** The scrape interval in seconds, with that of the level above where none is written; `undefined` where it is unreadable. */
function readInterval(fields: Fields | undefined, above: number | undefined): number | undefined {
	const written = fields?.seconds("scrape_interval");
	if (written === undefined && isSet(fields?.get("scrape_interval"))) return undefined;
	return written?.value || above;
}

function findTimeoutProblems(fields: Fields, intervalSeconds: number | undefined): readonly Problem[] {
	const timeout = fields.seconds("scrape_timeout");
	if (intervalSeconds === undefined || timeout === undefined || timeout.value <= intervalSeconds) return [];
	return [
		tell(
			"timeout-above-interval",
			timeout.span,
			`A scrape may take ${timeout.value} seconds, but the next one begins after ${intervalSeconds}. Make the timeout shorter, or the interval longer.`,
		),
	];
}

function findProtocolProblems(fields: Fields): readonly Problem[] {
	const entry = fields.get("scrape_protocols");
	if (entry?.value === undefined) return [];
	const protocols = fields.texts("scrape_protocols");
	if (!isSet(entry)) return [tell("invalid-value", entry.keySpan, "`scrape_protocols` cannot be an empty list.")];
	return protocols.flatMap((protocol, index) => {
		const same = ({ value }: Located<string>): boolean => value.toLowerCase() === protocol.value.toLowerCase();
		if (protocols.findIndex(same) === index) return [];
		return [tell("invalid-value", protocol.span, `\`${protocol.value}\` stands in the list already.`)];
	});
}

/** Without relabelling, an address with a path can only be a slip. */
function findTargetProblems(fields: Fields): readonly Problem[] {
	if (isSet(fields.get("relabel_configs"))) return [];
	return fields.mappings("static_configs").flatMap((group) =>
		group.texts("targets").flatMap((target) => {
			if (!target.value.includes("/")) return [];
			return [
				tell(
					"invalid-target",
					target.span,
					`\`${target.value}\` is no host with a port: the scheme belongs in \`scheme\`, the path in \`metrics_path\`.`,
				),
			];
		}),
	);
}

/** Headers that Prometheus sets by itself. */
const reservedHeaders = new Set([
	"authorization",
	"host",
	"content-encoding",
	"content-length",
	"content-type",
	"user-agent",
	"connection",
	"keep-alive",
	"proxy-authenticate",
	"proxy-authorization",
	"www-authenticate",
	"accept-encoding",
	"x-prometheus-remote-write-version",
	"x-prometheus-remote-read-version",
	"x-amz-date",
	"x-amz-security-token",
	"x-amz-content-sha256",
]);

function findHeaderProblems(fields: Fields): readonly Problem[] {
	return fields.pairs("headers").flatMap(({ key }) => {
		if (!reservedHeaders.has(key.value.toLowerCase())) return [];
		return [
			tell(
				"invalid-value",
				key.span,
				`The header \`${key.value}\` is set by Prometheus itself and cannot be set here.`,
			),
		];
	});
}

function findQueueProblems(fields: Fields): readonly Problem[] {
	const read = (key: string, byDefault: number): number => Number(fields.text(key)?.value ?? byDefault);
	const problems = ["max_shards", "min_shards", "max_samples_per_send", "capacity"].flatMap((key) =>
		read(key, 1) <= 0 ? [tellAt(fields, key, `\`${key}\` must be more than zero.`)] : [],
	);
	if (read("min_shards", 1) > read("max_shards", 50)) {
		problems.push(
			tellAt(fields, "min_shards", "`min_shards` is more than `max_shards`, which is 50 where it is not set."),
		);
	}
	if ((fields.seconds("max_backoff")?.value ?? 5) < (fields.seconds("min_backoff")?.value ?? 0.03)) {
		problems.push(tellAt(fields, "max_backoff", "`max_backoff` is less than `min_backoff`."));
	}
	return problems;
}

function findOtlpProblems(fields: Fields): readonly Problem[] {
	const all = fields.isTrue("promote_all_resource_attributes");
	if (all && isSet(fields.get("promote_resource_attributes"))) {
		const message = "`promote_resource_attributes` cannot stand beside `promote_all_resource_attributes`.";
		return [tellAt(fields, "promote_resource_attributes", message)];
	}
	if (!all && isSet(fields.get("ignore_resource_attributes"))) {
		const message = "`ignore_resource_attributes` needs `promote_all_resource_attributes: true`.";
		return [tellAt(fields, "ignore_resource_attributes", message)];
	}
	return [];
}

function findDnsProblems(fields: Fields, place: Span): readonly Problem[] {
	const type = fields.text("type");
	if (type === undefined || type.value.toUpperCase() === "SRV") return [];
	if (Number(fields.text("port")?.value ?? 0) !== 0) return [];
	const span = fields.get("port")?.keySpan ?? type.span ?? place;
	return [tell("missing-field", span, `Records of the type \`${type.value}\` do not know the port. Add \`port:\`.`)];
}

function findAzureProblems(fields: Fields, place: Span): readonly Problem[] {
	const method = fields.text("authentication_method")?.value ?? "OAuth";
	if (method !== "OAuth") return [];
	return ["tenant_id", "client_id", "client_secret"].flatMap((key) =>
		isSet(fields.get(key))
			? []
			: [tell("missing-field", fields.get(key)?.keySpan ?? place, `The authentication method OAuth needs \`${key}\`.`)],
	);
}

const selectorRoles: Readonly<Record<string, readonly string[]>> = {
	pod: ["pod", "node"],
	service: ["service"],
	endpointslice: ["pod", "service", "endpointslice"],
	endpoints: ["pod", "service", "endpoints"],
	node: ["node"],
	ingress: ["ingress"],
};

function findKubernetesProblems(fields: Fields): readonly Problem[] {
	const problems: Problem[] = [];
	const hasServer = isSet(fields.get("api_server"));
	const hasFile = isSet(fields.get("kubeconfig_file"));
	const client = clientKeys.find((key) => isSet(fields.get(key)));
	if (client !== undefined && hasFile) {
		problems.push(tellAt(fields, client, `\`${client}\` cannot stand beside \`kubeconfig_file\`, which says it all.`));
	} else if (client !== undefined && !hasServer) {
		problems.push(
			tellAt(fields, client, `\`${client}\` needs \`api_server\`: inside of the cluster Prometheus has credentials.`),
		);
	}
	const namespaces = fields.mapping("namespaces");
	if ((hasServer || hasFile) && namespaces?.isTrue("own_namespace") === true) {
		problems.push(
			tellAt(namespaces, "own_namespace", "`own_namespace` is for Prometheus inside of the cluster alone."),
		);
	}
	const allowed = selectorRoles[fields.text("role")?.value ?? ""];
	const seen = new Set<string>();
	for (const selector of fields.mappings("selectors")) {
		const role = selector.text("role");
		if (role === undefined || allowed === undefined) continue;
		if (seen.has(role.value))
			problems.push(tell("invalid-value", role.span, `Another selector is for \`${role.value}\`.`));
		else if (!allowed.includes(role.value)) {
			problems.push(tell("invalid-value", role.span, `Only these can be selected here: ${allowed.join(", ")}.`));
		}
		seen.add(role.value);
	}
	return problems;
}

/** Settings of the client that differ from their default whenever they are set. */
const clientKeys = ["basic_auth", "authorization", "oauth2", "bearer_token", "bearer_token_file", "proxy_url"];
