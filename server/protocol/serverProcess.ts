/**
 * Flags of V8 for the server's process. A key stroke in a large file makes some megabytes of short-lived objects. With
 * V8's own choice of a young generation (larger with the machine's memory) collecting them is rare and takes 15 to 30 ms,
 * just while someone types; with one of 16 MiB it takes 3 to 5 ms (`npm run bench` shows it as p95).
 */
export const serverProcessFlags: readonly string[] = ["--max-semi-space-size=16"];
