/** A rule file such as teams have: groups of ten rules, alerts with annotations and templates, several scalar styles. */
export function generateRules(lines: number): string {
	const parts = ["groups:"];
	let count = 1;
	for (let group = 0; count < lines; group += 1) {
		const written = generateGroup(group);
		parts.push(written);
		count += written.split("\n").length;
	}
	return `${parts.join("\n")}\n`;
}

function generateGroup(group: number): string {
	const rules = Array.from({ length: 10 }, (_, index) =>
		index % 3 === 0 ? recordingRule(group, index) : alertingRule(group, index),
	);
	return [`  - name: service_${group}.rules`, "    interval: 30s", "    rules:", ...rules].join("\n");
}

function recordingRule(group: number, index: number): string {
	const service = `service_${group}`;
	return `      - record: ${service}:http_requests:rate${index}m
        expr: sum by (job, code) (rate(http_requests_total{service="${service}", route!~"/(health|ready)"}[${index + 1}m]))
        labels:
          team: team_${group % 7}`;
}

function alertingRule(group: number, index: number): string {
	return `      # Pages when the share of failed requests of one route stays high.
      - alert: Service${group}ErrorRatio${index}
        expr: |
          (
            sum by (route) (rate(http_requests_total{service="service_${group}", code=~"5.."}[${index + 1}m]))
            /
            sum by (route) (rate(http_requests_total{service="service_${group}"}[${index + 1}m]))
          ) > 0.0${index}
          and on (route) service_${group}:traffic:rate5m > 1
        for: ${index}m
        labels:
          severity: ${index % 2 === 0 ? "critical" : "warning"}
        annotations:
          summary: "Route {{ $labels.route }} fails {{ $value | humanizePercentage }} of its requests"
          description: >-
            Of the requests to {{ $labels.route }} of service ${group} {{ printf "%.2f" $value }}
            failed during the last ${index + 1} minutes.
          runbook_url: https://runbooks.example/service-${group}/errors`;
}
