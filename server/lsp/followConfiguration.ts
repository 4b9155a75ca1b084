import {
	type Connection,
	DidChangeWatchedFilesNotification,
	type InitializeParams,
	type TextDocuments,
} from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Configurations } from "../checks/configuration/configurations.ts";
import { isConfigurationFile } from "../documents/observabilityConfig/observabilityConfig.ts";
import type { DiskConfigurationFiles } from "../node/configurationFiles.ts";
import type { ConfigurationFiles } from "../workspace/configurationFiles.ts";

/** Milliseconds between two looks at the files on disk. */
const lookInterval = 3000;
/** Milliseconds that typing in a configuration must pause before the other files are judged by it. */
const typingPause = 300;

/** Configurations as the editor has them: what is open and not saved yet goes before the disk. */
export function preferOpen(disk: ConfigurationFiles, documents: TextDocuments<TextDocument>): ConfigurationFiles {
	return {
		read(uri) {
			const open = documents.get(uri);
			return open === undefined ? disk.read(uri) : { kind: "text", text: open.getText() };
		},
	};
}

export interface FollowedConfiguration {
	readonly connection: Connection;
	readonly documents: TextDocuments<TextDocument>;
	readonly configurations: Configurations;
	readonly disk: DiskConfigurationFiles;
	/** The client tells of changes of files. */
	readonly watches: boolean;
	/** The configuration says something else now. */
	readonly changed: () => void;
	readonly log: (line: string) => void;
}

/**
 * Reads the configuration again when it changes, in the editor or on disk. Editors that watch files tell at once; for the
 * others, and for files that any name may have, the disk is looked at when something happens, at most every few seconds.
 */
export function followConfiguration(followed: FollowedConfiguration): {
	watch(): void;
	/** Files have changed on disk. */
	look(): void;
	stop(): void;
} {
	const { connection, documents, configurations, disk, watches, changed, log } = followed;
	let looked = Date.now();
	let looking = false;
	let again = false;
	let timer: NodeJS.Timeout | undefined;
	const apply = (): void => {
		configurations.refresh();
		changed();
	};
	const look = async (): Promise<void> => {
		again = true;
		if (looking) return;
		looking = true;
		// What changes while the files are looked at may have been looked at already.
		while (again) {
			again = false;
			if (await disk.revalidate()) apply();
		}
		looking = false;
		looked = Date.now();
	};
	const lookSometimes = (): void => {
		if (Date.now() - looked >= lookInterval) void look();
	};
	documents.onDidOpen(({ document: { uri } }) => {
		if (!isConfigurationFile(uri)) lookSometimes();
	});
	documents.onDidChangeContent(({ document: { uri } }) => {
		if (!isConfigurationFile(uri)) return lookSometimes();
		// The file itself is judged at once, as what it says must not be older than what is marked in it.
		configurations.refresh();
		clearTimeout(timer);
		timer = setTimeout(apply, typingPause);
	});
	documents.onDidClose(({ document: { uri } }) => {
		if (!isConfigurationFile(uri)) return;
		clearTimeout(timer);
		apply();
	});
	documents.onDidSave(() => void look());
	return {
		look: () => void look(),
		/** Asks the client to tell of changes, as soon as it can be asked. */
		watch() {
			if (!watches) return;
			const watchers = [{ globPattern: "**/.observability.{yaml,yml}" }];
			connection.client
				.register(DidChangeWatchedFilesNotification.type, { watchers })
				.catch((error: unknown) => log(`Changes of configurations will be seen late: ${String(error)}`));
		},
		stop: () => clearTimeout(timer),
	};
}

/** The folders of the workspace, each with a slash at its end. */
export function readRoots({ workspaceFolders, rootUri }: InitializeParams): readonly string[] {
	const folders = workspaceFolders?.map(({ uri }) => uri) ?? (rootUri === null ? [] : [rootUri]);
	return folders.map((uri) => (uri.endsWith("/") ? uri : `${uri}/`));
}
