import type { Memento } from "vscode";

/** Queries that are kept for a workspace. */
export const mostKept = 50;
/** A longer expression is machine-made, and would fill the store. */
const longest = 20_000;
const key = "observability.queryHistory";

export interface PastQuery {
	readonly expression: string;
	/** Milliseconds since 1970. */
	readonly at: number;
	/** The name of the server that was asked. */
	readonly server?: string;
}

/** What was run in this workspace, the newest first, each expression once. An expression and a name are all that is kept. */
export class QueryHistory {
	readonly #store: Pick<Memento, "get" | "update">;

	constructor(store: Pick<Memento, "get" | "update">) {
		this.#store = store;
	}

	all(): readonly PastQuery[] {
		const kept = this.#store.get<unknown>(key);
		return Array.isArray(kept) ? kept.filter(isPastQuery) : [];
	}

	async remember(query: PastQuery): Promise<void> {
		if (query.expression.trim() === "" || query.expression.length > longest) return;
		const others = this.all().filter(({ expression }) => expression !== query.expression);
		await this.#store.update(key, [query, ...others].slice(0, mostKept));
	}

	async forget(): Promise<void> {
		await this.#store.update(key, undefined);
	}
}

/** What an earlier version has kept may have another shape. */
function isPastQuery(value: unknown): value is PastQuery {
	if (typeof value !== "object" || value === null) return false;
	const { expression, at } = value as { readonly expression?: unknown; readonly at?: unknown };
	return typeof expression === "string" && typeof at === "number";
}
