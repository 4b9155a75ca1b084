/** Rejects, or takes too long, where what it looks at cannot be used. */
//% if typescript %//
export type ReadinessCheck = (signal: AbortSignal) => Promise<unknown>;

//% endif %//
const checks = new Map/*~ <string, ReadinessCheck> */();
const timeoutMilliseconds = 2000;

/** Adds what the application cannot work without, such as its database: `addReadinessCheck("database", () => pool.query("SELECT 1"))`. */
export function addReadinessCheck(name /*: string */, check /*: ReadinessCheck */) /*: void */ {
	checks.set(name, check);
}

/** What failed is told by its name alone; why is logged, as anybody may ask. */
async function checkReadiness() {
	const results = await Promise.all(
		[...checks].map(async ([name, check]) => {
			const signal = AbortSignal.timeout(timeoutMilliseconds);
			try {
				await Promise.race([check(signal), rejectWhenAborted(signal)]);
				return [name, "ok"];
			} catch (error) {
				console.error(`The readiness check "${name}" failed:`, error);
				return [name, "failed"];
			}
		}),
	);
	const ready = results.every(([, result]) => result === "ok");
	return { code: ready ? 200 : 503, body: { status: ready ? "ok" : "unavailable", checks: Object.fromEntries(results) } };
}

function rejectWhenAborted(signal /*: AbortSignal */) /*: Promise<never> */ {
	return new Promise((_resolve, reject) => {
		signal.addEventListener("abort", () => reject(signal.reason), { once: true });
	});
}
