/**
 * Waits for `promise`, but no longer than `milliseconds` and not past `signal`. Answers whether it was fulfilled in time;
 * a rejection counts as not.
 */
export function waitAtMost(promise: Promise<unknown>, milliseconds: number, signal: AbortSignal): Promise<boolean> {
	if (signal.aborted) return Promise.resolve(false);
	return new Promise((resolve) => {
		const finish = (inTime: boolean): void => {
			clearTimeout(timer);
			signal.removeEventListener("abort", giveUp);
			resolve(inTime);
		};
		const giveUp = (): void => finish(false);
		const timer = setTimeout(giveUp, milliseconds);
		signal.addEventListener("abort", giveUp, { once: true });
		promise.then(() => finish(true), giveUp);
	});
}
