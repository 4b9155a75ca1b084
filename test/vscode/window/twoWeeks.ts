/** Seconds between two samples. */
const interval = 60;
const days = 14;

/**
 * Two weeks of a service that answers ten requests a second, of which few fail; twice it has an incident of an hour and more,
 * in which many do. Its requests are timed, too.
 */
export function inventTwoWeeks(): string {
	const now = Math.floor(Date.now() / 1000 / interval) * interval;
	const start = now - days * 86_400;
	const lines = ["# TYPE http_requests counter"];
	const isIncident = (time: number): boolean => {
		const age = now - time;
		return (age > 2 * 86_400 && age < 2 * 86_400 + 5400) || (age > 9 * 86_400 && age < 9 * 86_400 + 2400);
	};
	const totals = new Map([
		["200", 0],
		["500", 0],
	]);
	for (const [code, failing, fine] of [
		["200", 0.9, 0.9998],
		["500", 0.1, 0.0002],
	] as const) {
		for (let time = start; time <= now; time += interval) {
			const total = (totals.get(code) ?? 0) + 600 * (isIncident(time) ? failing : fine);
			totals.set(code, total);
			lines.push(`http_requests_total{code="${code}",instance="a:80",job="checkout"} ${total.toFixed(2)} ${time}`);
		}
	}
	return `${lines.join("\n")}\n# EOF\n`;
}
