import { deepEqual, equal, match, ok, rejects } from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import {
	type Disposable,
	EventEmitter,
	type FileChangeEvent,
	FilePermission,
	FileSystemError,
	type FileSystemProvider,
	FileType,
	Position,
	Uri,
	WorkspaceEdit,
	workspace,
} from "vscode";
import { planFiles } from "../../../client/scaffold/plan.ts";
import { writeFiles } from "../../../client/scaffold/writeFiles.ts";
import { readFile, workspaceFolder, writeFile } from "./editing.ts";

/** A file system in memory where each folder may refuse what is written into it. */
class RefusingFiles implements FileSystemProvider {
	readonly files = new Map<string, Uint8Array>();
	readonly #changed = new EventEmitter<FileChangeEvent[]>();
	readonly onDidChangeFile = this.#changed.event;
	refuses: (path: string) => boolean = () => false;
	locked = "";

	watch(): Disposable {
		return { dispose: () => undefined };
	}
	stat({ path }: Uri) {
		const file = this.files.get(path);
		if (file === undefined && path !== "/" && path !== "/work") throw FileSystemError.FileNotFound(path);
		const permissions = path === this.locked ? { permissions: FilePermission.Readonly } : {};
		return {
			type: file ? FileType.File : FileType.Directory,
			ctime: 0,
			mtime: 0,
			size: file?.length ?? 0,
			...permissions,
		};
	}
	readDirectory(): [string, FileType][] {
		return [];
	}
	createDirectory(): void {}
	readFile({ path }: Uri): Uint8Array {
		const file = this.files.get(path);
		if (file === undefined) throw FileSystemError.FileNotFound(path);
		return file;
	}
	writeFile({ path }: Uri, content: Uint8Array): void {
		if (this.refuses(path)) throw FileSystemError.NoPermissions(path);
		this.files.set(path, content);
	}
	delete({ path }: Uri): void {
		this.files.delete(path);
	}
	rename(): void {
		throw FileSystemError.NoPermissions();
	}
}

const file = (path: string, content: string) => ({ path, content, description: path });
const folder = Uri.from({ scheme: "refusing-files", path: "/work" });

export function testWriteFiles(): void {
	const refusing = new RefusingFiles();
	let registration: Disposable;
	before(() => {
		registration = workspace.registerFileSystemProvider("refusing-files", refusing);
	});
	after(() => registration.dispose());

	describe("writing the files of a scaffold", () => {
		it("tells new, equal and different files apart", async () => {
			await writeFile("same\n", "plan", "same.txt");
			await writeFile("mine\n", "plan", "other.txt");
			const plan = await planFiles(workspaceFolder(), [
				file("plan/same.txt", "same\n"),
				file("plan/other.txt", "new\n"),
				file("plan/new.txt", "new\n"),
			]);
			deepEqual(
				plan.map(({ state }) => state),
				["same", "different", "new"],
			);
		});

		it("refuses every path that leads out of the folder", async () => {
			for (const path of ["../out.txt", "a/../../out.txt", "/etc/out.txt", "a\\..\\out.txt", "./out.txt", ""]) {
				await rejects(planFiles(workspaceFolder(), [file(path, "")]), /outside/);
			}
		});

		it("counts what an editor has not saved as the user's own text", async () => {
			await writeFile("saved\n", "dirty.txt");
			const document = await workspace.openTextDocument(Uri.joinPath(workspaceFolder(), "dirty.txt"));
			const edit = new WorkspaceEdit();
			edit.insert(document.uri, new Position(0, 0), "not yet ");
			await workspace.applyEdit(edit);
			const [planned] = await planFiles(workspaceFolder(), [file("dirty.txt", "saved\n")]);
			equal(planned?.state, "different");
			equal(planned?.existing, "not yet saved\n");
		});

		it("overwrites only what it is given", async () => {
			await writeFile("mine\n", "overwrite", "a.txt");
			const plan = await planFiles(workspaceFolder(), [file("overwrite/a.txt", "a\n"), file("overwrite/b.txt", "b\n")]);
			deepEqual(await writeFiles(plan), { kind: "written", unsaved: [] });
			equal(await readFile("overwrite", "a.txt"), "a\n");
			equal(await readFile("overwrite", "b.txt"), "b\n");
		});

		it("says why where a folder lets nothing be written, and leaves nothing", async () => {
			refusing.refuses = () => true;
			const outcome = await writeFiles(await planFiles(folder, [file("slo/a.yml", "a"), file("slo/b.md", "b")]));
			ok(outcome.kind === "failed");
			match(outcome.reason, /permission/);
			deepEqual(outcome.leftBehind, []);
			equal(refusing.files.size, 0);
		});

		it("says of a file system that can only be read that it is one", async () => {
			const readOnly = new RefusingFiles();
			readOnly.files.set("/work/a.yml", new TextEncoder().encode("a\n"));
			const readable = workspace.registerFileSystemProvider("read-only-files", readOnly, { isReadonly: true });
			const work = Uri.from({ scheme: "read-only-files", path: "/work" });
			const edit = { ...file("a.yml", "a\nb\n"), base: "a\n" };
			for (const each of [file("slo/b.yml", "b"), edit]) {
				const outcome = await writeFiles(await planFiles(work, [each]));
				ok(outcome.kind === "failed");
				match(outcome.reason, /can only be read/);
			}
			readable.dispose();
			equal(readOnly.files.size, 1);
		});

		it("says of a file that can only be read that it is one", async () => {
			refusing.refuses = () => false;
			refusing.files.set("/work/locked.yml", new TextEncoder().encode("a\n"));
			refusing.locked = "/work/locked.yml";
			const outcome = await writeFiles(await planFiles(folder, [{ ...file("locked.yml", "a\nb\n"), base: "a\n" }]));
			refusing.files.clear();
			ok(outcome.kind === "failed");
			match(outcome.reason, /locked\.yml cannot be written: the file is read-only/);
		});

		it("takes back what was written where a later file is refused", async () => {
			refusing.refuses = (path) => path.endsWith("b.md");
			const outcome = await writeFiles(await planFiles(folder, [file("slo/a.yml", "a"), file("slo/b.md", "b")]));
			equal(outcome.kind, "failed");
			deepEqual([...refusing.files.keys()], []);
		});
	});
}
