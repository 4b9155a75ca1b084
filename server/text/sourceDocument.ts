/** One version of a file's text, as the editor or the disk holds it. Positions in it are offsets in UTF-16 code units. */
export interface SourceDocument {
	readonly uri: string;
	/** The editor's language id, such as `yaml`; a hint only, files are recognised by their content. */
	readonly languageId: string;
	readonly version: number;
	readonly text: string;
}
