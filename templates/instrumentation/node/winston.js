import { isSpanContextValid, trace } from "@opentelemetry/api";
import winston from "winston";

/** The trace in which a line is written, where there is one. */
const addTrace = winston.format((line) => {
	const context = trace.getActiveSpan()?.spanContext();
	if (context === undefined || !isSpanContextValid(context)) return line;
	return Object.assign(line, { trace_id: context.traceId, span_id: context.spanId });
});

/**
 * Logs a JSON object a line, with the trace in which it was written. Log what happened and to what (ids), not who somebody
 * is: no passwords, tokens, cookies, e-mail addresses or bodies of requests.
 */
export const logger = winston.createLogger({
	level: process.env["LOG_LEVEL"] ?? "info",
	format: winston.format.combine(
		winston.format.timestamp(),
		winston.format.errors({ stack: true }),
		addTrace(),
		winston.format.json(),
	),
	transports: [new winston.transports.Console()],
});
