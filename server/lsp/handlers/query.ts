import { linksOf } from "../../features/runQuery/linksOf.ts";
import { writeCurl } from "../../features/runQuery/writeCurl.ts";
import { type ExemplarAnswer, exemplars, type QueryAnswer, query, queryElsewhere } from "../../protocol/query.ts";
import { encodeData } from "../../protocol/wireNumbers.ts";
import { answer } from "../guard.ts";
import type { Session } from "../session.ts";

export function handleQuery(session: Session): void {
	answer(session, query, async (params, signal): Promise<QueryAnswer> => {
		const answered = await session.service.query(params, signal);
		if (answered.kind !== "ok") return answered;
		const { result } = answered;
		return { ...answered, result: { ...result, data: encodeData(result.data, params.range?.step) } };
	});
	answer(session, exemplars, async (params, signal): Promise<ExemplarAnswer> => {
		const series = await session.service.exemplars(params, signal);
		return series.length === 0 ? { kind: "none" } : { kind: "ok", series };
	});
	answer(session, queryElsewhere, (params) => {
		const { environment } = session.prometheus;
		if (environment === undefined) return null;
		return { curl: writeCurl(environment, params), links: linksOf(environment, params) };
	});
}
