/** Why a file could not be read or written, in the user's words. */
export function describeFailure(error: unknown): string {
	const code = error instanceof Error && "code" in error ? error.code : undefined;
	switch (code) {
		case "ENOENT":
			return "there is no such file or folder";
		case "EACCES":
		case "EPERM":
			return "there is no permission for it";
		case "ELOOP":
			return "its links lead in a circle";
		case "EISDIR":
			return "it is a folder";
		case "ENOTDIR":
			return "a part of its path is no folder";
		case "EROFS":
			return "it is on a file system that cannot be written to";
		case "ENOSPC":
			return "there is no space left";
		case "ERR_FS_FILE_TOO_LARGE":
			return "it is too large";
		default:
			return error instanceof Error ? error.message : String(error);
	}
}
