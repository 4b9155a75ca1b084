import { expect, onTestFinished, test } from "vitest";
import { explainSlo } from "../../server/protocol/sloExplanation.ts";
import { startLspClient } from "../support/lspClient.ts";

const uri = "file:///slo/api.yaml";

test("the SLO at the cursor is explained, and a place without one is none", async () => {
	const client = await startLspClient({});
	onTestFinished(async () => {
		await client.stop();
	});
	client.open(
		uri,
		"groups:\n  - name: api\n    rules:\n      - alert: Burns\n        expr: a:ratio_rate1h > 14.4 * 0.001 and a:ratio_rate5m > 14.4 * 0.001\n",
	);
	const ask = (at: string, line: number) =>
		client.connection.sendRequest(explainSlo.method, { uri: at, position: { line, character: 10 } });
	expect(await ask(uri, 3)).toMatchObject({
		title: "The burn-rate alerts of api",
		figures: [
			{ label: "Objective", value: "99.9 %" },
			{ label: "Error budget in time", value: "43 minutes 12 seconds in 30 days" },
			{ label: "Burns", value: "a total outage after 52 seconds" },
		],
		pictures: [{ kind: "lines" }],
	});
	expect(await ask("file:///nothing.yaml", 0)).toBeNull();
});
