import { expect, test } from "vitest";
import { chooseByTyped } from "../../../server/features/completion/bound.ts";

const names = ["a_total", "http_requests_total", "HTTP_size", "node_http_open", "xhttpy", "hot_tea_time_pot"];

test.each([
	["http", ["http_requests_total", "HTTP_size", "node_http_open", "xhttpy", "hot_tea_time_pot"]],
	["HTTP_s", ["HTTP_size", "http_requests_total"]],
	["hrt", ["http_requests_total"]],
	["hreqtot", ["http_requests_total"]],
	["ttl", ["a_total", "http_requests_total"]],
	["", ["a_total", "http_requests_total", "HTTP_size", "node_http_open", "xhttpy"]],
	["zz", []],
])("of many values those that fit %j come in the order of their fit", (typed, expected) => {
	expect(chooseByTyped(names, typed, 5)).toEqual({ values: expected, cut: true });
});

test("beginnings of words go before letters that are scattered", () => {
	const values = ["h_xrx_xtx", "aaa", "bbb", "http_requests_total"];
	expect(chooseByTyped(values, "hrt", 3).values).toEqual(["http_requests_total", "h_xrx_xtx"]);
});

test("a short list is left to the editor", () => {
	expect(chooseByTyped(names, "zz", 6)).toEqual({ values: names, cut: false });
});
