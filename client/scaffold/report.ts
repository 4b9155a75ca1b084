import { commands, Selection, TextEditorRevealType, type Uri, window, workspace } from "vscode";
import { showInsight } from "../insightPanel.ts";
import { findHunks, normalizeText } from "./lineHunks.ts";
import type { PlannedFile } from "./plan.ts";
import { runRuleTest } from "./runRuleTest.ts";
import type { WriteOutcome } from "./writeFiles.ts";

interface ScaffoldReport {
	readonly title: string;
	readonly extension: Uri;
	readonly plan: readonly PlannedFile[];
	readonly written: readonly PlannedFile[];
	readonly notes: readonly string[];
}

/** Longer than this, notes are not all in the message, which the editor cuts. */
const mostNoteCharacters = 200;
const mostButtons = 3;

/** Opens what was made, and says what was written and what was not. */
export async function reportScaffold(
	outcome: Exclude<WriteOutcome, { readonly kind: "changed" }>,
	report: ScaffoldReport,
): Promise<void> {
	if (outcome.kind === "failed") {
		const rest = outcome.leftBehind.map((uri) => workspace.asRelativePath(uri)).join(", ");
		const state = rest === "" ? "Nothing was written." : `These could not be taken back: ${rest}.`;
		await window.showErrorMessage(`${outcome.reason} ${state}`);
		return;
	}
	const { title, extension, plan, written, notes } = report;
	// The template's first file is what it is for.
	const main = written.find(({ state }) => state === "new") ?? written[0] ?? plan[0];
	if (main !== undefined) await openFile(main);

	const unsaved = outcome.unsaved.map(
		({ path }) => `${path} had changes that are not saved, so what was added to it is not saved either.`,
	);
	const all = [...unsaved, ...notes];
	const buttons = new Map<string, () => unknown>();
	const test = written.find(({ path }) => /(?:^|[._-])tests?\.ya?ml$/.test(path));
	if (test !== undefined) buttons.set("Run Rule Test", () => runRuleTest(test.uri));
	const isLong = all.join(" ").length > mostNoteCharacters;
	if (isLong) {
		const insight = { title: "What to do next", figures: [], pictures: [], notes: [], paragraphs: [listLines(all)] };
		buttons.set("What to Do Next", () => showInsight(extension, title, insight));
	}
	const others = written.filter((file) => file !== main && file !== test);
	// Pages first: they are to be read.
	const ordered = [...others].sort(
		(one, other) => Number(other.path.endsWith(".md")) - Number(one.path.endsWith(".md")),
	);
	for (const { path, uri } of ordered.slice(0, mostButtons - buttons.size)) {
		buttons.set(`Open ${path.split("/").at(-1)}`, () => commands.executeCommand("vscode.open", uri));
	}
	const said = isLong ? unsaved : all;
	const answer = await window.showInformationMessage([describeWritten(written), ...said].join(" "), ...buttons.keys());
	if (answer !== undefined) await buttons.get(answer)?.();
}

function describeWritten(written: readonly PlannedFile[]): string {
	if (written.length === 0) return "Nothing was written.";
	const files = written.length === 1 ? "1 file" : `${written.length} files`;
	return `Wrote ${files}: ${written.map(({ path }) => path).join(", ")}.`;
}

function listLines(notes: readonly string[]): string {
	return notes.map((note) => `- ${note}`).join("\n");
}

/** Of an edit, where it begins is in sight. */
async function openFile({ uri, state, existing, content }: PlannedFile): Promise<void> {
	const editor = await window.showTextDocument(uri, { preview: false });
	const [hunk] = state === "edit" ? findHunks(normalizeText(existing), normalizeText(content)) : [];
	if (hunk === undefined) return;
	const line = Math.min(hunk.startLine + (hunk.startCharacter > 0 ? 1 : 0), editor.document.lineCount - 1);
	editor.selection = new Selection(line, 0, line, 0);
	editor.revealRange(editor.selection, TextEditorRevealType.InCenterIfOutsideViewport);
}
