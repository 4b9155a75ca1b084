/** A dashboard as Grafana exports it, of at least `bytes` characters: panels of several types with queries and variables. */
export function generateDashboard(bytes: number): string {
	const panels: object[] = [];
	let size = 0;
	while (size < bytes) {
		const panel = generatePanel(panels.length);
		panels.push(panel);
		// What `JSON.stringify` indents a panel by, which stands two levels deep.
		const written = JSON.stringify(panel, undefined, 2);
		size += written.length + 4 * written.split("\n").length;
	}
	return JSON.stringify(
		{
			annotations: { list: [] },
			editable: true,
			graphTooltip: 1,
			panels,
			refresh: "1m",
			schemaVersion: 39,
			tags: ["generated"],
			templating: { list: [generateVariable("job", "label_values(up, job)"), generateInstance()] },
			time: { from: "now-6h", to: "now" },
			timepicker: {},
			title: "Services",
			uid: "bench-services",
		},
		undefined,
		2,
	);
}

function generatePanel(index: number): object {
	const requests = `http_requests_total{job=~"$job", instance=~"$instance", service="service_${index}"}`;
	const failed = requests.replace("}", ', code=~"5.."}');
	const expressions = [
		`sum by (route) (rate(${requests}[$__rate_interval]))`,
		`sum(rate(${failed}[$__rate_interval])) / sum(rate(${requests}[$__rate_interval]))`,
		`histogram_quantile(0.${index % 9}5, sum by (le) (rate(http_request_duration_seconds_bucket{job=~"$job"}[$__rate_interval])))`,
	];
	return {
		datasource: { type: "prometheus", uid: "prometheus" },
		description: `Requests to service ${index}, by route, and how many of them fail.`,
		fieldConfig: {
			defaults: {
				color: { mode: "palette-classic" },
				custom: { axisPlacement: "auto", drawStyle: "line", fillOpacity: 10, lineWidth: 1, spanNulls: false },
				mappings: [],
				thresholds: { mode: "absolute", steps: [{ color: "green", value: null }] },
				unit: "reqps",
			},
			overrides: [],
		},
		gridPos: { h: 8, w: 12, x: (index % 2) * 12, y: Math.floor(index / 2) * 8 },
		id: index + 1,
		options: { legend: { displayMode: "list", placement: "bottom" }, tooltip: { mode: "multi", sort: "desc" } },
		targets: expressions.map((expr, target) => ({
			datasource: { type: "prometheus", uid: "prometheus" },
			editorMode: "code",
			expr,
			legendFormat: "{{route}}",
			range: true,
			refId: "ABC"[target],
		})),
		title: `Requests to service ${index}`,
		type: "timeseries",
	};
}

function generateInstance(): object {
	return generateVariable("instance", 'label_values(up{job=~"$job"}, instance)');
}

function generateVariable(name: string, query: string): object {
	return {
		datasource: { type: "prometheus", uid: "prometheus" },
		definition: query,
		includeAll: true,
		multi: true,
		name,
		query: { query, refId: "StandardVariableQuery" },
		refresh: 2,
		type: "query",
	};
}
