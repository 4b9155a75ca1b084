import { csharp } from "./dialects/csharp.ts";
import type { Dialect } from "./dialects/dialect.ts";
import { ecmaScript } from "./dialects/ecmaScript.ts";
import { go } from "./dialects/go.ts";
import { java } from "./dialects/java.ts";
import { kotlin } from "./dialects/kotlin.ts";
import { python } from "./dialects/python.ts";
import { ruby } from "./dialects/ruby.ts";
import { rust } from "./dialects/rust.ts";
import type { GrammarName } from "./grammarSource.ts";
import { clientGolang } from "./libraries/clientGolang.ts";
import { javaClient, simpleClient } from "./libraries/javaPrometheus.ts";
import { micrometer } from "./libraries/micrometer.ts";
import {
	dotnetMeters,
	openTelemetryGo,
	openTelemetryJava,
	openTelemetryJs,
	openTelemetryPython,
	openTelemetryRuby,
	openTelemetryRust,
} from "./libraries/openTelemetry.ts";
import { promClient, prometheusIoClient } from "./libraries/promClient.ts";
import { prometheusNet } from "./libraries/prometheusNet.ts";
import { pythonPrometheus } from "./libraries/pythonPrometheus.ts";
import { rubyPrometheus } from "./libraries/rubyPrometheus.ts";
import { rustMetrics } from "./libraries/rustMetrics.ts";
import { rustPrometheus, rustPrometheusClient } from "./libraries/rustPrometheus.ts";
import type { Library } from "./library.ts";
import type { CodeLanguage } from "./metricRegistration.ts";

interface LanguageRow {
	readonly grammar: GrammarName;
	readonly dialect: Dialect;
	readonly libraries: readonly Library[];
	/** Endings of the names of its files. */
	readonly endings: readonly string[];
}

const ofEcmaScript = { dialect: ecmaScript, libraries: [promClient, prometheusIoClient, openTelemetryJs] };
const ofJvm = [micrometer, simpleClient, javaClient, openTelemetryJava];

export const languages: Readonly<Record<CodeLanguage, LanguageRow>> = {
	typescript: { ...ofEcmaScript, grammar: "typescript", endings: ["ts", "mts", "cts"] },
	tsx: { ...ofEcmaScript, grammar: "tsx", endings: ["tsx"] },
	javascript: { ...ofEcmaScript, grammar: "tsx", endings: ["js", "mjs", "cjs", "jsx"] },
	python: {
		grammar: "python",
		dialect: python,
		libraries: [pythonPrometheus, openTelemetryPython],
		endings: ["py", "pyi"],
	},
	go: { grammar: "go", dialect: go, libraries: [clientGolang, openTelemetryGo], endings: ["go"] },
	java: { grammar: "java", dialect: java, libraries: ofJvm, endings: ["java"] },
	kotlin: { grammar: "kotlin", dialect: kotlin, libraries: ofJvm, endings: ["kt", "kts"] },
	rust: {
		grammar: "rust",
		dialect: rust,
		libraries: [rustPrometheus, rustPrometheusClient, rustMetrics, openTelemetryRust],
		endings: ["rs"],
	},
	csharp: { grammar: "c_sharp", dialect: csharp, libraries: [prometheusNet, dotnetMeters], endings: ["cs"] },
	ruby: { grammar: "ruby", dialect: ruby, libraries: [rubyPrometheus, openTelemetryRuby], endings: ["rb"] },
};
