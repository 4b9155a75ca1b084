import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { CodeReader, languageOfPath } from "../../../server/code/codeReader.ts";
import type { MetricRegistration } from "../../../server/code/metricRegistration.ts";
import { installedGrammars } from "../../code/grammars.ts";

const folder = fileURLToPath(new URL("../../repository/code/", import.meta.url));

export interface SampleCode {
	readonly texts: ReadonlyMap<string, string>;
	readonly registrations: ReadonlyMap<string, readonly MetricRegistration[]>;
}

/** The source code of the sample repository, and what it registers, by path. */
export async function readSampleCode(): Promise<SampleCode> {
	const reader = new CodeReader(installedGrammars);
	const texts = new Map<string, string>();
	const registrations = new Map<string, readonly MetricRegistration[]>();
	for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
		const path = `${entry.parentPath}/${entry.name}`.slice(folder.length).replace(/^\//, "");
		const language = languageOfPath(path);
		if (!entry.isFile() || language === undefined) continue;
		const text = readFileSync(`${folder}${path}`, "utf8");
		texts.set(`code/${path}`, text);
		registrations.set(`code/${path}`, await reader.read(text, language));
	}
	await reader.dispose();
	return { texts, registrations };
}
