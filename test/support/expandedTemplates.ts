/**
 * Templates of an alert on `x > 0`, whose only series is `x{a="v"} 2`: where expanding fails the stretch that is to blame
 * stands between `»` and `«`.
 */
export const EXPANDED_TEMPLATES: readonly string[] = [
	"{{ »nil« }}",
	"{{ $value | »first« }}",
	"{{ $value | »value« }}",
	'{{ query "x" | »value« }}',
	'{{ $labels | »label« "a" }}',
	"{{ »toUpper« $value }}",
	'{{ »reReplaceAll« "a" "b" $value }}',
	"{{ »query« $value }}",
	"{{ if »gt« $value 5 }}a{{ end }}",
	"{{ if »eq« .Value 0 }}a{{ end }}",
	"{{ »$labels« $value }}",
	"{{ $labels.a | »$value« }}",
	"{{ ».Foo« }}",
	"{{ »$labels.a.b« }}",
	"{{ »$value.a« }}",
	'{{ range query "x" }}{{ ».a« }}{{ end }}',
	'{{ »(query "x").Labels« }}',
	"{{ if gt $value 5.0 }}a{{ end }}",
	'{{ if eq $labels.a "b" }}a{{ end }}',
	'{{ query "x" | first | value | humanize }}',
	'{{ query "x" | sortByLabel "a" | first | label "a" | toUpper }}',
	"{{ $value | humanizeDuration | title }}",
	"{{ range $k, $v := $labels }}{{ $k }}={{ $v }}{{ end }}",
	'{{ with query "x" }}{{ with first . }}{{ .Labels.a }} {{ .Value }}{{ end }}{{ end }}',
	"{{ $externalLabels.a }}{{ $externalURL }}{{ .ExternalURL }}{{ .ExternalLabels.b }}",
	'{{ (index (query "x") 0).Value }}',
	'{{ args 1 2 }}{{ (args "a").arg0 }}',
	"{{ and $value $labels.a }}",
	'{{ $s := "" }}{{ range query "x" }}{{ $s = .Labels.a }}{{ end }}{{ $s }}',
	'{{ $s := 0 }}{{ range query "x" }}{{ $s = .Labels.a }}{{ end }}{{ toUpper $s }}',
	"{{ len $labels }}{{ if gt (len $labels) 2 }}a{{ end }}",
	'{{ define "t" }}{{ . }}{{ end }}{{ template "t" $value }}',
];

export function withoutMarks(marked: string): string {
	return marked.replace(/[»«]/g, "");
}
