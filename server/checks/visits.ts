import type { AlertmanagerConfig } from "../documents/model/alertmanagerConfig.ts";
import type { RuleTest } from "../documents/model/ruleTest.ts";
import type { Problem } from "../text/problem.ts";
import type {
	CheckContext,
	CheckedDashboard,
	CheckedExpression,
	CheckedFile,
	CheckedGraphFile,
	CheckedGroup,
	CheckedPanel,
	CheckedRule,
	Visitor,
} from "./check.ts";
import { toProblem } from "./hostProblem.ts";
import type { KnowledgeRecorder } from "./knowledgeRecorder.ts";
import type { CheckSelection, EnabledCheck } from "./selection.ts";

/** What each kind of visit is given. */
interface Visited {
	readonly expression: CheckedExpression;
	readonly rule: CheckedRule;
	readonly group: CheckedGroup;
	readonly file: CheckedFile;
	readonly panel: CheckedPanel;
	readonly dashboard: CheckedDashboard;
	readonly alertmanager: AlertmanagerConfig;
	readonly ruleTest: RuleTest;
	readonly graph: CheckedGraphFile;
}

type Visit<Kind extends keyof Visited> = (
	this: Visitor<unknown>,
	subject: Visited[Kind],
	context: CheckContext<unknown>,
) => void;

/** Leads the checks that are on over a file. One that throws is logged and silences no other. */
export class Visits {
	readonly #selection: CheckSelection;
	readonly #recorder: KnowledgeRecorder;
	readonly #log: (line: string) => void;
	readonly #contexts = new Map<EnabledCheck, CheckContext<unknown>>();
	readonly #byKind = new Map<keyof Visited, readonly CheckContext<unknown>[]>();
	#found: Problem[] = [];

	constructor(selection: CheckSelection, recorder: KnowledgeRecorder, log: (line: string) => void) {
		this.#selection = selection;
		this.#recorder = recorder;
		this.#log = log;
	}

	visit<Kind extends keyof Visited>(kind: Kind, subject: Visited[Kind]): void {
		const contexts = this.#contextsOf(kind);
		for (const [index, { check }] of this.#selection.byVisit[kind].entries()) {
			this.#recorder.asking = check;
			const found = this.#found.length;
			try {
				const visitor: Visitor<unknown> = check.visit;
				const context = contexts[index];
				if (context !== undefined) (visitor[kind] as Visit<Kind> | undefined)?.call(visitor, subject, context);
			} catch (error) {
				this.#found.length = found;
				this.#log(`The check ${check.id} failed: ${error instanceof Error ? error.stack : String(error)}`);
			}
		}
		this.#recorder.asking = undefined;
	}

	/** What was found since this was called last, in the offsets of the file. */
	take(): readonly Problem[] {
		const found = this.#found;
		if (found.length > 0) this.#found = [];
		return found;
	}

	/** In the order of the checks: a file has very many visits. */
	#contextsOf(kind: keyof Visited): readonly CheckContext<unknown>[] {
		const known = this.#byKind.get(kind);
		if (known !== undefined) return known;
		const contexts = this.#selection.byVisit[kind].map((enabled) => this.#contextOf(enabled));
		this.#byKind.set(kind, contexts);
		return contexts;
	}

	#contextOf(enabled: EnabledCheck): CheckContext<unknown> {
		const known = this.#contexts.get(enabled);
		if (known !== undefined) return known;
		const context: CheckContext<unknown> = {
			options: enabled.options,
			knowledge: this.#recorder.knowledge,
			report: (report) => {
				const problem = toProblem(enabled, report);
				if (problem !== undefined) this.#found.push(problem);
			},
		};
		this.#contexts.set(enabled, context);
		return context;
	}
}
