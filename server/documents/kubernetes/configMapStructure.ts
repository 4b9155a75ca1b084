// Source: Kubernetes API reference 1.31, types ConfigMap and Secret of v1; read November 2026.

import type { MappingType } from "../structure/structure.ts";
import { resourceMetadata } from "./listStructure.ts";

const immutable = {
	documentation: "`true` forbids every later change of the data; only deleting the resource undoes it.",
	value: { kind: "boolean" },
} as const;

export const configMapStructure: MappingType = {
	name: "ConfigMap",
	open: true,
	keys: {
		apiVersion: {
			documentation: "The API that defines the resource: `v1`.",
			value: { kind: "enum", values: ["v1"] },
			required: true,
		},
		kind: {
			documentation: "The kind of resource.",
			value: { kind: "enum", values: ["ConfigMap"] },
			required: true,
		},
		metadata: {
			documentation: "Name, namespace and labels of the resource.",
			value: { kind: "mapping", of: resourceMetadata },
			required: true,
		},
		data: {
			documentation:
				"Texts by name. Mounted as a volume, each is a file, so that rules, dashboards and configurations can stand here.",
			value: { kind: "map", of: { kind: "string" } },
		},
		binaryData: {
			documentation: "Bytes by name, in base64.",
			value: { kind: "map", of: { kind: "string" } },
		},
		immutable,
	},
};

export const secretStructure: MappingType = {
	name: "Secret",
	open: true,
	keys: {
		apiVersion: {
			documentation: "The API that defines the resource: `v1`.",
			value: { kind: "enum", values: ["v1"] },
			required: true,
		},
		kind: {
			documentation: "The kind of resource.",
			value: { kind: "enum", values: ["Secret"] },
			required: true,
		},
		metadata: {
			documentation: "Name, namespace and labels of the resource.",
			value: { kind: "mapping", of: resourceMetadata },
			required: true,
		},
		stringData: {
			documentation: "Texts by name; Kubernetes stores them under `data` in base64.",
			value: { kind: "map", of: { kind: "string" } },
		},
		data: {
			documentation: "Bytes by name, in base64.",
			value: { kind: "map", of: { kind: "string" } },
		},
		type: {
			documentation: "What the secret is for, as controllers see it; `Opaque` where nobody asks.",
			value: { kind: "string", examples: ["Opaque"] },
		},
		immutable,
	},
};
