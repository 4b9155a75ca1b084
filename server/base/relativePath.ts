/** The way from the folder of one path, or URI, to another, with `/`: from `a/b/c` to `a/d` it is `../d`. */
export function relativePath(from: string, to: string): string {
	const [here, there] = [from.split("/"), to.split("/")];
	let common = 0;
	while (common < here.length - 1 && common < there.length - 1 && here[common] === there[common]) common++;
	return [...here.slice(common, -1).map(() => ".."), ...there.slice(common)].join("/");
}
