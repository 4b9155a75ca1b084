import {
	commands,
	Disposable,
	QuickInputButtons,
	type QuickPickItem,
	QuickPickItemKind,
	window,
	workspace,
} from "vscode";
import type { ScaffoldSummary } from "../../server/protocol/scaffold.ts";

interface ScaffoldItem extends QuickPickItem {
	readonly id?: string;
	readonly trust?: true;
}

/** The group of templates that name none. */
const ownGroup = "own";

/** Which scaffold is to be run, by group; searched by all that is said of each. */
export function chooseScaffold(
	title: string,
	scaffolds: readonly ScaffoldSummary[],
	canGoBack: boolean,
): Promise<string | "back" | undefined> {
	const pick = window.createQuickPick<ScaffoldItem>();
	pick.title = title;
	pick.placeholder = "What is to be made? Nothing is written before you have seen it.";
	pick.matchOnDescription = true;
	pick.matchOnDetail = true;
	pick.ignoreFocusOut = true;
	pick.buttons = canGoBack ? [QuickInputButtons.Back] : [];
	pick.items = listItems(scaffolds);
	return new Promise((resolve) => {
		const finish = (answer: string | undefined): void => {
			resolve(answer);
			subscriptions.dispose();
		};
		const subscriptions = Disposable.from(
			pick,
			pick.onDidTriggerButton(() => finish("back")),
			pick.onDidHide(() => finish(undefined)),
			pick.onDidAccept(() => {
				const [item] = pick.activeItems;
				if (item?.trust === true) {
					void commands.executeCommand("workbench.trust.manage");
					finish(undefined);
				} else if (item?.id !== undefined) finish(item.id);
			}),
		);
		pick.show();
	});
}

/** The workspace's own come first: who wrote some wants them. */
function listItems(scaffolds: readonly ScaffoldSummary[]): readonly ScaffoldItem[] {
	const groups = Map.groupBy(scaffolds, ({ group }) => group);
	const names = [...groups.keys()].sort((one, other) => Number(other === ownGroup) - Number(one === ownGroup));
	const items = names.flatMap((name): readonly ScaffoldItem[] => [
		{ label: name === ownGroup ? "Of This Workspace" : name, kind: QuickPickItemKind.Separator },
		...(groups.get(name) ?? []).map(itemOf),
	]);
	if (workspace.isTrusted) return items;
	return [
		...items,
		{ label: "Not trusted", kind: QuickPickItemKind.Separator },
		{
			label: "$(workspace-untrusted) Trust This Workspace…",
			detail: "Its own templates, in .observability/templates, are used only where you trust it.",
			trust: true,
		},
	];
}

function itemOf({ id, title, summary, own }: ScaffoldSummary): ScaffoldItem {
	return {
		label: own ? `$(home) ${title}` : title,
		...(own ? { description: "yours: .observability/templates" } : {}),
		...(summary === "" ? {} : { detail: summary }),
		id,
	};
}
