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

export function testCredentials(): void {
	describe("credentials", () => {
		it("go to the origin that they were given for and to no other", async () => {
			const store = new CredentialStore(secretsInMemory());
			await store.set("https://prom.example.org", "s3cret");
			equal(await store.get("https://prom.example.org"), "s3cret");
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
				equal(await store.get(other), undefined, other);
			}
		});

		it("belong to an origin, so an address is refused", async () => {
			const store = new CredentialStore(secretsInMemory());
			await rejects(store.set("https://prom.example.org/path", "s3cret"));
			await rejects(store.set("file:///etc", "s3cret"));
			deepEqual(await store.origins(), []);
		});

		it("are gone once they are forgotten", async () => {
			const store = new CredentialStore(secretsInMemory());
			await store.set("https://a.example.org", "a");
			await store.set("https://b.example.org", "b");
			await store.forget("https://a.example.org");
			deepEqual(await store.origins(), ["https://b.example.org"]);
			equal(await store.get("https://a.example.org"), undefined);
		});

		it("know an origin in every spelling of an address", () => {
			equal(originOf("https://Prom.Example.org:443/a/b?c"), "https://prom.example.org");
			equal(originOf("http://[::1]:9090/"), "http://[::1]:9090");
			equal(originOf("ftp://prom.example.org"), undefined);
			equal(originOf("prom"), undefined);
		});
	});
}
