import type { Insight } from "../../../server/protocol/scaffold.ts";

/** What there is to see of an insight: it is looked at, told, or not to be had. */
export type InsightState =
	| { readonly kind: "waiting"; readonly message: string }
	| { readonly kind: "told"; readonly insight: Insight }
	/** Why there is none, in words for the user; `again` where asking once more may help. */
	| { readonly kind: "nothing"; readonly message: string; readonly again: boolean };

export type ToPage = InsightState & { readonly heading: string };

export type FromPage = { readonly kind: "ready" } | { readonly kind: "cancel" } | { readonly kind: "again" };
