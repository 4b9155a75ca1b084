import { type ParseError, parse } from "jsonc-parser";

/** The part of a package.json that says how a program is built and run. */
export interface PackageManifest {
	readonly text: string;
	readonly name: string;
	readonly type: "module" | "commonjs";
	readonly main?: string;
	readonly scripts: Readonly<Record<string, string>>;
	/** Version ranges by name, of dependencies of every kind. */
	readonly dependencies: ReadonlyMap<string, string>;
	/** The oldest major version of Node that it says it runs on. */
	readonly nodeMajor?: number;
	readonly isWorkspaceRoot: boolean;
}

/** `undefined` where the text is no JSON object. */
export function readPackageManifest(text: string): PackageManifest | undefined {
	const errors: ParseError[] = [];
	const json: unknown = parse(text, errors);
	if (errors.length > 0 || !isRecord(json)) return undefined;
	const dependencies = new Map<string, string>();
	for (const key of ["peerDependencies", "devDependencies", "optionalDependencies", "dependencies"]) {
		for (const [name, range] of Object.entries(texts(json[key]))) dependencies.set(name, range);
	}
	const engine = texts(json["engines"])["node"];
	const nodeMajor = engine === undefined ? undefined : oldestMajor(engine);
	const main = json["main"];
	return {
		text,
		name: typeof json["name"] === "string" ? json["name"] : "",
		type: json["type"] === "module" ? "module" : "commonjs",
		...(typeof main === "string" ? { main } : {}),
		scripts: texts(json["scripts"]),
		dependencies,
		...(nodeMajor === undefined ? {} : { nodeMajor }),
		isWorkspaceRoot: json["workspaces"] !== undefined,
	};
}

/** Of `>=20`, `^18 || ^20` or `22.x`, the smallest first number; ranges that only bound it from above say nothing. */
export function oldestMajor(range: string): number | undefined {
	const majors = [...range.matchAll(/(?<![\d.<]|<=? *)(?:[~^>=v ]*)(\d+)(?:\.[\dx*]+)*/g)].map(([, major]) =>
		Number(major),
	);
	return majors.length === 0 ? undefined : Math.min(...majors);
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

function texts(value: unknown): Readonly<Record<string, string>> {
	if (!isRecord(value)) return {};
	return Object.fromEntries(
		Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
	);
}

/** Without `./` before it and slashes after it. */
export function cleanPath(path: string): string {
	return path.replace(/^\.\//, "").replace(/\/+$/, "");
}
