/** The editor's kind of colour theme, as `protocol/messages.ts` names it too: the core does not know the protocol. */
export type Theme = "light" | "dark" | "highContrast" | "highContrastLight";
