import { deepEqual, equal, rejects } from "node:assert/strict";
import { describe, it } from "mocha";
import { EventEmitter, type SecretStorage, type SecretStorageChangeEvent } from "vscode";
import { CredentialStore, originOf } from "../../../client/credentials.ts";

function secretsInMemory(): SecretStorage {
	const secrets = new Map<string, string>();
	return {
		onDidChange: new EventEmitter<SecretStorageChangeEvent>().event,
		keys: async () => [...secrets.keys()],
		get: async (key) => secrets.get(key),
		store: async (key, value) => void secrets.set(key, value),
		delete: async (key) => void secrets.delete(key),
	};
}

const token = (origin: string) => ({ kind: "token", origin }) as const;

export function testCredentials(): void {
	describe("credentials", () => {
		it("go to the origin that they were given for and to no other", async () => {
			const store = new CredentialStore(secretsInMemory());
			await store.set(token("https://prom.example.org"), "s3cret");
			equal(await store.get(token("https://prom.example.org")), "s3cret");
			for (const other of [
				"http://prom.example.org",
				"https://prom.example.org:8443",
				"https://prom.example.org.evil.test",
				"https://sub.prom.example.org",
				"https://prom.example.org/path",
				"https://user@prom.example.org",
				"prom.example.org",
				"",
			]) {
				equal(await store.get(token(other)), undefined, other);
			}
		});

		it("are of one kind and for one way to the server", async () => {
			const store = new CredentialStore(secretsInMemory());
			const origin = "https://prom.example.org";
			await store.set({ kind: "token", origin }, "plain");
			await store.set({ kind: "token", origin, route: "a1" }, "by another authority");
			equal(await store.get({ kind: "password", origin }), undefined);
			equal(await store.get({ kind: "token", origin, route: "b2" }), undefined);
			equal(await store.get({ kind: "token", origin }), "plain");
			equal(await store.get({ kind: "token", origin, route: "a1" }), "by another authority");
			deepEqual(await store.list(), [
				{ kind: "token", origin },
				{ kind: "token", origin, route: "a1" },
			]);
		});

		it("belong to an origin, so an address is refused", async () => {
			const store = new CredentialStore(secretsInMemory());
			await rejects(store.set(token("https://prom.example.org/path"), "s3cret"));
			await rejects(store.set(token("file:///etc"), "s3cret"));
			deepEqual(await store.list(), []);
		});

		it("are gone once they are forgotten", async () => {
			const store = new CredentialStore(secretsInMemory());
			await store.set(token("https://a.example.org"), "a");
			await store.set(token("https://b.example.org"), "b");
			await store.forget(token("https://a.example.org"));
			deepEqual(await store.list(), [token("https://b.example.org")]);
			equal(await store.get(token("https://a.example.org")), undefined);
		});

		it("know an origin in every spelling of an address", () => {
			equal(originOf("https://Prom.Example.org:443/a/b?c"), "https://prom.example.org");
			equal(originOf("http://[::1]:9090/"), "http://[::1]:9090");
			equal(originOf("ftp://prom.example.org"), undefined);
			equal(originOf("prom"), undefined);
		});
	});
}
