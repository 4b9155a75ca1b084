const blockHeader = /(?:^|[\s:-])[|>][-+0-9]*[ \t]*(?:#.*)?\r?$/;
const keyLine = /^([ ]*(?:- +)*)(?:"[^"]*"|'[^']*'|[^\s#"'[{&*!|>%@`][^#]*?)[ \t]*:(?:[ \t]+(.*))?\r?$/;
const itemLine = /^([ ]*)((?:- +)+)(.*)$/;
/** A key that names a file: its block holds a file of its own, which may be YAML. */
const fileKey = /^[ ]*(?:- +)*["']?[^\s"':]*\.(?:ya?ml|rules?|alerts?|json)["']?[ \t]*:/i;

interface OpenBlock {
	/** Column of the key before the block, which its lines are deeper than. */
	readonly column: number;
	/** It holds YAML of its own. */
	readonly holdsFile: boolean;
}

/** What the lines so far say about the next one: whether it is in a block, in a value, or at a key's. */
export class LineContext {
	readonly #blocks: OpenBlock[] = [];
	#keyColumn = -1;
	#hasValue = false;

	/** How many blocks are open around the next line, should it be deep enough. */
	get blocks(): number {
		return this.#blocks.length;
	}

	/** Claims that a line `indent` spaces in is text of a block rather than YAML. */
	inText(indent: number): boolean {
		const block = this.#blocks.findLast(({ column }) => column < indent);
		return block !== undefined && !block.holdsFile;
	}

	/** Claims that a line `indent` spaces in goes on with the value of the key above. */
	continuesValue(indent: number): boolean {
		return this.#hasValue && indent > this.#keyColumn;
	}

	/** Claims that a line `indent` spaces in may be the value of the key above. */
	awaitsValue(indent: number): boolean {
		return !this.#hasValue && this.#keyColumn >= 0 && indent > this.#keyColumn;
	}

	/** Nothing so far is around what follows. */
	leave(): void {
		this.#blocks.length = 0;
		this.#keyColumn = -1;
		this.#hasValue = false;
	}

	passAll(lines: string): void {
		for (const line of lines.split("\n")) this.pass(line);
	}

	/** Takes in a line, with its stand-ins. */
	pass(line: string): void {
		const indent = line.search(/[^ ]/);
		if (indent === -1 || line.trim() === "") return;
		while ((this.#blocks.at(-1)?.column ?? -1) >= indent) this.#blocks.pop();
		if (this.inText(indent) || line[indent] === "#") return;
		if (/^(?:---|\.\.\.)(?:\s|$)/.test(line)) {
			this.leave();
			return;
		}
		const key = keyLine.exec(line);
		if (key !== null) {
			this.#keyColumn = key[1]?.length ?? 0;
			const value = (key[2] ?? "").trim();
			this.#hasValue = value !== "" && !value.startsWith("#");
			if (blockHeader.test(line)) this.#blocks.push({ column: this.#keyColumn, holdsFile: fileKey.test(line) });
			return;
		}
		const item = itemLine.exec(line);
		if (item === null) return;
		const [, spaces = "", dashes = ""] = item;
		this.#keyColumn = spaces.length + dashes.trimEnd().length - 1;
		this.#hasValue = true;
		if (blockHeader.test(line)) this.#blocks.push({ column: this.#keyColumn, holdsFile: false });
	}
}
