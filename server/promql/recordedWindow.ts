import { parseDuration } from "./duration.ts";

/** The window that a recorded series' name ends with: of `job:errors:rate5m` 300 seconds, written at the offsets. */
export interface NamedWindow {
	readonly seconds: number;
	readonly start: number;
	readonly end: number;
}

/** Source: prometheus.io/docs/practices/rules, "Naming": the operations stand behind the last colon, the newest first. */
export function recordedWindow(name: string): NamedWindow | undefined {
	const operations = name.slice(name.lastIndexOf(":") + 1);
	if (operations === name) return undefined;
	const window = /(?:^|[a-z]|_)(\d+(?:ms|[smhdw]))$/.exec(operations)?.[1];
	const seconds = window === undefined ? undefined : parseDuration(window);
	if (window === undefined || seconds === undefined || seconds === 0) return undefined;
	return { seconds, start: name.length - window.length, end: name.length };
}
