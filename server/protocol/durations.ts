/** Durations as Prometheus reads and writes them, for forms that take some. */
export { parseDuration, printDuration } from "../promql/duration.ts";
