// Source: the packages under discovery/ of Prometheus 3.15; read November 2026.

import {
	choice,
	duration,
	flag,
	integer,
	listOf,
	mapping,
	mappings,
	secret,
	text,
	textMap,
	texts,
	url,
} from "../structure/keyTypes.ts";
import type { KeyType, MappingType } from "../structure/structure.ts";
import {
	awsClusterStructure,
	awsStructure,
	azureStructure,
	digitaloceanStructure,
	ec2Structure,
	gceStructure,
	hetznerStructure,
	ionosStructure,
	lightsailStructure,
	linodeStructure,
	ociStructure,
	openstackStructure,
	outscaleStructure,
	ovhcloudStructure,
	rdsStructure,
	scalewayStructure,
	stackitStructure,
	vultrStructure,
} from "./cloudDiscoveryStructure.ts";
import { httpClientKeys, refreshInterval, tlsStructure } from "./httpClientStructure.ts";

const port = integer("The port to scrape the targets at. Default: `80`.");
const refresh = refreshInterval("60s");
const tagSeparator = text("What stands between the tags in their label. Default: `,`.");

export const staticStructure: MappingType = {
	name: "group of targets",
	keys: {
		targets: listOf("The targets, each a host with a port: `localhost:9090`, without scheme and path.", {
			kind: "string",
			examples: ["localhost:9090"],
		}),
		labels: textMap("Labels for every series of these targets."),
	},
	snippets: [
		{
			label: "targets",
			documentation: "Targets with a label.",
			body: 'targets: ["${1:localhost:9090}"]\nlabels:\n\t${2:env}: ${3:production}',
		},
	],
};

const filterStructure: MappingType = {
	name: "filter",
	keys: { name: text("What is filtered by, in the words of the API."), values: texts("The values that pass.") },
};

const fileStructure: MappingType = {
	name: "file discovery",
	keys: {
		files: listOf(
			"Files with groups of targets, as JSON or YAML; `*` may stand in the last part of the path.",
			{ kind: "string", format: "targetFilePattern" },
			{ required: true },
		),
		refresh_interval: refreshInterval("5m"),
	},
};

const httpStructure: MappingType = {
	name: "HTTP discovery",
	keys: {
		url: {
			documentation: "Where the groups of targets are fetched from, as JSON.",
			value: { kind: "string", format: "httpUrl" },
			required: true,
		},
		refresh_interval: refresh,
		...httpClientKeys,
	},
};

export const dnsStructure: MappingType = {
	name: "DNS discovery",
	keys: {
		names: texts("The names that are looked up.", { required: true }),
		type: {
			documentation: "The kind of record. Default: `SRV`, which knows the port; every other kind needs `port`.",
			value: { kind: "enum", values: ["SRV", "A", "AAAA", "MX", "NS"], closed: "ignoringCase" },
		},
		port: integer("The port to scrape the targets at; for all kinds of records but SRV."),
		refresh_interval: refreshInterval("30s"),
	},
};

export const kubernetesRoles = ["endpoints", "endpointslice", "ingress", "node", "pod", "service"];

export const kubernetesStructure: MappingType = {
	name: "Kubernetes discovery",
	keys: {
		role: choice("What becomes a target.", kubernetesRoles, { required: true }),
		api_server: url("The address of the API. Default: that of the cluster that Prometheus runs in."),
		kubeconfig_file: text("A kubeconfig file to reach the API with. Not beside `api_server`.", {
			notWith: ["api_server"],
		}),
		namespaces: mapping("Only these namespaces. Default: all.", {
			name: "namespaces section",
			keys: {
				own_namespace: flag("The namespace that Prometheus runs in. Default: `false`.", { since: "Prometheus 2.35" }),
				names: texts("The namespaces."),
			},
		}),
		selectors: mappings("Asks the API only for what has these labels and fields, which spares it work.", {
			name: "selector",
			keys: {
				role: choice("What is selected.", kubernetesRoles, { required: true }),
				label: text("A selector of labels, in Kubernetes's words."),
				field: text("A selector of fields, in Kubernetes's words."),
			},
		}),
		attach_metadata: mapping(
			"What else the targets are labelled with.",
			{
				name: "attach_metadata section",
				keys: {
					node: flag("The node's labels, for pods, endpoints and endpoint slices. Default: `false`."),
					namespace: flag("The namespace's labels. Default: `false`.", { since: "Prometheus 3.6" }),
					deployment: flag("The deployment of a pod. Default: `false`."),
					job: flag("The job of a pod. Default: `false`."),
					cronjob: flag("The cron job of a pod. Default: `false`."),
				},
			},
			{ since: "Prometheus 2.35" },
		),
		...httpClientKeys,
	},
};

