import { describe, expect, test } from "vitest";
import { applyEdits } from "../../../server/text/textEdit.ts";
import { readCursor } from "../../support/cursor.ts";
import { createTestService, never } from "../../support/testService.ts";

const configuration = (line: string): string => `route:
  receiver: team
  group_by: [alertname, zone]
  routes:
    - receiver: team
      matchers: [severity=~"critical|page", team="db", zone!="eu-1"]
    - receiver: team
${line.replace(/^/gm, "      ")}
receivers:
  - name: team
`;

async function itemsIn(marked: string) {
	const service = createTestService();
	const { text, offset } = readCursor(configuration(marked));
	const document = { uri: "file:///alertmanager.yml", languageId: "yaml", version: 1, text };
	const { items } = await service.complete(document, offset, never);
	expect(service.logged).toEqual([]);
	return { text, items, labels: items.map(({ label }) => label) };
}

async function accept(marked: string, label: string): Promise<string> {
	const { text, items, labels } = await itemsIn(marked);
	const edit = items.find((item) => item.label === label)?.edit;
	if (edit === undefined) throw new Error(`${label} is not offered, but ${labels.join()}.`);
	return applyEdits(text, [edit]);
}

describe("in a list between brackets", () => {
	test.each([
		["group_by: [<|>]", "zone", "group_by: [zone]"],
		["group_by: [alertname, <|>]", "zone", "group_by: [alertname, zone]"],
		["group_by: [alertname,<|>]", "zone", "group_by: [alertname,zone]"],
		["group_by: [alertname, z<|>, job]", "zone", "group_by: [alertname, zone, job]"],
		["group_by: ['z<|>']", "zone", "group_by: ['zone']"],
		['group_by: ["<|>", job]', "zone", 'group_by: ["zone", job]'],
		["group_by: [a<|>", "alertname", "group_by: [alertname"],
		["matchers: [<|>]", "severity", "matchers: [severity]"],
		["matchers: [sev<|>]", "severity", "matchers: [severity]"],
		["matchers: [severity<|>]", "=~", "matchers: [severity=~]"],
		["matchers: [severity=<|>]", "critical", "matchers: [severity=critical]"],
		['matchers: [severity="<|>"]', "page", 'matchers: [severity="page"]'],
		['matchers: [severity=~"cr<|>"]', "critical", 'matchers: [severity=~"critical"]'],
		['matchers: [severity="page", te<|>]', "team", 'matchers: [severity="page", team]'],
		["matchers: ['zone!=\"<|>\"']", "eu-1", "matchers: ['zone!=\"eu-1\"']"],
		["matchers:\n  - team=<|>", "db", "matchers:\n  - team=db"],
		['matchers:\n  - team="<|>"', "db", 'matchers:\n  - team="db"'],
		["matchers:\n  - te<|>", "team", "matchers:\n  - team"],
	])("%s, choose %s", async (marked, label, expected) => {
		expect(await accept(marked, label)).toBe(configuration(expected));
	});

	test.each([
		["group_by: [alertname, <|>]", "alertname"],
		["group_by: [<|>, zone]", "zone"],
		["group_by: [alertname]<|>", "zone"],
		["group_by: <|>[alertname]", "zone"],
		['matchers: [team="<|>"]', "critical"],
		['matchers: [severity="page"<|>]', "team"],
	])("%s does not offer %s", async (marked, label) => {
		const { labels } = await itemsIn(marked);
		expect(labels).not.toContain(label);
	});

	test("nothing is offered twice", async () => {
		for (const marked of ["group_by: [<|>]", "matchers: [<|>]", "matchers: [severity<|>]", "<|>"]) {
			const { labels } = await itemsIn(marked);
			expect(labels.length).toBeGreaterThan(0);
			expect(new Set(labels).size).toBe(labels.length);
		}
	});
});
