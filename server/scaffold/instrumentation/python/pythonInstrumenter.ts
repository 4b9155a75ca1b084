import { nameOf } from "../../project/projectFolder.ts";
import { isPythonManifest, type PythonProject, readPythonProject } from "../../project/python/pythonProject.ts";
import type { Instrumenter } from "../instrumenter.ts";
import { planPython } from "./planPython.ts";
import { findPythonEvidence } from "./pythonEvidence.ts";
import { findPythonFrameworks, PYTHON_FRAMEWORKS } from "./pythonFrameworks.ts";

/** Python: FastAPI, Flask and Django, whatever declares their dependencies. */
export const pythonInstrumenter: Instrumenter = {
	ecosystem: "Python",
	frameworks: PYTHON_FRAMEWORKS,
	manifests: ["pyproject.toml", "requirements.txt", "Pipfile", "setup.py", "manage.py"],
	isManifest: isPythonManifest,
	async inspect(folder) {
		const project = await readPythonProject(folder);
		if (project === undefined) return undefined;
		const has = findPythonEvidence(project);
		const name = project.name ?? (nameOf(folder.folder) || "app");
		return {
			name,
			frameworks: findPythonFrameworks(project),
			summary: describe(project),
			has,
			async plan(request) {
				const framework = PYTHON_FRAMEWORKS.find(({ id }) => id === request.framework);
				if (framework === undefined) return { newFiles: [], edits: [], notes: [], view: {} };
				return planPython(project, framework, request, has, name);
			},
		};
	},
};

function describe({ manifests, dependencies }: PythonProject): string {
	const known = ["prometheus-client", "opentelemetry-sdk", "structlog", "gunicorn", "uvicorn"];
	return [
		"Python",
		...manifests.slice(0, 1).map(({ path }) => path),
		...known.filter((name) => dependencies.has(name)),
	].join(", ");
}
