/** The structure of JSON, strict: what a shape does not name may not be there. */
export type Shape = (value: unknown, path: string) => readonly string[];

const wrong = (value: unknown, path: string, wanted: string): readonly string[] => [
	`${path}: ${JSON.stringify(value)?.slice(0, 80) ?? "nothing"} is no ${wanted}`,
];

export const text: Shape = (value, path) => (typeof value === "string" ? [] : wrong(value, path, "text"));
export const filled: Shape = (value, path) =>
	typeof value === "string" && value !== "" ? [] : wrong(value, path, "text with something in it");
export const number: Shape = (value, path) =>
	typeof value === "number" && Number.isFinite(value) ? [] : wrong(value, path, "number");
export const whole: Shape = (value, path) => (Number.isSafeInteger(value) ? [] : wrong(value, path, "whole number"));
export const flag: Shape = (value, path) => (typeof value === "boolean" ? [] : wrong(value, path, "boolean"));
export const anything: Shape = () => [];

export function oneOf(...values: readonly (string | number)[]): Shape {
	return (value, path) =>
		values.some((known) => known === value) ? [] : wrong(value, path, `one of ${values.join(", ")}`);
}

export function either(...shapes: readonly Shape[]): Shape {
	return (value, path) => {
		const all = shapes.map((shape) => shape(value, path));
		return all.find((faults) => faults.length === 0) ?? all[0] ?? [];
	};
}

export const nothing: Shape = (value, path) => (value === null ? [] : wrong(value, path, "null"));

export function list(of: Shape): Shape {
	return (value, path) =>
		Array.isArray(value) ? value.flatMap((item, index) => of(item, `${path}[${index}]`)) : wrong(value, path, "list");
}

export function mapOf(of: Shape): Shape {
	return (value, path) =>
		isObject(value)
			? Object.entries(value).flatMap(([key, item]) => of(item, `${path}.${key}`))
			: wrong(value, path, "object");
}

type Members = Readonly<Record<string, Shape>>;

export function object(required: Members, optional: Members = {}): Shape {
	return (value, path) => {
		if (!isObject(value)) return wrong(value, path, "object");
		const known: Members = { ...required, ...optional };
		return [
			...Object.keys(required)
				.filter((key) => !(key in value))
				.map((key) => `${path}: ${key} is missing`),
			...Object.entries(value).flatMap(([key, item]) => {
				const shape = Object.hasOwn(known, key) ? known[key] : undefined;
				return shape === undefined ? [`${path}: ${key} is not known`] : shape(item, `${path}.${key}`);
			}),
		];
	};
}

/** By the value of one member. */
export function choose(key: string, shapes: Readonly<Record<string, Shape>>): Shape {
	return (value, path) => {
		const name = isObject(value) ? value[key] : undefined;
		const shape = typeof name === "string" && Object.hasOwn(shapes, name) ? shapes[name] : undefined;
		return shape === undefined
			? [`${path}: ${key} is ${JSON.stringify(name)}, which is none of ${Object.keys(shapes).join(", ")}`]
			: shape(value, path);
	};
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
