import { formatPromql } from "../../promql/format/format.ts";
import { isClassicMetricName } from "../../promql/names.ts";
import { checkExpression, findExpression } from "../alert/ownAlert.ts";
import { makeSlug } from "../quoting/slug.ts";
import { entryChoices } from "../ruleLibrary/entryChoices.ts";
import { fillRecording } from "../ruleLibrary/fillEntry.ts";
import { findRecordingEntry, RECORDING_GROUPS } from "../ruleLibrary/library.ts";
import { findLiveDefaults } from "../ruleLibrary/liveDefaults.ts";
import type { RecordingEntry } from "../ruleLibrary/ruleEntry.ts";
import { chooseScope } from "../ruleLibrary/scopeChoices.ts";
import { readSettings, writeSettings } from "../ruleLibrary/settingsAnswer.ts";
import { checkRuleFile, folderPrefix, suggestForm, suggestRuleFile } from "../ruleLibrary/targetFile.ts";
import { findTargetResource } from "../ruleLibrary/targetResource.ts";
import { pathFrom } from "../ruleTest/assembleRuleTest.ts";
import { generateRuleTests } from "../ruleTest/generateRuleTest.ts";
import { writeRuleTest } from "../ruleTest/writeRuleTest.ts";
import { type Answers, type ScaffoldFile, splitAnswer } from "../scaffold.ts";
import type { ScaffoldContext } from "../scaffoldContext.ts";
import { type Composition, Refusal, type ScaffoldLogic } from "../scaffoldLogic.ts";
import { parseMatchers } from "../slo/matchers.ts";
import { checkNamespace, parseResourceLabels } from "../slo/prometheusRuleMetadata.ts";
import { foreseeRecordings } from "./foreseeRecordings.ts";
import { suggestRecord } from "./suggestRecord.ts";

/** "Add Recording Rule": rules of the library, or one that records an expression of the user's own. */
export const recordingScaffold: ScaffoldLogic = {
	id: "recordingRule",
	choices: { entries: entryChoices(RECORDING_GROUPS), scopes: chooseScope },
	validate: {
		recordings: (value) => checkEntries(value),
		expression: (value) => checkExpression(value),
		record: (value) =>
			isClassicMetricName(value)
				? undefined
				: `"${value}" cannot be the name of a metric: letters, digits, "_" and ":" only, no digit first.`,
		scope: (value) => {
			const result = parseMatchers(value);
			return result.kind === "invalid" ? result.message : undefined;
		},
		settings: (value, answers) => {
			const result = readSettings(value, readEntries(answers));
			return result.kind === "invalid" ? result.message : undefined;
		},
		file: (value) => checkRuleFile(value),
		namespace: (value) => checkNamespace(value),
		resourceLabels: (value) => {
			const result = parseResourceLabels(value);
			return result.kind === "invalid" ? result.message : undefined;
		},
	},
	suggest: {
		source: (_answers, context) => (findExpression(context) === undefined ? undefined : "expression"),
		expression: (_answers, context) => findExpression(context),
		record: (answers) => suggestRecord(answers["expression"] ?? ""),
		settings: async (answers, context) => {
			const entries = readEntries(answers);
			return writeSettings(entries, await findLiveDefaults(entries, context));
		},
		file: (answers, context) => suggestRuleFile(context, nameOfFile(answers), "recordings"),
		output: suggestForm,
	},
	compose: composeRecordings,
	foresee: async (answers, context, signal) =>
		foreseeRecordings(await readRecordings(answers, context), context, signal),
};

export interface AskedRecording {
	readonly record: string;
	readonly expression: string;
	readonly group: string;
}

function readEntries(answers: Answers): readonly RecordingEntry[] {
	return splitAnswer(answers["recordings"]).flatMap((id) => findRecordingEntry(id) ?? []);
}

