// Source: template/template.go of Prometheus 3.8 and helpers/templates of its package "common" 0.66.
import { formatFloat } from "./goFloat.ts";
import { printTime } from "./goValue.ts";

const upward = ["k", "M", "G", "T", "P", "E", "Z", "Y"] as const;
const downward = ["m", "u", "n", "p", "f", "a", "z", "y"] as const;
const binary = ["ki", "Mi", "Gi", "Ti", "Pi", "Ei", "Zi", "Yi"] as const;

export function humanize(value: number): string {
	if (value === 0 || !Number.isFinite(value)) return fourDigits(value);
	if (Math.abs(value) < 1) return scaleUp(value, "");
	const { scaled, prefix } = scaleDown(value, upward, 1000);
	return fourDigits(scaled) + prefix;
}

export function humanize1024(value: number): string {
	if (Math.abs(value) <= 1 || !Number.isFinite(value)) return fourDigits(value);
	const { scaled, prefix } = scaleDown(value, binary, 1024);
	return fourDigits(scaled) + prefix;
}

export function humanizeDuration(seconds: number): string {
	if (!Number.isFinite(seconds)) return fourDigits(seconds);
	if (seconds === 0) return `${fourDigits(seconds)}s`;
	if (Math.abs(seconds) < 1) return scaleUp(seconds, "s");
	const sign = seconds < 0 ? "-" : "";
	const size = Math.abs(seconds);
	const whole = Math.trunc(size);
	const days = Math.floor(whole / 86_400);
	const hours = Math.floor(whole / 3600) % 24;
	const minutes = Math.floor(whole / 60) % 60;
	if (days > 0) return `${sign}${days}d ${hours}h ${minutes}m ${whole % 60}s`;
	if (hours > 0) return `${sign}${hours}h ${minutes}m ${whole % 60}s`;
	if (minutes > 0) return `${sign}${minutes}m ${whole % 60}s`;
	return `${sign}${fourDigits(size)}s`;
}

export function humanizePercentage(ratio: number): string {
	return `${fourDigits(ratio * 100)}%`;
}

export function humanizeTimestamp(seconds: number): string {
	return Number.isFinite(seconds) ? printTime(seconds) : fourDigits(seconds);
}

function fourDigits(value: number): string {
	return formatFloat(value, "g", 4);
}

function scaleDown(value: number, prefixes: readonly string[], step: number) {
	let scaled = value;
	let prefix = "";
	for (const next of prefixes) {
		if (Math.abs(scaled) < step) break;
		prefix = next;
		scaled /= step;
	}
	return { scaled, prefix };
}

function scaleUp(value: number, unit: string): string {
	let scaled = value;
	let prefix = "";
	for (const next of downward) {
		if (Math.abs(scaled) >= 1) break;
		prefix = next;
		scaled *= 1000;
	}
	return fourDigits(scaled) + prefix + unit;
}
