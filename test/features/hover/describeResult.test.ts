import { expect, test } from "vitest";
import { readCursor } from "../../support/cursor.ts";
import { createFakePrometheus } from "../../support/fakePrometheus.ts";
import { ALL_HOSTS } from "../../support/hosts.ts";
import { createDocument, createTestService } from "../../support/testService.ts";

const world = createFakePrometheus({
	metadata: {
		sent_bytes_total: { type: "counter", help: "Sent.", unit: "" },
		queue: { type: "gauge", help: "Waiting.", unit: "seconds" },
	},
	series: [{ labels: { __name__: "sent_bytes_total" } }],
});

async function resultTold(marked: string): Promise<string | undefined> {
	const { text, offset } = readCursor(marked);
	const service = createTestService(world);
	await service.knowledge?.warm();
	const hover = service.hover(createDocument(text), offset);
	expect(service.logged).toEqual([]);
	return /^Returns: .*$/m.exec(hover?.markdown ?? "")?.[0];
}

test.each([
	["su<|>m(waiting)", "Returns: instant vector · no labels"],
	["sum b<|>y (job) (up)", undefined],
	[
		"su<|>m by (job, zone) (waiting{job='api'})",
		'Returns: instant vector · labels `job="api"` (sure), `zone` (possible), no others',
	],
	["ra<|>te(sent_bytes_total[5m])", "Returns: instant vector · any labels · bytes per second"],
	["ra<|>te(queue_total[5m])", "Returns: instant vector · any labels · per second"],
	[
		"sum(ra<|>te(sent_bytes_total{job!=''}[5m]))",
		"Returns: instant vector · labels `job` (sure), others possible · bytes per second",
	],
	["waiting{zone=''} <|>> 1", "Returns: instant vector · any labels except `zone`"],
	["sum(up) / on () sum(up{job='a'}) <|>* 100", "Returns: instant vector · no labels · percent"],
	["vec<|>tor(time())", "Returns: instant vector · no labels · Unix timestamp in seconds"],
	["ti<|>me()", "Returns: scalar · Unix timestamp in seconds"],
	[
		"waiting{job='a'} <|>+ waiting{job='b'}",
		"Returns: instant vector · any labels except `job` · always empty, as its parts exclude each other",
	],
	["av<|>g(up)", "Returns: instant vector · no labels · ratio"],
	["u<|>p", undefined],
	["rate(<|>", undefined],
	["unknown_fun<|>ction(up)", undefined],
])("%s", async (expression, told) => {
	for (const { wrap, holds } of ALL_HOSTS) {
		if (holds(expression)) expect(await resultTold(wrap(expression))).toBe(told);
	}
});
