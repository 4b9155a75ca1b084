/** A sum with what rounding lost (Kahan, Babuška, Neumaier). Source: `kahanSumInc` of Prometheus, promql/functions.go. */
export class KahanSum {
	#sum = 0;
	#lost = 0;

	constructor(start = 0) {
		this.#sum = start;
	}

	add(value: number): void {
		const next = this.#sum + value;
		if (!Number.isFinite(next)) this.#lost = 0;
		else if (Math.abs(this.#sum) >= Math.abs(value)) this.#lost += this.#sum - next + value;
		else this.#lost += value - next + this.#sum;
		this.#sum = next;
	}

	/** The sum without the correction. */
	get plain(): number {
		return this.#sum;
	}

	get total(): number {
		return Number.isFinite(this.#sum) ? this.#sum + this.#lost : this.#sum;
	}
}
