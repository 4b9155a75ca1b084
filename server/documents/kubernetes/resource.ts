import type { SourceDocument } from "../../text/sourceDocument.ts";
import type { Span } from "../../text/span.ts";
import type { SpanIndex } from "../../text/spanIndex.ts";
import type { DocumentPart } from "../adapter.ts";
import type { Located, OutlineItem } from "../model.ts";
import type { PlacedNode, YamlMapping } from "../yaml/node.ts";
import type { YamlDocument } from "../yaml/parseYaml.ts";
import { spanOf, type ViewedEntry, type YamlView } from "../yaml/yamlView.ts";

/** Knows one kind of Kubernetes resource, wherever it stands: as a document of its own, or as an item of a list. */
export interface ResourceAdapter {
	readonly id: string;
	/** Words of which at least one stands in every text with such a resource; mostly its kind. */
	readonly hints: readonly string[];
	/** Claims the resource, by its API and kind. */
	matches(resource: KubernetesResource): boolean;
	/** `structure` of the answer is that of the resource; lists are put around it. */
	parse(resource: KubernetesResource): DocumentPart;
}

export interface KubernetesResource {
	/** Such as `monitoring.coreos.com/v1`; empty where it is not written. */
	readonly apiVersion: string;
	/** Such as `PrometheusRule`. */
	readonly kind: string;
	/** `metadata.name`. */
	readonly name?: Located<string>;
	readonly root: PlacedNode & { readonly node: YamlMapping };
	/** Of `root`. */
	readonly entries: readonly ViewedEntry[];
	readonly view: YamlView;
	/** Where the document's text is broken. */
	readonly broken: SpanIndex;
	readonly source: SourceDocument;
	/** The document that it stands in, which may hold others besides. */
	readonly yaml: YamlDocument;
}

/** The resource's place in the outline. */
export function outlineResource(resource: KubernetesResource, children: readonly OutlineItem[]): OutlineItem {
	const span = spanOf(resource.root);
	const nameSpan: Span = resource.name?.span ?? { start: span.start, end: span.start };
	return {
		name: resource.name?.value ?? resource.kind,
		detail: resource.kind,
		kind: "document",
		span,
		nameSpan,
		children,
	};
}
