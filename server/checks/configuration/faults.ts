import type { FaultTable } from "../../text/fault.ts";

const file = ".observability.yaml";
const good = `checks:
  promql/needless-regexp: information
  alert/*: warning
paths:
  - files: "legacy/**"
    checks:
      alert/always-fires: off
`;

const passedOver =
	"Everything else in the file counts, but what stands here does not, so checks may be on that should be off, or the other way round. On the command line a configuration with a fault ends the run with exit code 2.";

/** What can be wrong with the configuration of the checks itself. */
export const configurationFaults = {
	"configuration/unknown-key": {
		title: "Key that the configuration does not have",
		severity: "error",
		why: passedOver,
		fix: "Correct the name, or remove the key. [The configuration](../../configuration.md) lists them all.",
		example: { language: "yaml", file, bad: good.replace("paths:", "path:"), good },
	},
	"configuration/unknown-check": {
		title: "Setting for a check that does not exist",
		severity: "error",
		why: "No check has that name, or it is none that can be set: what Prometheus itself would refuse is always an error. The setting does nothing.",
		fix: "Take the name from the diagnostic, or write `area/*` for all checks of an area.",
		example: { language: "yaml", file, bad: good.replace("needless-regexp", "needless-regex"), good },
	},
	"configuration/wrong-type": {
		title: "Wrong kind of value in the configuration",
		severity: "error",
		why: passedOver,
		fix: "Write the value in the form that the message names.",
		example: { language: "yaml", file, bad: "checks:\n  - promql/needless-regexp\n", good },
	},
	"configuration/invalid-value": {
		title: "Value that the configuration does not take",
		severity: "error",
		why: passedOver,
		fix: "Write one of the values that the message names.",
		example: { language: "yaml", file, bad: good.replace("information", "info"), good },
	},
	"configuration/invalid-glob": {
		title: "Pattern that can choose no path",
		severity: "error",
		why: "Patterns count from the folder of the configuration and are written with `/`. This one can match nothing, so what belongs to it never counts.",
		fix: "Write a pattern such as `rules/**/*.yaml` or `legacy/`.",
		example: { language: "yaml", file, bad: good.replace("legacy/**", "../legacy/**"), good },
	},
	"configuration/missing-key": {
		title: "Entry of the configuration that says too little",
		severity: "error",
		why: passedOver,
		fix: "Add the key that the message names.",
		example: { language: "yaml", file, bad: "paths:\n  - checks:\n      alert/always-fires: off\n", good },
	},
	"configuration/second-document": {
		title: "Second document in the configuration",
		severity: "error",
		why: "The configuration is one YAML document. What follows a `---` is not read.",
		fix: "Move it into the first document.",
		example: { language: "yaml", file, bad: `${good}---\nignore: vendor/\n`, good },
	},
	"configuration/unusable-file": {
		title: "File that the configuration names and that cannot be used",
		severity: "error",
		why: "A configuration to extend, or the baseline, is not there, cannot be read, or leads back to where it is named. What it would say does not count.",
		fix: "Correct the path, which counts from the folder of the configuration. A baseline is written by `observability check --update-baseline`.",
		example: { language: "yaml", file, bad: "extends: ../no-such-file.yaml\n", good },
	},
} as const satisfies FaultTable;