const consulStructure: MappingType = {
	name: "Consul discovery",
	keys: {
		server: text("The address of the API. Default: `localhost:8500`."),
		path_prefix: text("What stands before the paths of the API.", { since: "Prometheus 2.45" }),
		token: secret("The token for the API.", { notWith: ["authorization", "oauth2"] }),
		datacenter: text("The data centre. Default: that of the agent."),
		namespace: text("The namespace, of Consul Enterprise."),
		partition: text("The partition, of Consul Enterprise."),
		scheme: text("`http` or `https`. Default: `http`."),
		username: text("The user's name. Deprecated: `basic_auth` says the same.", { notWith: ["basic_auth"] }),
		password: secret("The user's password. Deprecated: `basic_auth` says the same.", { notWith: ["basic_auth"] }),
		services: texts("Only these services. Default: all."),
		tags: texts("Only services with all of these tags."),
		node_meta: textMap("Only nodes with this metadata."),
		filter: text("A filter of the catalogue, in Consul's words.", { since: "Prometheus 3.0" }),
		health_filter: text("A filter of the health of services, in Consul's words."),
		tag_separator: tagSeparator,
		allow_stale: flag("Takes answers that may be out of date, which spares Consul work. Default: `true`."),
		refresh_interval: refreshInterval("30s"),
		...httpClientKeys,
	},
};

const dockerStructure: MappingType = {
	name: "Docker discovery",
	keys: {
		host: text("The address of the daemon, such as `unix:///var/run/docker.sock`.", { required: true }),
		port,
		host_networking_host: text("The host of containers in the host's network. Default: `localhost`."),
		match_first_network: flag("One target for each container, of its first network. Default: `true`.", {
			since: "Prometheus 2.54",
		}),
		filters: mappings("Only containers that pass these filters.", filterStructure),
		refresh_interval: refresh,
		...httpClientKeys,
	},
};

const dockerSwarmStructure: MappingType = {
	name: "Docker Swarm discovery",
	keys: {
		host: text("The address of the daemon, such as `unix:///var/run/docker.sock`.", { required: true }),
		role: choice("What becomes a target.", ["services", "tasks", "nodes"], { required: true }),
		port,
		filters: mappings("Only what passes these filters.", filterStructure),
		refresh_interval: refresh,
		...httpClientKeys,
	},
};

const eurekaStructure: MappingType = {
	name: "Eureka discovery",
	keys: {
		server: url("The address of the server.", { required: true }),
		refresh_interval: refreshInterval("30s"),
		...httpClientKeys,
	},
};

const kumaStructure: MappingType = {
	name: "Kuma discovery",
	keys: {
		server: url("The address of the control plane's monitoring server, with its scheme.", { required: true }),
		client_id: text("Who we are to the control plane.", { since: "Prometheus 2.50" }),
		refresh_interval: refreshInterval("15s"),
		fetch_timeout: duration("How long an answer may take. Default: `2m`."),
		...httpClientKeys,
	},
};

const marathonStructure: MappingType = {
	name: "Marathon discovery",
	keys: {
		servers: texts("The addresses of the servers.", { required: true }),
		auth_token: secret("The token for the servers.", {
			notWith: ["auth_token_file", "basic_auth", "bearer_token", "bearer_token_file", "authorization"],
		}),
		auth_token_file: text("The file with the token for the servers.", {
			notWith: ["auth_token", "basic_auth", "bearer_token", "bearer_token_file", "authorization"],
		}),
		refresh_interval: refreshInterval("30s"),
		...httpClientKeys,
	},
};

const nomadStructure: MappingType = {
	name: "Nomad discovery",
	keys: {
		server: text("The address of the API. Default: `http://localhost:4646`."),
		region: text("The region. Default: `global`."),
		namespace: text("The namespace. Default: `default`."),
		allow_stale: flag("Takes answers that may be out of date. Default: `true`."),
		tag_separator: tagSeparator,
		refresh_interval: refresh,
		...httpClientKeys,
	},
};

const puppetdbStructure: MappingType = {
	name: "PuppetDB discovery",
	keys: {
		url: {
			documentation: "The address of the query endpoint.",
			value: { kind: "string", format: "httpUrl" },
			required: true,
		},
		query: text("The query whose resources become targets.", { required: true }),
		include_parameters: flag("Labels the targets with the parameters, which may hold secrets. Default: `false`."),
		port,
		refresh_interval: refresh,
		...httpClientKeys,
	},
};

const tritonStructure: MappingType = {
	name: "Triton discovery",
	keys: {
		account: text("The account.", { required: true }),
		role: choice("What becomes a target: containers or compute nodes. Default: `container`.", ["container", "cn"]),
		dns_suffix: text("What the names of targets end with.", { required: true }),
		endpoint: text("The host of the discovery.", { required: true }),
		groups: texts("Only these groups of containers."),
		port: integer("The port of the discovery. Default: `9163`."),
		version: integer("The version of the API. Default: `1`."),
		refresh_interval: refresh,
		tls_config: mapping("How the server is verified.", tlsStructure),
	},
};

