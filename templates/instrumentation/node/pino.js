import { isSpanContextValid, trace } from "@opentelemetry/api";
import { pino } from "pino";

/**
 * Logs a JSON object a line, with the trace in which it was written. Log what happened and to what (ids), not who somebody
 * is: no passwords, tokens, cookies, e-mail addresses or bodies of requests.
 */
export const logger = pino({
	level: process.env["LOG_LEVEL"] ?? "info",
	timestamp: pino.stdTimeFunctions.isoTime,
	formatters: { level: (label) => ({ level: label }) },
	redact: ["req.headers.authorization", "req.headers.cookie", "password", "*.password", "token", "*.token"],
	mixin() {
		const context = trace.getActiveSpan()?.spanContext();
		if (context === undefined || !isSpanContextValid(context)) return {};
		return { trace_id: context.traceId, span_id: context.spanId, trace_flags: `0${context.traceFlags.toString(16)}` };
	},
});
