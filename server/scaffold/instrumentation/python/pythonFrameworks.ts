import type { PythonProject } from "../../project/python/pythonProject.ts";
import type { InstrumentedFramework } from "../instrumenter.ts";

export interface PythonFramework extends InstrumentedFramework {
	readonly id: "fastapi" | "flask" | "django";
	/** The class of the application; Django has none that a file makes. */
	readonly appClass?: string;
	/** The class that instruments it for OpenTelemetry. */
	readonly instrumentor: string;
}

export const PYTHON_FRAMEWORKS: readonly PythonFramework[] = [
	{ id: "fastapi", label: "FastAPI", appClass: "FastAPI", instrumentor: "FastAPIInstrumentor" },
	{ id: "flask", label: "Flask", appClass: "Flask", instrumentor: "FlaskInstrumentor" },
	{ id: "django", label: "Django", instrumentor: "DjangoInstrumentor" },
];

/** Those that modules import, or else that are declared; the one whose application is made first. */
export function findPythonFrameworks(project: PythonProject): readonly string[] {
	const texts = [...project.sources.values()];
	const imported = PYTHON_FRAMEWORKS.filter(({ id }) => {
		const statement = new RegExp(`^\\s*(?:from|import)\\s+${id}\\b`, "m");
		return texts.some((text) => statement.test(text));
	});
	const made = imported.filter(({ appClass }) => texts.some((text) => text.includes(`= ${appClass}(`)));
	const declared = PYTHON_FRAMEWORKS.filter(({ id }) => project.dependencies.has(id));
	return [...new Set([...made, ...imported, ...declared].map(({ id }) => id))];
}
