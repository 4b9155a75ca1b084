import type { FileSession, MendedFile } from "./fileSession.ts";

export interface Mended {
	/** Problems that are gone. */
	readonly count: number;
	readonly files: number;
	readonly failures: readonly { readonly path: string; readonly reason: string }[];
}

/** Mends files, each by one session; what `signal` cuts off stays as it is. */
export async function mendFiles(
	paths: readonly string[],
	sessions: readonly FileSession[],
	signal: AbortSignal,
): Promise<Mended> {
	const waiting = [...paths];
	const mended: MendedFile[] = [];
	await Promise.all(
		sessions.map(async (session) => {
			for (let path = waiting.shift(); path !== undefined && !signal.aborted; path = waiting.shift()) {
				mended.push(...(await session.mend([path])));
			}
		}),
	);
	return {
		count: mended.reduce((sum, { count }) => sum + count, 0),
		files: mended.filter(({ count }) => count > 0).length,
		failures: mended.flatMap(({ path, failure }) =>
			failure === undefined ? [] : [{ path, reason: `it could not be mended: ${failure}` }],
		),
	};
}
