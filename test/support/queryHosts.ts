import type { Host } from "./host.ts";

const rows: readonly (readonly [name: string, before: string, after: string])[] = [
	[
		"unit test",
		"rule_files: []\ntests:\n  - promql_expr_test:\n      - eval_time: 5m\n        expr: ",
		"        exp_samples: []\n",
	],
	[
		"KEDA",
		"apiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nspec:\n  triggers:\n    - type: prometheus\n      metadata:\n        query: ",
		"        threshold: '1'\n",
	],
	[
		"Argo Rollouts",
		"apiVersion: argoproj.io/v1alpha1\nkind: AnalysisTemplate\nspec:\n  metrics:\n    - name: m\n      provider:\n        prometheus:\n          query: ",
		"",
	],
	[
		"Flagger",
		"apiVersion: flagger.app/v1beta1\nkind: MetricTemplate\nspec:\n  provider:\n    type: prometheus\n  query: ",
		"",
	],
	[
		"OpenSLO",
		"apiVersion: openslo/v1\nkind: SLI\nspec:\n  ratioMetric:\n    total:\n      metricSource:\n        type: Prometheus\n        spec:\n          query: ",
		"",
	],
];

/** Every kind of file whose queries are read by somebody else before Prometheus gets them. */
export const QUERY_HOSTS: readonly Host[] = rows.map(([name, before, after]) => {
	const lastLine = before.slice(before.lastIndexOf("\n") + 1);
	const indent = " ".repeat((/^ */.exec(lastLine)?.[0].length ?? 0) + 2);
	return {
		name,
		holds: () => true,
		wrap: (text) => `${before}|\n${indent}${text.replaceAll("\n", `\n${indent}`)}\n${after}`,
	};
});
