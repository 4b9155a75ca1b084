import { expect, test } from "vitest";
import { readCursor } from "../../support/cursor.ts";
import { createFakePrometheus } from "../../support/fakePrometheus.ts";
import { createDocument, createTestService, never } from "../../support/testService.ts";

const world = createFakePrometheus({
	series: [
		{ labels: { __name__: "up", job: "api", instance: "i", zone: "z" } },
		{ labels: { __name__: "owner", job: "api", team: "web" } },
		{ labels: { __name__: "lat_bucket", job: "api", le: "1" } },
		{ labels: { __name__: "job:up:sum", job: "api" } },
	],
});

/** A file with `expression` as an alert's, beside a rule that records `job:up:sum` and one that is in no server. */
function writeFile(expression: string): string {
	return [
		"groups:",
		"  - name: g",
		"    rules:",
		"      - record: job:up:sum",
		"        expr: sum by (job) (up)",
		"      - record: job:down:sum",
		"        expr: sum by (job, zone) (up == 0)",
		"        labels: { team: infra }",
		"      - alert: Down",
		"        expr: |",
		`          ${expression}`,
		"",
	].join("\n");
}

async function labelsOffered(expression: string, connected = true): Promise<string> {
	const { text, offset } = readCursor(writeFile(expression));
	const service = createTestService(connected ? world : undefined);
	await service.knowledge?.warm();
	const { items } = await service.complete(createDocument(text), offset, never);
	expect(service.logged).toEqual([]);
	return [...items]
		.sort((a, b) => (a.sortText ?? "").localeCompare(b.sortText ?? ""))
		.map(({ label }) => label)
		.join(" ");
}

test.each([
	["sum by (<|>) (up)", "instance job zone __name__"],
	["sum by (<|>) (rate(up[5m]))", "instance job zone"],
	["sum by (<|>) (sum by (job, zone) (up))", "job zone"],
	["sum by (job, <|>) (sum by (job, zone) (up))", "zone"],
	["sum by (z<|>) (sum without (job) (up))", "instance zone"],
	["sum(sum by (job) (up)) by (<|>)", "job"],
	["sum without (<|>) (sum by (job, zone) (up))", "job zone"],
	['sum by (<|>) (up{zone="", job="api"})', "job __name__"],
	['sum by (<|>) (label_replace(up, "host", "$1", "instance", "(.*):.*"))', "host instance job zone __name__"],
	['count by (<|>) (count_values("version", up))', "version"],
	["histogram_quantile(0.9, sum by (<|>) (rate(lat_bucket[5m])))", "job le"],
	["max by (<|>) (histogram_quantile(0.9, lat_bucket))", "job"],
	["sum by (job) (up) / on (<|>) sum by (job, zone) (up)", "job"],
	["sum by (job) (up) / ignoring (<|>) sum by (job, zone) (up)", "job zone"],
	["sum by (job) (up) * on (job) group_left (<|>) owner", "team __name__"],
	["owner * on (job) group_right (<|>) sum by (job) (up)", "team __name__"],
	["sum by (job, zone) (up) * on (job) group_left (<|>) sum by (job, team) (owner)", "team"],
	["sum by (<|>", "instance job le team zone __name__"],
	["sum by (job) (up) / on (<|>", "job"],
	["sum by (job) (up) / on (<|>) ", "job"],
	["sum(sum by (job) (up)) by (<|>", "job"],
	["(sum by (job) (up) * on (job) group_left (<|>) owner", "team __name__"],
	// What the server has of a recorded metric counts for more than the rules of this file.
	["sum by (<|>) (job:up:sum)", "job __name__"],
])("%s", async (expression, labels) => {
	expect(await labelsOffered(expression)).toBe(labels);
});

test.each([
	["sum by (<|>) (job:down:sum)", "job team zone __name__"],
	["sum by (<|>) (abs(job:down:sum))", "job team zone"],
])("without a server the rules of the file tell: %s", async (expression, labels) => {
	expect(await labelsOffered(expression, false)).toBe(labels);
});
