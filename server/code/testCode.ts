import type { CodeLanguage } from "./metricRegistration.ts";

const ecmaScript = /\.(?:test|spec)\.[cm]?[jt]sx?$|\/__tests__\//;

/**
 * How files are named that a language's usual runner takes for tests. Source: the documentation of `go test`, Jest and
 * Vitest, pytest, Maven and Gradle with Surefire, Cargo, RSpec and Minitest, and the naming of xUnit's templates; read
 * November 2026.
 */
const namedAsTests: Readonly<Record<CodeLanguage, RegExp>> = {
	typescript: ecmaScript,
	tsx: ecmaScript,
	javascript: ecmaScript,
	python: /\/(?:test_[^/]*|[^/]*_test|conftest)\.py$/,
	go: /_test\.go$|\/testdata\//,
	java: /\/src\/test\/java\/|\/[^/]+(?:Tests?|IT)\.java$/,
	kotlin: /\/src\/test\/(?:java|kotlin)\/|\/[^/]+(?:Tests?|IT)\.kts?$/,
	rust: /\/tests\/[^/]+\.rs$/,
	csharp: /\/[^/]+Tests?\.cs$/,
	ruby: /\/(?:test_[^/]*|[^/]*_(?:spec|test))\.rb$/,
};

/** Claims by its name that a file of source code is a test: what it registers is there while the test runs, for nobody. */
export function isTestCode(uri: string, language: CodeLanguage): boolean {
	return namedAsTests[language].test(uri);
}
