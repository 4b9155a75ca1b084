import type { VolumeGuard } from "./sloDefinition.ts";

export type GuardResult =
	| { readonly kind: "none" }
	| { readonly kind: "guard"; readonly guard: VolumeGuard }
	| { readonly kind: "invalid"; readonly message: string };

/** Reads `none`, `10 errors`, `100 requests`. */
export function parseGuard(text: string): GuardResult {
	if (text === "" || text === "none") return { kind: "none" };
	const match = /^(?:at least )?(\d{1,9}) ?(error|request)s?$/.exec(text);
	const minimum = Number(match?.[1] ?? 0);
	if (match === null || minimum === 0) {
		return {
			kind: "invalid",
			message: `Write "${text}" as a number of errors or requests, such as 5 errors, or none.`,
		};
	}
	return { kind: "guard", guard: { counts: match[2] === "error" ? "errors" : "requests", minimum } };
}

export function writeGuard({ minimum, counts }: VolumeGuard): string {
	return `${minimum} ${minimum === 1 ? counts.slice(0, -1) : counts}`;
}
