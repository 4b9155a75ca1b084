import { deepEqual, equal, match, ok } from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import { ConfigurationTarget, commands, Uri, WorkspaceEdit, workspace } from "vscode";
import { SCAFFOLD_COMMANDS } from "../../../client/commands/scaffoldCommands.ts";
import { planFiles } from "../../../client/scaffold/plan.ts";
import type { ScaffoldOutcome } from "../../../client/scaffold/unattended.ts";
import { writeFiles } from "../../../client/scaffold/writeFiles.ts";
import { teamTemplate } from "../../support/teamTemplate.ts";
import { readFile, workspaceFolder, writeFile } from "./editing.ts";

const answers = { name: "disk", level: "high", pager: "ada", parts: "page, list", folder: "team" };

const run = (given: object): Thenable<ScaffoldOutcome> =>
	commands.executeCommand("observability.newFromTemplate", given);

const openFile = (path: string) => workspace.openTextDocument(Uri.joinPath(workspaceFolder(), path));

export function testScaffolds(): void {
	describe("New from Template, with its answers given", () => {
		before(async () => {
			for (const [path, content] of Object.entries(teamTemplate)) await writeFile(content, path);
			await writeFile("cpu\n", "list.txt");
		});
		after(async () => {
			for (const path of [".observability", "list.txt", "team"]) {
				await workspace.fs.delete(Uri.joinPath(workspaceFolder(), path), { recursive: true });
			}
		});

		it("makes what the team's own template says, and adds to a file that is there", async () => {
			deepEqual(await run({ scaffold: "team-check", answers }), { written: ["team/disk.md", "list.txt"], kept: [] });
			equal(await readFile("team/disk.md"), "# disk\n\nLevel: high\n");
			equal(await readFile("list.txt"), "cpu\ndisk\n");
		});

		it("makes of many choices those that are named", async () => {
			const { written } = await run({ scaffold: "team-check", answers: { ...answers, name: "net", parts: "copy" } });
			deepEqual(written, ["team/net-copy.md"]);
		});

		it("adds to what an editor has not saved, and leaves it unsaved", async () => {
			// A window in a browser saves by itself otherwise.
			const setting = workspace.getConfiguration("files");
			await setting.update("autoSave", "off", ConfigurationTarget.Workspace);
			const document = await openFile("list.txt");
			const edit = new WorkspaceEdit();
			edit.insert(document.uri, document.positionAt(0), "mine\n");
			await workspace.applyEdit(edit);
			// Of plain text the server hears nothing while somebody types.
			const outcome = await run({ scaffold: "team-check", answers: { ...answers, name: "fan", parts: "list" } });
			deepEqual(outcome, { written: ["list.txt"], kept: [] });
			equal(document.getText(), "mine\ncpu\ndisk\nfan\n");
			equal(document.isDirty, true);
			equal(await readFile("list.txt"), "cpu\ndisk\n");
			await document.save();
			await setting.update("autoSave", undefined, ConfigurationTarget.Workspace);
		});

		it("says which answer will not do, and which template there is not", async () => {
			const wrong = await run({ scaffold: "team-check", answers: { ...answers, level: "odd" } });
			match(wrong.failure ?? "", /level: "odd" is not one of/);
			match((await run({ scaffold: "nothing", answers: {} })).failure ?? "", /no scaffold "nothing"/);
			match((await run({ answers: {} })).failure ?? "", /Say which one/);
		});

		it("is what every command of the table does", async () => {
			const registered = await commands.getCommands(true);
			for (const { command } of SCAFFOLD_COMMANDS) ok(registered.includes(command), `${command} is not registered`);
			for (const { command, scaffold } of SCAFFOLD_COMMANDS) {
				if (scaffold === undefined) continue;
				const outcome = await commands.executeCommand<ScaffoldOutcome>(command, {
					answers: { odd: "odd" },
					folder: "file:///",
				});
				match(outcome.failure ?? "", /folder/i, command);
			}
		});
	});

	describe("an edit of a file", () => {
		const plan = (content: string, base: string, path = "edited.txt") =>
			planFiles(workspaceFolder(), [{ path, content, base, description: path }]);
		after(() => workspace.fs.delete(Uri.joinPath(workspaceFolder(), "edited.txt")));

		it("keeps the ends of lines, the byte order mark and what it does not change", async () => {
			await writeFile("\uFEFFa\r\nb\r\nc\r\n", "edited.txt");
			const planned = await plan("a\nb\nnew\nc\nlast\n", "a\nb\nc\n");
			equal(planned[0]?.state, "edit");
			deepEqual(await writeFiles(planned), { kind: "written", unsaved: [] });
			const bytes = await workspace.fs.readFile(Uri.joinPath(workspaceFolder(), "edited.txt"));
			deepEqual([...bytes.slice(0, 3)], [0xef, 0xbb, 0xbf]);
			equal(new TextDecoder().decode(bytes), "a\r\nb\r\nnew\r\nc\r\nlast\r\n");
		});

		it("is no edit where the file is not what it was made from", async () => {
			await writeFile("other\n", "edited.txt");
			equal((await plan("a\nb\n", "a\n"))[0]?.state, "stale");
			equal((await plan("a\nb\n", "a\n", "none.txt"))[0]?.state, "stale");
		});

		it("is not written where the file changed since it was shown", async () => {
			await writeFile("a\n", "edited.txt");
			const planned = await plan("a\nb\n", "a\n");
			await writeFile("a\nmine\n", "edited.txt");
			const outcome = await writeFiles(planned);
			equal(outcome.kind, "changed");
			equal(await readFile("edited.txt"), "a\nmine\n");
		});

		it("is not written where a new file came to be meanwhile", async () => {
			const planned = await planFiles(workspaceFolder(), [{ path: "late.txt", content: "a", description: "" }]);
			await writeFile("mine\n", "late.txt");
			equal((await writeFiles(planned)).kind, "changed");
			equal(await readFile("late.txt"), "mine\n");
			await workspace.fs.delete(Uri.joinPath(workspaceFolder(), "late.txt"));
		});
	});
}
