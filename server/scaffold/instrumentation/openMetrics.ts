/** What to keep in mind where the application's own port serves the metrics. */
export function openMetrics(path: string): string {
	return `Whoever reaches the application reaches ${path} too. Where that is the whole world, keep the path back at the proxy, or give the metrics a port of their own.`;
}
