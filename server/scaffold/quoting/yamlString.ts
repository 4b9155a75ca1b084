/**
 * Writes a string as a YAML flow scalar on one line that every YAML 1.1 and 1.2 reader takes for that very string:
 * plain where nothing in it could mean something else, then single-quoted, then double-quoted.
 */
export function quoteYaml(text: string): string {
	if (plain.test(text) && !reserved.test(text)) return text;
	if (printable.test(text) && /["\\]/.test(text)) return `'${text.replaceAll("'", "''")}'`;
	return JSON.stringify(text).replaceAll(unprintable, escapeCodeUnit);
}

/** Words that begin with a letter or a slash, with single spaces between them; so no number, tag, anchor or comment. */
const plain = /^[A-Za-z/][\w./-]*(?: [A-Za-z/(][\w./()%-]*)*$/;
/** What YAML 1.1, which Prometheus and Kubernetes read, takes for a boolean or null, or some readers for a number. */
const reserved = /^(?:true|false|yes|no|on|off|y|n|null|e-?\d+)$/i;
const printable = /^[\x20-\x7e\u{a1}-\u{d7ff}\u{e000}-\u{fefe}\u{10000}-\u{10ffff}]*$/u;
/** JSON allows these in a string, YAML does not, or takes them for a line break. */
const unprintable = /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g;

function escapeCodeUnit(character: string): string {
	return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