async function readRecordings(answers: Answers, context: ScaffoldContext): Promise<readonly AskedRecording[]> {
	if (answers["source"] === "expression") {
		return [{ record: answers["record"] ?? "", expression: answers["expression"] ?? "", group: "recorded" }];
	}
	const entries = readEntries(answers);
	const settings = readSettings(answers["settings"] ?? "", entries);
	const matchers = parseMatchers(answers["scope"] ?? "");
	const found = await findLiveDefaults(entries, context);
	return entries.map((entry) => {
		const own = settings.kind === "settings" ? settings.byEntry.get(entry.id) : undefined;
		const given = { ...found.get(entry.id), ...own };
		const filled = fillRecording(entry, given, matchers.kind === "matchers" ? matchers.matchers : []);
		const group = RECORDING_GROUPS.find(({ entries: all }) => all.includes(entry))?.name ?? "recorded";
		return { record: filled.record, expression: filled.expression, group };
	});
}

async function composeRecordings(answers: Answers, context: ScaffoldContext): Promise<Composition> {
	const recordings = await readRecordings(answers, context);
	if (recordings.length === 0) throw new Refusal("recordings", "Choose at least one rule.");
	const twice = recordings.find(
		({ record }, index) => recordings.findIndex((each) => each.record === record) !== index,
	);
	if (twice !== undefined) throw new Refusal("recordings", `Two of the rules would record ${twice.record}.`);
	const file = answers["file"] ?? "";
	const isResource = answers["output"] === "prometheusRule";
	const wantsTest = splitAnswer(answers["extras"]).includes("test");
	const tests = wantsTest && !isResource ? await writeTests(recordings, file) : { files: [], notes: [] };
	const load = isResource
		? `Apply ${file}; its labels have to match the ruleSelector of your Prometheus resource.`
		: `Let rule_files in prometheus.yml include ${file}, then reload Prometheus.`;
	return {
		view: {
			groups: [...new Set(recordings.map(({ group }) => group))].map((name) => ({
				name,
				rules: recordings.filter(({ group }) => group === name),
			})),
			file,
			...(await findTargetResource(
				answers,
				recordings.map(({ group }) => group),
				makeSlug((file.split("/").at(-1) ?? "recordings").replace(/(?:\.\w+)+$/, "")),
				context,
			)),
		},
		notes: [...tests.notes, load],
		files: tests.files,
	};
}

async function writeTests(recordings: readonly AskedRecording[], file: string) {
	const folder = file.split("/").slice(0, -1).join("/");
	const files: ScaffoldFile[] = [];
	const notes: string[] = [];
	for (const { record, expression, group } of recordings) {
		// A test takes a moment to be worked out; key strokes come in between.
		await new Promise((resolve) => setTimeout(resolve, 0));
		const path = `${folderPrefix(folder)}tests/${makeSlug(record, 80)}.test.yaml`;
		const rule = {
			kind: "record" as const,
			name: record,
			expression: formatPromql(expression, { flush: true }) ?? expression,
			labels: {},
			annotations: {},
			forSeconds: 0,
			keepFiringForSeconds: 0,
		};
		const { tests, missing } = generateRuleTests(rule, [{ path: file, groups: [{ name: group, rules: [rule] }] }]);
		notes.push(...missing.map((reason) => `${record}: ${reason}`));
		if (tests.length === 0) continue;
		const ruleFiles = [pathFrom(path, file)];
		const content = writeRuleTest({ ruleFiles, evaluationSeconds: 60, groupOrder: [], tests });
		files.push({ path, content, description: `Test of ${record}` });
	}
	return { files, notes };
}

function checkEntries(value: string): string | undefined {
	const ids = splitAnswer(value);
	if (ids.length === 0) return "Choose at least one rule.";
	const stranger = ids.find((id) => findRecordingEntry(id) === undefined);
	return stranger === undefined ? undefined : `The library has no recording rule "${stranger}".`;
}

function nameOfFile(answers: Answers): string {
	const entries = readEntries(answers);
	const groups = RECORDING_GROUPS.filter((group) => group.entries.some((entry) => entries.includes(entry)));
	const [first] = groups;
	return groups.length === 1 && first !== undefined ? first.name : "recordings";
}
