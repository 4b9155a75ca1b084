import { folderOf } from "../../project/projectFolder.ts";
import { moduleOf, type PythonProject } from "../../project/python/pythonProject.ts";
import { addRequirements } from "../../project/python/requirements.ts";
import { insertLines } from "../../project/textEdits.ts";
import type { ScaffoldFile } from "../../scaffold.ts";
import { versionFrom } from "../../versions.ts";
import type { InstrumentationPart, InstrumentationPlan, InstrumentationRequest, NewFile } from "../instrumenter.ts";
import { openMetrics } from "../openMetrics.ts";
import { editSettings, editStarter, editUrls, findDjangoPlaces } from "./djangoEdits.ts";
import { addPythonImports, findApplications, nameSibling } from "./pythonEdits.ts";
import { type OwnModule, placeModule, pythonStyleOf } from "./pythonFiles.ts";
import type { PythonFramework } from "./pythonFrameworks.ts";

type Chosen = ReadonlyMap<InstrumentationPart, OwnModule>;

/** New modules and edits for an application of FastAPI, Flask or Django. */
export function planPython(
	project: PythonProject,
	framework: PythonFramework,
	request: InstrumentationRequest,
	has: ReadonlyMap<InstrumentationPart, string>,
	name: string,
): InstrumentationPlan {
	const beside = findPlaceOfModules(project, framework);
	const notes: string[] = [];
	const chosen = new Map<InstrumentationPart, OwnModule>();
	for (const part of request.parts) {
		const own = placeModule(project, part, beside);
		const evidence = has.get(part);
		if (own.there || evidence === undefined) chosen.set(part, own);
		else notes.push(`${part}: the project has it already (${evidence}), so nothing was added.`);
	}
	const usesStructlog = project.dependencies.has("structlog") && framework.id !== "django";
	const newFiles = listModules(framework, chosen, usesStructlog, pythonStyleOf(project, beside));
	const usesGunicorn = project.dependencies.has("gunicorn") && chosen.has("metrics");
	const gunicorn = ["gunicorn.conf.py", "gunicorn_conf.py"].find((path) => project.sources.has(path));
	if (usesGunicorn && gunicorn === undefined) {
		newFiles.push({
			template: "python/gunicorn.conf.py",
			path: "gunicorn.conf.py",
			description: "Lets several workers tell their metrics as one",
			finish: pythonStyleOf(project, beside),
		});
	} else if (usesGunicorn && !project.sources.get(gunicorn ?? "")?.includes("PROMETHEUS_MULTIPROC_DIR")) {
		notes.push(
			`With several workers, let ${gunicorn} set PROMETHEUS_MULTIPROC_DIR to an empty folder before prometheus_client is imported, and call multiprocess.mark_process_dead(worker.pid) in child_exit.`,
		);
	}
	const edited =
		framework.id === "django"
			? editDjango(project, request, chosen, beside)
			: editApplication(project, framework, chosen);
	const dependencies = editRequirements(project, listRequirements(framework, chosen, usesStructlog));
	notes.push(...edited.notes, ...dependencies.notes);
	if (chosen.get("metrics")?.there === false) {
		const { metricsPort, metricsPath } = request;
		const address = metricsPort === undefined ? "the application's port" : `port ${metricsPort} (METRICS_PORT)`;
		notes.push(`Let Prometheus fetch ${metricsPath} from ${address}.`);
		if (metricsPort === undefined) notes.push(openMetrics(metricsPath));
	}
	if (newFiles.length > 0 && isOlderThan311(project)) {
		notes.push(
			"What was added needs Python 3.11, the oldest that is maintained, and this project says that it runs on an older one.",
		);
	}
	const prefix = project.folder.folder === "" ? "" : `${project.folder.folder}/`;
	const edits = [...edited.edits, ...dependencies.edits].map((edit) => ({ ...edit, path: prefix + edit.path }));
	const sendsLogs = chosen.has("logs") && !usesStructlog;
	return {
		newFiles,
		edits,
		notes,
		view: {
			framework: framework.id,
			metricsPath: request.metricsPath,
			metricsName: request.metricsPath.replace(/^\//, ""),
			metricsPort: request.metricsPort ?? "",
			appClass: framework.appClass ?? "",
			instrumentor: framework.instrumentor,
			serviceName: name,
			sendsLogs,
			// Django sets up logging after the SDK has started, so its configuration has to name the handler.
			handsToOtel: framework.id === "django" && sendsLogs && chosen.has("tracing"),
			andLogs: sendsLogs ? " and logs" : "",
			proberPath: chosen.get("prober")?.path ?? "",
		},
	};
}

/** The module beside which ours go. */
function findPlaceOfModules(project: PythonProject, { id, appClass }: PythonFramework): string {
	if (id === "django")
		return findDjangoPlaces(project).settings?.replace(/settings\/\w+\.py$/, "settings.py") ?? "x.py";
	const [place] = findApplications(project, appClass ?? "");
	return place?.path ?? "x.py";
}

function listModules(framework: PythonFramework, chosen: Chosen, usesStructlog: boolean, finish: string): NewFile[] {
	const sources: Readonly<Record<InstrumentationPart, readonly [template: string, description: string]>> = {
		metrics: [`${framework.id}_metrics`, "Counts and times requests"],
		health: [`${framework.id}_health`, "Liveness and readiness"],
		logs: [usesStructlog ? "structlog_logs" : "logs", "Structured logs with the trace that they belong to"],
		tracing: ["tracing", "Traces, sent by OTLP"],
		business: ["business_metrics", "Example of business metrics"],
		prober: ["prober", "Asks for pages as users would, with metrics of its own"],
	};
	return [...chosen].flatMap(([part, own]) => {
		const [template, description] = sources[part];
		return own.there ? [] : [{ template: `python/${template}.py`, path: own.path, description, finish }];
	});
}

interface Edited {
	readonly edits: readonly ScaffoldFile[];
	readonly notes: readonly string[];
}

/** Calls, in the order in which they are needed: logs first, so that the others log in the form that is wanted. */
function editApplication(project: PythonProject, { appClass = "", label }: PythonFramework, chosen: Chosen): Edited {
	const calls = (
		[
			["logs", "configure_logging", ""],
			["tracing", "add_tracing", "app"],
			["health", "add_health_checks", "app"],
			["metrics", "add_metrics", "app"],
		] as const
	).flatMap(([part, name, argument]) => {
		const own = chosen.get(part);
		const isCalled = [...project.sources.values()].some((text) => new RegExp(`^\\s*${name}\\(`, "m").test(text));
		return own === undefined || isCalled ? [] : [{ name, argument, own }];
	});
	if (calls.length === 0) return { edits: [], notes: [] };
	const places = findApplications(project, appClass);
	const [place] = places;
	if (place === undefined || places.length > 1) {
		const why =
			place === undefined
				? `No module was found that makes the application of ${label} in a way that is understood`
				: `${places.length} places make an application of ${label} (${places.map(({ path }) => path).join(", ")})`;
		return {
			edits: [],
			notes: calls.map(
				({ name, argument, own }) => `${why}: call \`${name}(${argument})\` of ${own.path} where it is made.`,
			),
		};
	}
	const { path, text, assignment } = place;
	const needed = calls.map(({ name, own }) => `from ${nameSibling(project, path, own.path)} import ${name}`);
	const imports = addPythonImports(text, needed, assignment.after);
	const lines = calls.map(
		({ name, argument }) => `${assignment.indent}${name}(${argument === "" ? "" : assignment.name})`,
	);
	const content = insertLines(text, [...imports, { at: assignment.after, lines }]);
	const description = `Calls ${calls.map(({ name }) => name).join(", ")}`;
	return { edits: [{ path, content, description, base: text }], notes: [] };
}

function editDjango(
	project: PythonProject,
	{ metricsPath, metricsPort }: InstrumentationRequest,
	chosen: Chosen,
	beside: string,
): Edited {
	const places = findDjangoPlaces(project);
	const prefix = places.package === "" ? folderOf(beside).replaceAll("/", ".") : places.package;
	const moduleFor = (part: InstrumentationPart) => {
		const own = chosen.get(part);
		const name = own === undefined ? "" : moduleOf(own.path).split(".").at(-1);
		return prefix === "" ? `${name}` : `${prefix}.${name}`;
	};
	const edits: ScaffoldFile[] = [];
	const notes: string[] = [];
	const put = (path: string, content: string, description: string) => {
		const base = project.sources.get(path) ?? "";
		if (content !== base) edits.push({ path, content, description, base });
	};
	const middleware = chosen.has("metrics") ? `${moduleFor("metrics")}.MetricsMiddleware` : undefined;
	const logging = chosen.has("logs") ? moduleFor("logs") : undefined;
	if (places.settings !== undefined) {
		put(
			places.settings,
			editSettings(project.sources.get(places.settings) ?? "", middleware, logging),
			"Middleware and logging",
		);
	} else if (middleware !== undefined || logging !== undefined) {
		notes.push(
			`No single module of settings with MIDDLEWARE was found. Put ${[middleware && `"${middleware}" first in MIDDLEWARE`, logging && `LOGGING = logging_config() of ${logging}`].filter(Boolean).join(", and ")}.`,
		);
	}
	const imports: string[] = [];
	const paths: string[] = [];
	if (chosen.has("health")) {
		imports.push(`from ${moduleFor("health")} import live, ready`);
		paths.push('path("livez", live)', 'path("readyz", ready)');
	}
	if (chosen.has("metrics") && metricsPort === undefined) {
		imports.push(`from ${moduleFor("metrics")} import expose_metrics`);
		paths.push(`path("${metricsPath.replace(/^\//, "")}", expose_metrics)`);
	}
	const urls = places.urls === undefined ? undefined : editUrls(project.sources.get(places.urls) ?? "", imports, paths);
	if (places.urls !== undefined && urls !== undefined) put(places.urls, urls, "Routes");
	else if (paths.length > 0)
		notes.push(`Add to the project's urlpatterns: ${paths.join(", ")}; ${imports.join("; ")}.`);
	if (chosen.has("tracing")) {
		if (places.starters.length === 0)
			notes.push("Call configure_tracing() of the tracing module where the settings are named.");
		for (const path of places.starters) {
			const text = editStarter(project.sources.get(path) ?? "", moduleFor("tracing"));
			if (text === undefined) notes.push(`Call configure_tracing() in ${path} once the settings are named.`);
			else put(path, text, "Traces from the start");
		}
	}
	return { edits, notes };
}

function listRequirements(framework: PythonFramework, chosen: Chosen, usesStructlog: boolean): readonly string[] {
	const wanted: string[] = [];
	if (chosen.has("metrics") || chosen.has("business") || chosen.has("prober")) wanted.push("prometheus_client");
	if (chosen.has("tracing")) {
		wanted.push("opentelemetry-sdk", "opentelemetry-exporter-otlp-proto-http");
		wanted.push(`opentelemetry-instrumentation-${framework.id}`);
		if (chosen.has("logs") && !usesStructlog) wanted.push("opentelemetry-instrumentation-logging");
	} else if (chosen.has("logs")) wanted.push("opentelemetry-api");
	return wanted;
}

function editRequirements(project: PythonProject, names: readonly string[]): Edited {
	const wanted = new Map(names.map((name) => [name, versionFrom(`pypi:${name}`)]));
	const missing = names.filter((name) => !project.dependencies.has(name.replaceAll("_", "-")));
	if (missing.length === 0) return { edits: [], notes: [] };
	for (const manifest of project.manifests) {
		const content = addRequirements(manifest, new Map([...wanted].filter(([name]) => missing.includes(name))));
		if (content === undefined) continue;
		const edit = { path: manifest.path, content, description: "Dependencies", base: manifest.text };
		return {
			edits: [edit],
			notes: [`Install what ${manifest.path} has new: \`${installCommand(project, manifest.path)}\`.`],
		};
	}
	const versions = missing.map((name) => `${name}>=${wanted.get(name)}`).join(" ");
	return { edits: [], notes: [`Add to the project's dependencies and install: ${versions}.`] };
}

/** By the lock file that the project has. */
function installCommand({ folder }: PythonProject, manifest: string): string {
	const has = (name: string) => folder.paths.includes(name);
	if (has("uv.lock")) return "uv sync";
	if (has("poetry.lock")) return "poetry lock && poetry install";
	if (has("pdm.lock")) return "pdm install";
	if (manifest === "Pipfile") return "pipenv install";
	return manifest === "pyproject.toml" ? "pip install ." : `pip install -r ${manifest}`;
}

function isOlderThan311({ manifests }: PythonProject): boolean {
	const text = manifests.find(({ path }) => path === "pyproject.toml")?.text ?? "";
	const minor = /^\s*(?:requires-python|python)\s*=\s*["'][~^>=\s]*3\.(\d+)/m.exec(text)?.[1];
	return minor !== undefined && Number(minor) < 11;
}
