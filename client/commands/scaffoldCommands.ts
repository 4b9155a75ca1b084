/** The commands that run one scaffold, or offer those of a group; adding one is a row here and in package.json. */
export const SCAFFOLD_COMMANDS: readonly ScaffoldCommand[] = [
	{ command: "observability.addSlo", scaffold: "slo" },
	{ command: "observability.addAlert", scaffold: "alert" },
	{ command: "observability.addRecordingRule", scaffold: "recordingRule" },
	{ command: "observability.addRunbook", scaffold: "runbook" },
	{ command: "observability.addDashboard", scaffold: "dashboard" },
	{ command: "observability.addPanel", scaffold: "panel" },
	{ command: "observability.addRuleTest", scaffold: "ruleTest" },
	{ command: "observability.convertSlo", scaffold: "sloConversion" },
	{ command: "observability.addInstrumentation", scaffold: "instrumentation" },
	{ command: "observability.setUpMonitoring", scaffold: "monitoring" },
	{ command: "observability.addMonitoringComponent", group: "Monitoring" },
	{ command: "observability.addMonitoringDocument", group: "Documents" },
	{ command: "observability.newFromTemplate" },
];

export interface ScaffoldCommand {
	readonly command: string;
	/** Which one it runs; the user chooses where it is left out. */
	readonly scaffold?: string;
	/** What the choice is narrowed to. */
	readonly group?: string;
}
