// Source: resolve.go and decode.go of go-yaml 2.4, which Prometheus and Alertmanager read their files with.

import type { PlacedNode } from "../yaml/node.ts";
import { isScalarNode } from "../yaml/yamlView.ts";

const booleans = /^(?:y|Y|yes|Yes|YES|true|True|TRUE|on|On|ON|n|N|no|No|NO|false|False|FALSE|off|Off|OFF)$/;

/** Claims that a field of booleans takes the scalar: plain words of YAML 1.1. */
export function isBooleanScalar(value: PlacedNode): boolean {
	if (!isScalarNode(value)) return false;
	if (value.node.tag !== undefined) return value.node.tag.endsWith(":bool");
	return value.node.style === "plain" && booleans.test(value.node.value);
}

const integers = /^[-+]?(?:0x[\da-fA-F_]+|0o?[0-7_]+|0b[01_]+|\d[\d_]*)$/;
const floats = /^[-+]?(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][-+]?\d+)?$/;
const specials = /^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;

/** Claims that a field of whole numbers takes the scalar; one with a fraction is cut off. */
export function isIntegerScalar(value: PlacedNode): boolean {
	if (!isScalarNode(value)) return false;
	const { node } = value;
	if (node.tag !== undefined) return node.tag.endsWith(":int") || node.tag.endsWith(":float");
	if (node.style !== "plain" || !(integers.test(node.value) || floats.test(node.value))) return false;
	const amount = Number(node.value.replaceAll("_", ""));
	return Number.isNaN(amount) || Math.abs(amount) < 2 ** 64;
}

/** Claims that a field of numbers takes the scalar. */
export function isNumberScalar(value: PlacedNode): boolean {
	if (!isScalarNode(value)) return false;
	const { node } = value;
	if (node.tag !== undefined) return node.tag.endsWith(":int") || node.tag.endsWith(":float");
	if (node.style !== "plain") return false;
	return integers.test(node.value) || floats.test(node.value) || specials.test(node.value);
}
