import type { Rates } from "./rates.ts";

/**
 * The error ratio over a window at each evaluation, as the rules would have it: weighted by requests, NaN where there
 * were none.
 *
 * `summed` windows are those that the rules sum up from every recorded 5-minute rate, so all evaluations in the window
 * count, and an outage shows in them as it does in the rules. The others are rates of the counters over the whole window,
 * of which neighbouring rates that do not overlap are the parts.
 */
export function ratiosOver(rates: Rates, seconds: number, summed: boolean): Float64Array {
	const { grid, over } = rates;
	const stride = summed ? 1 : Math.max(1, Math.round(over / grid.step));
	const parts = Math.max(1, Math.round(seconds / (stride * grid.step)));
	const asked = new MovingSum(rates.requests, stride, parts);
	const failed = new MovingSum(rates.errors, stride, parts);
	const ratios = new Float64Array(grid.count).fill(Number.NaN);
	for (let index = 0; index < grid.count; index++) {
		const requests = asked.at(index);
		const errors = failed.at(index);
		if (requests.sum > 0 && errors.samples > 0) ratios[index] = Math.max(0, errors.sum) / requests.sum;
	}
	return ratios;
}

/** The average of the samples among the last `count` evaluations. */
export function averageOver(values: Float64Array, count: number): Float64Array {
	const sums = new MovingSum(values, 1, Math.max(1, count));
	return values.map((_, index) => {
		const { sum, samples } = sums.at(index);
		return samples === 0 ? Number.NaN : sum / samples;
	});
}

/** Sums of `parts` samples `stride` apart, the last at an index; what is missing adds nothing. */
class MovingSum {
	readonly #sums: Float64Array;
	readonly #samples: Uint32Array;
	readonly #stride: number;
	readonly #parts: number;

	constructor(values: Float64Array, stride: number, parts: number) {
		this.#stride = stride;
		this.#parts = parts;
		this.#sums = new Float64Array(values.length);
		this.#samples = new Uint32Array(values.length);
		for (const [index, value] of values.entries()) {
			const there = Number.isFinite(value);
			this.#sums[index] = (this.#sums[index - stride] ?? 0) + (there ? value : 0);
			this.#samples[index] = (this.#samples[index - stride] ?? 0) + (there ? 1 : 0);
		}
	}

	at(index: number): { readonly sum: number; readonly samples: number } {
		const before = index - this.#stride * this.#parts;
		const samples = (this.#samples[index] ?? 0) - (this.#samples[before] ?? 0);
		// A difference of long sums is never quite nothing, and nothing is what a stretch without errors has.
		if (samples === 0) return { sum: 0, samples };
		const [total, earlier] = [this.#sums[index] ?? 0, this.#sums[before] ?? 0];
		const sum = total - earlier;
		return { sum: Math.abs(sum) <= Math.abs(total) * 1e-12 ? 0 : sum, samples };
	}
}
