// Source: discovery/{aws,azure,gce,digitalocean,hetzner,ionos,linode,openstack,ovhcloud,oci,outscale,scaleway,stackit,vultr} of Prometheus 3.15; read November 2026.

import { choice, flag, integer, mapping, mappings, secret, text, texts } from "../structure/keyTypes.ts";
import type { KeyType, MappingType } from "../structure/structure.ts";
import { httpClientKeys, refreshInterval, tlsStructure } from "./httpClientStructure.ts";

const port = integer("The port to scrape the targets at. Default: `80`.");
const refresh = refreshInterval("60s");

const filterStructure: MappingType = {
	name: "filter",
	keys: {
		name: text("What is filtered by, in the words of the API."),
		values: texts("The values of which a target must have one.", { required: true }),
	},
};

const awsKeys: Readonly<Record<string, KeyType>> = {
	region: text("The AWS region. Default: that of the machine's metadata."),
	endpoint: text("Another endpoint of the API."),
	access_key: text("The id of the access key. Default: the environment's credentials."),
	secret_key: secret("The secret of the access key. Default: the environment's credentials."),
	profile: text("The named profile of the credentials file."),
	role_arn: text("The role to assume."),
	external_id: text("The external id to assume the role with.", { since: "Prometheus 3.8" }),
	refresh_interval: refresh,
	port,
	...httpClientKeys,
};
const filters = mappings("Only what passes all of these filters becomes a target.", filterStructure);
const clusters = texts("Only these clusters. Default: all that are found.");
const concurrency = integer("How many requests are under way at once.");

export const ec2Structure: MappingType = { name: "EC2 discovery", keys: { ...awsKeys, filters } };
export const lightsailStructure: MappingType = { name: "Lightsail discovery", keys: awsKeys };
export const awsClusterStructure: MappingType = {
	name: "discovery of AWS clusters",
	keys: { ...awsKeys, clusters, request_concurrency: concurrency },
};
export const rdsStructure: MappingType = {
	name: "RDS discovery",
	keys: { ...awsKeys, filters, clusters, request_concurrency: concurrency },
};
export const awsStructure: MappingType = {
	name: "AWS discovery",
	// The keys of each role's own configuration may stand here besides.
	open: true,
	keys: {
		role: choice("What becomes a target.", ["ec2", "ecs", "elasticache", "lightsail", "msk", "rds"], {
			required: true,
		}),
		...awsKeys,
		filters,
		clusters,
	},
};

export const azureStructure: MappingType = {
	name: "Azure discovery",
	keys: {
		environment: text("The Azure environment. Default: `AzurePublicCloud`."),
		authentication_method: choice(
			"How we prove who we are. Default: `OAuth`, which needs a tenant, a client and its secret.",
			["OAuth", "ManagedIdentity", "SDK", "WorkloadIdentity"],
		),
		subscription_id: text("The subscription whose machines become targets.", { required: true }),
		tenant_id: text("The tenant, for `OAuth`."),
		client_id: text("The client's id, for `OAuth`."),
		client_secret: secret("The client's secret, for `OAuth`."),
		resource_group: text("Only the machines of this resource group.", { since: "Prometheus 2.38" }),
		refresh_interval: refreshInterval("300s"),
		port,
		...httpClientKeys,
	},
};

export const gceStructure: MappingType = {
	name: "GCE discovery",
	keys: {
		project: text("The project whose machines become targets.", { required: true }),
		zone: text("The zone that is asked; one discovery for each zone.", { required: true }),
		filter: text("A filter in the words of the API."),
		refresh_interval: refresh,
		port,
		tag_separator: text("What stands between the tags in their label. Default: `,`."),
	},
};

export const digitaloceanStructure: MappingType = {
	name: "DigitalOcean discovery",
	keys: {
		role: choice("What becomes a target. Default: `droplets`.", ["droplets", "databases"], {
			since: "Prometheus 3.10",
		}),
		...httpClientKeys,
		port,
		refresh_interval: refresh,
	},
};

export const hetznerStructure: MappingType = {
	name: "Hetzner discovery",
	keys: {
		role: choice("What becomes a target: dedicated servers or those of the cloud.", ["robot", "hcloud"], {
			required: true,
		}),
		label_selector: text("Only servers with these labels, for `hcloud`.", { since: "Prometheus 3.5" }),
		...httpClientKeys,
		port,
		refresh_interval: refresh,
	},
};

export const ionosStructure: MappingType = {
	name: "IONOS discovery",
	keys: {
		datacenter_id: text("The data centre whose servers become targets.", { required: true }),
		...httpClientKeys,
		port,
		refresh_interval: refresh,
	},
};

