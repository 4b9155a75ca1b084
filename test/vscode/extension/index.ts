import Mocha from "mocha";
import { suites } from "./suites.ts";

/** Run by VS Code inside its extension host: resolves where every test passes, rejects where one fails. */
export function run(): Promise<void> {
	const mocha = new Mocha({ ui: "bdd", timeout: 30_000, reporter: "spec", color: false });
	mocha.suite.emit("pre-require", globalThis, "", mocha);
	for (const define of suites) define();
	return new Promise((resolve, reject) => {
		mocha.run((failures) => (failures === 0 ? resolve() : reject(new Error(`${failures} tests failed.`))));
	});
}
