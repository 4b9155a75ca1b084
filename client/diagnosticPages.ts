import { type Diagnostic, type Disposable, FileSystemError, Uri, workspace } from "vscode";

/**
 * The pages that say why a diagnostic matters, opened inside the editor.
 *
 * The editor opens a diagnostic's link without allowing commands, so the link is a document of our own scheme;
 * `workbench.editorAssociations` (a default in package.json) shows those as rendered Markdown.
 */
export const diagnosticPageScheme = "observability-diagnostic";

export interface DiagnosticPages extends Disposable {
	/** The page of a diagnostic's code, such as `rule/unknown-field`; `undefined` where it is not one of ours. */
	pageOf(code: string): Uri | undefined;
}

/** `<area>/<kebab-case>`, which also keeps every path inside docs/diagnostics. */
const codePattern = /^[a-z0-9-]+(?:\/[a-z0-9-]+)+$/;

export function provideDiagnosticPages(extension: Uri): DiagnosticPages {
	const provider = workspace.registerTextDocumentContentProvider(diagnosticPageScheme, {
		async provideTextDocumentContent(uri) {
			const code = uri.path.replace(/^\//, "").replace(/\.md$/, "");
			if (!codePattern.test(code)) throw FileSystemError.FileNotFound(uri);
			const page = Uri.joinPath(extension, "docs", "diagnostics", `${code}.md`);
			return new TextDecoder().decode(await workspace.fs.readFile(page));
		},
	});
	return {
		pageOf: (code) =>
			codePattern.test(code) ? Uri.from({ scheme: diagnosticPageScheme, path: `/${code}.md` }) : undefined,
		dispose: () => provider.dispose(),
	};
}

/** Gives each diagnostic's code the link to its page. */
export function linkDiagnostics(diagnostics: readonly Diagnostic[], pages: DiagnosticPages): Diagnostic[] {
	return diagnostics.map((diagnostic) => {
		const code = codeOf(diagnostic);
		const target = code === undefined ? undefined : pages.pageOf(code);
		if (code !== undefined && target !== undefined) diagnostic.code = { value: code, target };
		return diagnostic;
	});
}

/** A diagnostic's code as text, whether it has a link or not. */
export function codeOf({ code }: Diagnostic): string | undefined {
	const value = typeof code === "object" ? code.value : code;
	return value === undefined ? undefined : String(value);
}
