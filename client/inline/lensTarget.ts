import type { LanguageClient, Position } from "vscode-languageclient/node";
import { expressionAt } from "../../server/protocol/messages.ts";

/** What a code lens of the server hands to a command. */
export interface LensTarget {
	/** As the protocol writes it. */
	readonly uri: string;
	readonly position: Position;
	/** How the result is wanted. */
	readonly view?: "chart";
}

/** `undefined` where the command was not called by a lens. */
export function readLensTarget(given: unknown): LensTarget | undefined {
	if (typeof given !== "object" || given === null) return undefined;
	const { uri, position, view } = given as Readonly<Partial<Record<keyof LensTarget, unknown>>>;
	if (typeof uri !== "string" || typeof position !== "object" || position === null) return undefined;
	const { line, character } = position as Partial<Position>;
	if (typeof line !== "number" || typeof character !== "number") return undefined;
	return { uri, position: { line, character }, ...(view === "chart" ? { view } : {}) };
}

/** The expression that the lens stands above, as it is now. */
export async function readLensExpression(client: LanguageClient, { uri, position }: LensTarget): Promise<string> {
	const answer = await client.sendRequest(expressionAt, { uri, position });
	return answer?.expression ?? "";
}
