/**
 * Where the versions of Prometheus give other results. In 2.x a range has both of its ends, since 3.0 the older one is
 * left out; and means are worked out in another order, which shows in the last digits.
 */
export type EvaluationDialect = "2.x" | "3.x";
