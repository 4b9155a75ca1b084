import type { ScaffoldCase } from "../scaffoldCase.ts";

const sloth = `version: prometheus/v1
service: shop
slos:
  - name: availability
    objective: 99.9
    sli:
      events:
        error_query: sum(rate(http_requests_total{job="shop",code=~"5.."}[{{.window}}]))
        total_query: sum(rate(http_requests_total{job="shop"}[{{.window}}]))
    alerting:
      name: ShopErrors
  - name: satisfaction
    objective: 95
    sli:
      raw:
        error_ratio_query: 1 - sum(sum_over_time(satisfaction_ratio[{{.window}}])) / sum(count_over_time(satisfaction_ratio[{{.window}}]))
    alerting:
      name: ShopSatisfaction
`;

const resource = `apiVersion: sloth.slok.dev/v1
kind: PrometheusServiceLevel
metadata:
  name: shop
spec:
  service: shop
  slos:
    - name: latency
      objective: 99
      sli:
        events:
          errorQuery: sum(rate(http_request_duration_seconds_count{job="shop"}[{{.window}}])) - sum(rate(http_request_duration_seconds_bucket{job="shop",le="0.5"}[{{.window}}]))
          totalQuery: sum(rate(http_request_duration_seconds_count{job="shop"}[{{.window}}]))
      alerting:
        name: ShopLatency
`;

const pyrra = `apiVersion: pyrra.dev/v1alpha1
kind: ServiceLevelObjective
metadata:
  name: shop-errors
spec:
  target: "99.5"
  window: 2w
  indicator:
    ratio:
      errors:
        metric: http_requests_total{job="shop",code=~"5.."}
      total:
        metric: http_requests_total{job="shop"}
      grouping:
        - handler
`;

const openSlo = `apiVersion: openslo/v1
kind: SLO
metadata:
  name: shop-lag
spec:
  service: shop
  indicatorRef: lag
  timeWindow:
    - duration: 28d
      isRolling: true
  budgetingMethod: Occurrences
  objectives:
    - op: lte
      value: 60
      target: 0.99
---
apiVersion: openslo/v1
kind: SLI
metadata:
  name: lag
spec:
  thresholdMetric:
    metricSource:
      type: Prometheus
      spec:
        query: max(queue_lag_seconds{job="shop"})
`;

const specs = { sloth, resource, pyrra, openSlo };

/** Each tool's form into rules, and one of them into every other form. */
export const sloConversionCases: readonly ScaffoldCase[] = [
	...Object.entries(specs).map(
		([name, text]): ScaffoldCase => ({
			id: "sloConversion",
			title: `${name} into a rule file`,
			answers: { specFile: `specs/${name}.yaml`, folder: "converted" },
			scene: { files: { [`specs/${name}.yaml`]: text } },
		}),
	),
	...["prometheusRule", "slothResource", "pyrra", "openSlo"].map(
		(output): ScaffoldCase => ({
			id: "sloConversion",
			title: `one of Sloth's into ${output}`,
			answers: { specFile: "specs/sloth.yaml", specSlos: "shop/availability", slothPeriod: "28d", output },
			scene: { files: { "specs/sloth.yaml": sloth } },
		}),
	),
];
