/** What the server itself would answer with an error, in words for the user. */
export class EvaluationFault extends Error {}

/** What cannot be evaluated here although a server can; the message names it: `native histograms`. */
export class NotEvaluated extends Error {}
