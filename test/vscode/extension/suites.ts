import { testActivation } from "./activation.test.ts";
import { testAddSlo } from "./addSlo.test.ts";
import { testCodeActions } from "./codeActions.test.ts";
import { testCompletion } from "./completion.test.ts";
import { testCredentials } from "./credentials.test.ts";
import { testDiagnostics } from "./diagnostics.test.ts";
import { testHover } from "./hover.test.ts";
import { testNavigation } from "./navigation.test.ts";
import { testReading } from "./reading.test.ts";
import { testScaffolds } from "./scaffolds.test.ts";
import { testSettings } from "./settings.test.ts";
import { testWriteFiles } from "./writeFiles.test.ts";

/** Each defines its tests when Mocha is ready for them. */
export const suites: readonly (() => void)[] = [
	testActivation,
	testDiagnostics,
	testCompletion,
	testHover,
	testReading,
	testCodeActions,
	testNavigation,
	testAddSlo,
	testScaffolds,
	testWriteFiles,
	testCredentials,
	testSettings,
];
