import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, it } from "vitest";
import { createDocumentParser } from "../../server/documents/registry.ts";

const dashboard = JSON.stringify({
	title: "Requests",
	schemaVersion: 39,
	panels: [{ type: "timeseries", targets: [{ refId: "A", expr: "up" }] }],
});

/** What was read of each version but the last must go, lest a day of typing in a large ConfigMap fills the memory. */
it("lets go of older versions of a file that holds others", async () => {
	const parser = createDocumentParser();
	const old: WeakRef<object>[] = [];
	for (let version = 1; version <= 4; version++) {
		const text = `apiVersion: v1\nkind: ConfigMap\ndata:\n  a.json: '${dashboard.replace("up", `up${version}`)}'\n`;
		const model = parser.parse({ uri: "file:///a.yaml", languageId: "yaml", version, text });
		expect(model?.regions.map((region) => region.text)).toEqual([`up${version}`]);
		for (const region of model?.regions ?? []) old.push(new WeakRef(region));
	}
	setFlagsFromString("--expose-gc");
	// A weak reference holds until the work that made it is done.
	await new Promise(setImmediate);
	runInNewContext("gc")();
	expect(old.map((region) => region.deref() !== undefined)).toEqual([false, false, false, true]);
	expect(parser).toBeDefined();
});
