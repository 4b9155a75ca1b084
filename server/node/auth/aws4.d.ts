declare module "aws4" {
	export interface Request {
		host: string;
		path: string;
		method: string;
		service: string;
		region: string;
		headers: Record<string, string>;
		body: string;
	}
	export interface Credentials {
		accessKeyId: string;
		secretAccessKey: string;
		sessionToken?: string;
	}
	/** Adds the headers of AWS Signature Version 4 to the request. */
	function sign(request: Request, credentials: Credentials): Request;
	const aws4: { sign: typeof sign };
	export default aws4;
}
