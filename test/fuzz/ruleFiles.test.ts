import { RULE_FILES, withoutMarks } from "../support/ruleFiles.ts";
import { createDocument } from "../support/testService.ts";
import { fuzz, preview, type Random } from "./seeded.ts";
import { describeAnswers, pickOffsets, require, requireSoundFile, startService } from "./soundness.ts";
import { mutateLines } from "./textMutations.ts";

const everyStyle = `# A comment
groups:
  - name: g
    interval: 30s
    rules:
      - record: "job:requests:rate5m"
        expr: 'sum by (job) (rate(requests_total{code=~"5..", path="/\\\\d"}[5m] offset 1h))'
      - alert: Down
        expr: |
          up{job="é💥"} == 0 # why
            and on (instance) group_left ()
          max_over_time({"my.metric", "a.b"!~'x|y'}[1h:5m])

        for: 5m
        labels: &labels {severity: page}
        annotations:
          summary: "{{ $labels.job }} is down {{ with query \\"up\\" }}{{ . | first | value }}{{ end }}"
      - alert: Again
        expr: "histogram_quantile(0.9,\\
          sum(rate(x_bucket[5m])) by (le)) > bool 1"
        labels: *labels
---
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
spec:
  groups:
    - name: k
      rules:
        - record: a
          expr: >-
            vector(1)
            or absent(up)
`;

const files: readonly string[] = [everyStyle, ...RULE_FILES.map(({ marked }) => withoutMarks(marked))];

/** The file with the most in it comes as often as all the others. */
function pickFile(random: Random): string {
	return random.chance(0.5) ? everyStyle : random.pick(files);
}

fuzz("broken rule files are answered", 0.12, async (random) => {
	let text = pickFile(random);
	for (let left = 1 + random.below(5); left > 0; left -= 1) text = mutateLines(text, random, files);
	await requireSoundFile(await startService(), createDocument(text), pickOffsets(text, random, 6));
});

fuzz("a service that has followed every edit answers as a new one does", 0.18, async (random) => {
	const uri = "file:///rules/edited.yaml";
	const old = await startService();
	let text = pickFile(random);
	const history: string[] = [];
	for (let version = 1; version <= 12; version += 1) {
		const document = createDocument(text, version, uri);
		const offset = random.below(text.length + 1);
		const [kept, fresh] = [
			await describeAnswers(old, document, offset),
			await describeAnswers(await startService(), document, offset),
		];
		require(kept === fresh, explainDifference(kept, fresh, text, history));
		require(old.logged.length === 0, `The service logged ${old.logged.join("; ")} for ${preview(text)}`);
		history.push(text);
		// Going back to an earlier text is what undo does.
		text = random.chance(0.15) ? random.pick(history) : mutateLines(text, random, files);
	}
});

function explainDifference(kept: string, fresh: string, text: string, history: readonly string[]): string {
	let at = 0;
	while (at < kept.length && kept[at] === fresh[at]) at += 1;
	const part = (answer: string) => answer.slice(Math.max(0, at - 200), at + 200);
	return `After ${preview(history.at(-1) ?? "")} the answers for ${preview(text)} differ:\n…${part(kept)}…\ninstead of\n…${part(fresh)}…`;
}
