import type { Severity } from "../../text/problem.ts";

/** What can be said of a check in one word; `on` is its own severity. */
export const settings = ["off", "on", "error", "warning", "information", "hint"] as const;

export type Setting = (typeof settings)[number];

export function isSetting(value: unknown): value is Setting {
	return settings.some((setting) => setting === value);
}

/** What a check says in one place of the configuration. */
export interface CheckEntry {
	/** Left out where only options are given. */
	readonly setting?: Setting;
	/** As they are written: durations as text. */
	readonly options?: Readonly<Record<string, unknown>>;
}

/** Settings by id or `area/*`. */
export type CheckEntries = ReadonlyMap<string, CheckEntry>;

/** What one check is set to while the layers of the configuration are gone through. */
export interface CheckState {
	/** Whether anybody has said so, and not only its default. */
	readonly said: boolean;
	readonly setting: Severity | "off";
	readonly options: Readonly<Record<string, unknown>>;
}

/** What there is to set: a check, or advice about structure. */
export interface Settable {
	readonly id: string;
	readonly severity: Severity;
	readonly optIn?: boolean;
}

/** The state after one more layer: `area/*` first, then what the check's own name says. */
export function applyEntries(state: CheckState, entries: CheckEntries, check: Settable): CheckState {
	const area = entries.get(`${check.id.slice(0, check.id.indexOf("/"))}/*`)?.setting;
	const own = entries.get(check.id);
	// What has to be asked for is asked for by its name.
	const passes = area === undefined || (check.optIn === true && area !== "off" && state.setting === "off");
	const after = passes ? state : { ...state, said: true, setting: area === "on" ? check.severity : area };
	return own === undefined ? after : applyEntry(after, own, check);
}

function applyEntry(state: CheckState, { setting, options }: CheckEntry, check: Settable): CheckState {
	const merged = options === undefined ? state.options : { ...state.options, ...options };
	if (setting !== undefined) {
		return { said: true, setting: setting === "on" ? check.severity : setting, options: merged };
	}
	// Who gives options to a check that has to be asked for has asked for it.
	const wakes = check.optIn === true && !state.said;
	return { said: true, setting: wakes ? check.severity : state.setting, options: merged };
}