const uyuniStructure: MappingType = {
	name: "Uyuni discovery",
	keys: {
		server: url("The address of the server.", { required: true }),
		username: text("The user's name.", { required: true }),
		password: secret("The user's password.", { required: true }),
		entitlement: text("What systems must be entitled to. Default: `monitoring_entitled`."),
		separator: text("What stands between the groups in their label. Default: `,`."),
		refresh_interval: refresh,
		...httpClientKeys,
	},
};

const zookeeperKeys: Readonly<Record<string, KeyType>> = {
	servers: texts("The addresses of the Zookeeper servers.", { required: true }),
	paths: texts("Where the targets are registered; each begins with `/`.", { required: true }),
	timeout: duration("How long a session lasts without a sign of life. Default: `10s`."),
};

/** Every way to find targets, by the key that it has in a scrape job and under `alertmanagers`. */
export const discoveryKeys: Readonly<Record<string, KeyType>> = {
	static_configs: mappings("Targets that are listed here.", staticStructure),
	file_sd_configs: mappings("Targets from files, which are read anew when they change.", fileStructure),
	http_sd_configs: mappings("Targets from a server of yours.", httpStructure, { since: "Prometheus 2.28" }),
	dns_sd_configs: mappings("Targets from DNS records.", dnsStructure),
	kubernetes_sd_configs: mappings("Targets from a Kubernetes cluster.", kubernetesStructure),
	consul_sd_configs: mappings("Targets from Consul's catalogue.", consulStructure),
	docker_sd_configs: mappings("Targets from the containers of a Docker daemon.", dockerStructure),
	dockerswarm_sd_configs: mappings("Targets from a Docker Swarm.", dockerSwarmStructure),
	aws_sd_configs: mappings("Targets from services of AWS.", awsStructure, { since: "Prometheus 3.8" }),
	ec2_sd_configs: mappings("Targets from machines of AWS.", ec2Structure),
	ecs_sd_configs: mappings("Targets from containers of AWS.", awsClusterStructure, { since: "Prometheus 3.8" }),
	elasticache_sd_configs: mappings("Targets from AWS's caches.", awsClusterStructure),
	lightsail_sd_configs: mappings("Targets from AWS Lightsail.", lightsailStructure),
	msk_sd_configs: mappings("Targets from AWS's Kafka.", awsClusterStructure),
	rds_sd_configs: mappings("Targets from AWS's databases.", rdsStructure),
	azure_sd_configs: mappings("Targets from machines of Azure.", azureStructure),
	digitalocean_sd_configs: mappings("Targets from DigitalOcean.", digitaloceanStructure),
	eureka_sd_configs: mappings("Targets from a Eureka registry.", eurekaStructure),
	gce_sd_configs: mappings("Targets from machines of Google Cloud.", gceStructure),
	hetzner_sd_configs: mappings("Targets from Hetzner.", hetznerStructure),
	ionos_sd_configs: mappings("Targets from IONOS.", ionosStructure, { since: "Prometheus 2.37" }),
	kuma_sd_configs: mappings("Targets from a Kuma control plane.", kumaStructure),
	linode_sd_configs: mappings("Targets from Linode.", linodeStructure),
	marathon_sd_configs: mappings("Targets from Marathon.", marathonStructure),
	nerve_sd_configs: mappings("Targets from Nerve in Zookeeper.", { name: "Nerve discovery", keys: zookeeperKeys }),
	nomad_sd_configs: mappings("Targets from Nomad.", nomadStructure, { since: "Prometheus 2.37" }),
	oci_sd_configs: mappings("Targets from Oracle's cloud.", ociStructure),
	openstack_sd_configs: mappings("Targets from OpenStack.", openstackStructure),
	outscale_sd_configs: mappings("Targets from Outscale.", outscaleStructure),
	ovhcloud_sd_configs: mappings("Targets from OVHcloud.", ovhcloudStructure, { since: "Prometheus 2.40" }),
	puppetdb_sd_configs: mappings("Targets from PuppetDB.", puppetdbStructure),
	scaleway_sd_configs: mappings("Targets from Scaleway.", scalewayStructure),
	serverset_sd_configs: mappings("Targets from serversets in Zookeeper.", {
		name: "serverset discovery",
		keys: zookeeperKeys,
	}),
	stackit_sd_configs: mappings("Targets from STACKIT.", stackitStructure, { since: "Prometheus 3.5" }),
	triton_sd_configs: mappings("Targets from Triton.", tritonStructure),
	uyuni_sd_configs: mappings("Targets from Uyuni.", uyuniStructure),
	vultr_sd_configs: mappings("Targets from Vultr.", vultrStructure, { since: "Prometheus 2.42" }),
};
