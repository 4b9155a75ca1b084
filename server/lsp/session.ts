import type { Connection, TextDocuments } from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { AskSecret } from "../node/auth/secretCache.ts";
import type { LanguageService } from "../service.ts";
import type { ActivePrometheus } from "./activePrometheus.ts";
import type { CodeDocuments } from "./codeDocuments.ts";
import type { FileTexts } from "./fileTexts.ts";
import type { NavigationAbilities } from "./navigationAbilities.ts";
import type { Settings } from "./settings.ts";
import type { TypingWatch } from "./stillness.ts";
import type { Surroundings } from "./surroundings.ts";

/** What the handlers share for the life of one connection. */
export interface Session {
	readonly connection: Connection;
	readonly documents: TextDocuments<TextDocument>;
	readonly service: LanguageService;
	readonly prometheus: ActivePrometheus;
	readonly typing: TypingWatch;
	readonly files: FileTexts;
	readonly code: CodeDocuments;
	readonly client: ClientAbilities;
	readonly credential: AskSecret;
	/** What connections are made with beside the server's own settings. */
	readonly surroundings: Surroundings;
	readonly log: (line: string) => void;
	/** Where the pages beside the program are, as a `file:` URI without a final slash. */
	readonly documentationBase: string | undefined;
	/** As the client has them now. */
	settings: Settings;
}

/** What the client said of itself at the start. */
export interface ClientAbilities {
	readonly navigation: NavigationAbilities;
	/** It asks for live values by itself, so `textDocument/hover` leaves them out. */
	readonly liveHover: boolean;
	/** It formats with this server; one that has other formatters for YAML may not want that. */
	readonly formatter: boolean;
	/** The server may become its formatter, and cease to be it, at any time. */
	readonly formatterChanges: boolean;
	/** It has the command that opens a diagnostic's page. */
	readonly explanations: boolean;
	/** A code action may make a file. */
	readonly createsFiles: boolean;
	/** It shows why a code action cannot be done. */
	readonly disabledActions: boolean;
	/** The server may ask to be told of changes of files. */
	readonly watchesFiles: boolean;
	readonly configuration: boolean;
	readonly configurationChanges: boolean;
	/** It can be told to ask for inlay hints, or for code lenses, again. */
	readonly refreshesInlayHints: boolean;
	readonly refreshesCodeLenses: boolean;
	/** The user trusts the workspace, so what its files name may be contacted. It can become so later. */
	readonly trusted: boolean;
	/** It answers `observability/credential`. */
	readonly credentials: boolean;
}
