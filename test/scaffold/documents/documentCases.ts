import { documentLogics } from "../../../server/scaffold/documents/documentLogics.ts";
import type { Answers } from "../../../server/scaffold/scaffold.ts";
import type { Scene } from "../../support/scaffolds.ts";
import type { ScaffoldCase } from "../scaffoldCase.ts";
import { odd, shop } from "./shop.ts";

const scenes: readonly (readonly [string, Scene, Answers])[] = [
	["an empty workspace", {}, {}],
	["a workspace with something of everything", { files: shop }, {}],
	["odd names", { files: odd }, {}],
	["a document at the root", { files: shop }, { path: "REPORT (new).md" }],
];

const every = { tools: "pagerduty, opsgenie, oncall, slack, teams, webhook, email" };
const guides = ["github", "gitlab", "jenkins", "azure", "other"].map((ci) => ({ ...every, ci }));

export const documentCases: readonly ScaffoldCase[] = [
	...documentLogics.flatMap(({ id }) => scenes.map(([title, scene, answers]) => ({ id, title, answers, scene }))),
	...guides.map((answers) => ({ id: "integrationGuide", title: `for ${answers.ci}`, answers, scene: { files: shop } })),
];
