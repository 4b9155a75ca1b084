/**
 * Writes a text that was laid out as its project wants it. `style` has the words after the finisher's name in `finish` of
 * the target, such as `typescript` and `tabs` of `ecmaScript typescript tabs`.
 */
export type Finish = (text: string, style: ReadonlySet<string>) => string;
