import { isSpanContextValid, logs, SeverityNumber, trace } from "@opentelemetry/api";
import winston from "winston";

/** The trace in which a line is written, where there is one. */
const addTrace = winston.format((line) => {
	const context = trace.getActiveSpan()?.spanContext();
	if (context === undefined || !isSpanContextValid(context)) return line;
	return Object.assign(line, { trace_id: context.traceId, span_id: context.spanId });
});

const severities = new Map/*~ <unknown, SeverityNumber> */([
	["error", SeverityNumber.ERROR],
	["warn", SeverityNumber.WARN],
	["info", SeverityNumber.INFO],
	["debug", SeverityNumber.DEBUG],
]);

/** Gives every line to OpenTelemetry too, which drops it where no SDK was loaded. */
class OpenTelemetryTransport extends winston.Transport {
	/*~override */ log(line /*: Record<string, unknown> */, done /*: () => void */) {
		const { level, message, timestamp: _timestamp, trace_id: _trace, span_id: _span, ...rest } = line;
		logs.getLogger("winston").emit({
			severityNumber: severities.get(level) ?? SeverityNumber.TRACE,
			severityText: String(level),
			body: String(message),
			attributes: Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, String(value)])),
		});
		done();
	}
}

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
	transports: [new winston.transports.Console(), new OpenTelemetryTransport()],
});