export const linodeStructure: MappingType = {
	name: "Linode discovery",
	keys: {
		region: text("Only the machines of this region.", { since: "Prometheus 2.51" }),
		...httpClientKeys,
		port,
		tag_separator: text("What stands between the tags in their label. Default: `,`."),
		refresh_interval: refresh,
	},
};

export const openstackStructure: MappingType = {
	name: "OpenStack discovery",
	keys: {
		role: choice("What becomes a target.", ["hypervisor", "instance", "loadbalancer"], { required: true }),
		region: text("The region.", { required: true }),
		identity_endpoint: text("The address of the identity API."),
		username: text("The user's name."),
		userid: text("The user's id."),
		password: secret("The user's password."),
		project_name: text("The project's name."),
		project_id: text("The project's id."),
		domain_name: text("The domain's name."),
		domain_id: text("The domain's id."),
		application_credential_name: text("The name of the application credential."),
		application_credential_id: text("The id of the application credential."),
		application_credential_secret: secret("The secret of the application credential."),
		all_tenants: flag("Asks for the machines of all projects, which takes the right to. Default: `false`."),
		refresh_interval: refresh,
		port,
		availability: choice("Which of the endpoints is used. Default: `public`.", ["public", "admin", "internal"]),
		tls_config: mapping("How the server is verified.", tlsStructure),
	},
};

export const ovhcloudStructure: MappingType = {
	name: "OVHcloud discovery",
	keys: {
		application_key: text("The key of the application.", { required: true }),
		application_secret: secret("The secret of the application.", { required: true }),
		consumer_key: secret("The consumer's key.", { required: true }),
		service: choice("What becomes a target.", ["vps", "dedicated_server"], { required: true }),
		endpoint: text("The endpoint of the API. Default: `ovh-eu`."),
		refresh_interval: refresh,
	},
};

export const ociStructure: MappingType = {
	name: "OCI discovery",
	keys: {
		auth: text("How we prove who we are."),
		tenancy: text("The tenancy."),
		user: text("The user."),
		fingerprint: text("The fingerprint of the key."),
		key_file: text("The file with the key."),
		key_passphrase: secret("The passphrase of the key."),
		key_passphrase_file: text("The file with the passphrase of the key."),
		region: text("The region."),
		compartments: texts("The compartments whose machines become targets."),
		...httpClientKeys,
		port,
		refresh_interval: refresh,
	},
};

export const outscaleStructure: MappingType = {
	name: "Outscale discovery",
	keys: {
		endpoint: text("Another endpoint of the API."),
		region: text("The region. Default: `eu-west-2`."),
		access_key: text("The id of the access key.", { required: true }),
		secret_key: secret("The secret of the access key.", { notWith: ["secret_key_file"] }),
		secret_key_file: text("The file with the secret of the access key.", { notWith: ["secret_key"] }),
		...httpClientKeys,
		port,
		refresh_interval: refresh,
	},
	oneOf: [["secret_key", "secret_key_file"]],
};

export const scalewayStructure: MappingType = {
	name: "Scaleway discovery",
	keys: {
		access_key: text("The id of the access key.", { required: true }),
		secret_key: secret("The secret of the access key.", { notWith: ["secret_key_file"] }),
		secret_key_file: text("The file with the secret of the access key.", { notWith: ["secret_key"] }),
		project_id: text("The project whose servers become targets.", { required: true }),
		role: choice("What becomes a target.", ["instance", "baremetal"], { required: true }),
		port,
		api_url: text("Another address of the API. Default: `https://api.scaleway.com`."),
		zone: text("The zone. Default: `fr-par-1`."),
		name_filter: text("Only servers with this in their names."),
		tags_filter: texts("Only servers with all of these tags."),
		refresh_interval: refresh,
		...httpClientKeys,
	},
	oneOf: [["secret_key", "secret_key_file"]],
};

export const stackitStructure: MappingType = {
	name: "STACKIT discovery",
	keys: {
		project: text("The project whose servers become targets."),
		region: text("The region. Default: `eu01`."),
		endpoint: text("Another endpoint of the API."),
		service_account_key: secret("The key of the service account, as JSON."),
		service_account_key_path: text("The file with the key of the service account."),
		private_key: secret("The private key of the service account."),
		private_key_path: text("The file with the private key."),
		credentials_file_path: text("The file with the credentials."),
		...httpClientKeys,
		port,
		refresh_interval: refresh,
	},
};

export const vultrStructure: MappingType = {
	name: "Vultr discovery",
	keys: { ...httpClientKeys, port, refresh_interval: refresh },
};
