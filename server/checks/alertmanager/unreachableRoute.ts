import { RegularExpressions } from "../../promql/regularExpressions.ts";
import { shorten } from "../../promql/shorten.ts";
import { defineCheck } from "../check.ts";
import { findContradiction, implyAll, printMatcher } from "./matcherSets.ts";
import { listRoutes } from "./routes.ts";

export default defineCheck({
	id: "alertmanager/unreachable-route",
	title: "Route that no alert reaches",
	severity: "warning",
	why: "Alertmanager offers an alert to the routes in the order of the file, and stops at the first one that fits unless that has `continue: true`. A route whose matchers contradict those around it, or that stands behind one that takes all of its alerts, never notifies anybody, and nobody is told so.",
	fix: "Put the narrower route before the wider one, give the wider one `continue: true`, or correct the matcher.",
	differences: "Reported where it is certain: regular expressions are compared as far as they list plain texts.",
	examples: [
		{
			title: "Behind a route that takes everything",
			file: "alertmanager.yml",
			bad: `route:
  receiver: mail
  routes:
    - matchers: [severity=~"critical|page"]
      receiver: pager
    - matchers: [severity="critical", team="db"]
                 ^^^^^^^^^^^^^^^^^^^
      receiver: database
receivers:
  - name: mail
  - name: pager
  - name: database
`,
			good: `route:
  receiver: mail
  routes:
    - matchers: [severity="critical", team="db"]
      receiver: database
    - matchers: [severity=~"critical|page"]
      receiver: pager
receivers:
  - name: mail
  - name: pager
  - name: database
`,
		},
		{
			title: "Against the route above",
			file: "alertmanager.yml",
			bad: `route:
  receiver: mail
  routes:
    - matchers: [team="db"]
      receiver: database
      routes:
        - matchers: [team="web"]
                     ^^^^^^^^^^
          receiver: mail
receivers:
  - name: mail
  - name: database
`,
			good: `route:
  receiver: mail
  routes:
    - matchers: [team="db"]
      receiver: database
    - matchers: [team="web"]
      receiver: mail
receivers:
  - name: mail
  - name: database
`,
		},
	],
	visit: {
		alertmanager(config, { report }) {
			if (!config.whole) return;
			const expressions = new RegularExpressions();
			const lost = new Set<object>();
			for (const { route, parents, earlier } of listRoutes(config)) {
				// What is in a route that is not reached is not reached for that reason.
				const parent = parents.at(-1);
				if (parent === undefined) continue;
				if (lost.has(parent)) {
					lost.add(route);
					continue;
				}
				const matchers = [...parents.flatMap((one) => one.matchers), ...route.matchers];
				const clash = findContradiction(matchers, expressions);
				if (clash !== undefined) {
					const [matcher, other] = clash;
					lost.add(route);
					report({
						at: matcher.span,
						message: `No alert comes here: ${shorten(printMatcher(matcher))} contradicts ${shorten(printMatcher(other))}, which ${route.matchers.includes(other) ? "must be fulfilled too" : "a route above asks for"}. Correct one of them, or move the route.`,
						related: [{ at: other.span, message: "The other matcher is here." }],
					});
					continue;
				}
				const taking = earlier.find(
					(one) => !one.continues && !lost.has(one) && implyAll(matchers, one.matchers, expressions),
				);
				if (taking === undefined) continue;
				lost.add(route);
				const receiver = taking.receiver === undefined ? "" : ` to ${shorten(taking.receiver.value)}`;
				const told = taking.matchers.map(printMatcher).join(", ");
				const takes =
					told === "" ? "takes every alert, as it has no matchers" : `takes all of its alerts by ${shorten(told)}`;
				report({
					at: route.matchers[0]?.span ?? route.receiver?.span ?? route.span,
					message: `No alert comes here: the earlier route${receiver} ${takes}, and does not continue. Move this route before it, or set continue: true there.`,
					related: [
						{
							at: taking.matchers[0]?.span ?? taking.receiver?.span ?? taking.span,
							message: "The earlier route is here.",
						},
					],
				});
			}
		},
	},
});
