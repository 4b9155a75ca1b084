import type { DependenciesResult, PictureNode } from "../../../server/protocol/overview.ts";

export type ToPicture =
	| { readonly kind: "picture"; readonly result: DependenciesResult }
	| { readonly kind: "nothing"; readonly reason: string };

export type FromPicture =
	| { readonly kind: "ready" }
	| { readonly kind: "open"; readonly node: PictureNode }
	| { readonly kind: "centre"; readonly node: PictureNode };
