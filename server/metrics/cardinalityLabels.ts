/** Labels that have a value for everybody or for every request. */
export const unboundedLabels: readonly string[] = [
	"user_id",
	"user_email",
	"email",
	"session_id",
	"trace_id",
	"span_id",
	"request_id",
	"correlation_id",
	"client_ip",
	"remote_ip",
	"remote_addr",
	"source_ip",
	"user_agent",
	"referer",
];

/** Upper and lower case and underscores make no difference. */
export function keyOfLabel(label: string): string {
	return label.replaceAll("_", "").toLowerCase();
}
