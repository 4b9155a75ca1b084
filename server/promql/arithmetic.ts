/** What an arithmetic operator makes of two numbers, as Go's `float64` does; `undefined` of another operator. */
export function compute(left: number, operator: string, right: number): number | undefined {
	switch (operator) {
		case "+":
			return left + right;
		case "-":
			return left - right;
		case "*":
			return left * right;
		case "/":
			return left / right;
		case "%":
			return left % right;
		case "^":
			return left ** right;
		default:
			return undefined;
	}
}
