/** Adds `items` to the end of `target`, one by one: a file may hold more of them than a call can have arguments. */
export function append<T>(target: T[], items: Iterable<T>): void {
	for (const item of items) target.push(item);
}
