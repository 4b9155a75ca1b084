/**
 * Templates of an alert on `x > 0`, whose only series is `x{a="v",host="db.example.org:9100"} VALUE`, and what Prometheus
 * makes of them; `failing` where it makes an error's text.
 */
export interface ExpandedAlert {
	readonly value: string;
	readonly template: string;
	readonly text: string | "failing";
}

const one = (template: string, text: string, value = "2"): ExpandedAlert => ({ value, template, text });

export const failing = "failing";

export const EXPANDED_ALERTS: readonly ExpandedAlert[] = [
	...(
		[
			["1", "1"],
			["0.1", "0.1"],
			["123456", "123456"],
			["1234567", "1.234567e+06"],
			["123456789", "1.23456789e+08"],
			["1e21", "1e+21"],
			["0.00001", "1e-05"],
			["0.0001", "0.0001"],
			["3.3333333333333335", "3.3333333333333335"],
			["+Inf", "+Inf"],
		] as const
	).map(([value, text]) => one("{{ $value }}", text, value)),
	...(
		[
			["1", "1"],
			["999.96", "1000"],
			["999.94", "999.9"],
			["1000", "1k"],
			["123456", "123.5k"],
			["1234567890", "1.235G"],
			["0.5", "500m"],
			["0.0000012", "1.2u"],
			["1e30", "1e+06Y"],
			["+Inf", "+Inf"],
		] as const
	).map(([value, text]) => one("{{ $value | humanize }}", text, value)),
	...(
		[
			["1", "1"],
			["1024", "1ki"],
			["1000", "1000"],
			["1073741824", "1Gi"],
			["3221225472.5", "3Gi"],
			["0.5", "0.5"],
		] as const
	).map(([value, text]) => one("{{ $value | humanize1024 }}B", `${text}B`, value)),
	...(
		[
			["0.25", "250ms"],
			["1", "1s"],
			["59.99", "59.99s"],
			["60", "1m 0s"],
			["3725.9", "1h 2m 5s"],
			["90061", "1d 1h 1m 1s"],
			["0.000002", "2us"],
			["+Inf", "+Inf"],
		] as const
	).map(([value, text]) => one("{{ $value | humanizeDuration }}", text, value)),
	...(
		[
			["0.12345", "12.35%"],
			["1", "100%"],
			["0.00001", "0.001%"],
			["12.5", "1250%"],
		] as const
	).map(([value, text]) => one("{{ $value | humanizePercentage }}", text, value)),
	one("{{ $value | humanizeTimestamp }}", "2009-02-13 23:31:30 +0000 UTC", "1234567890"),
	one("{{ $value | humanizeTimestamp }}", "2009-02-13 23:31:30.5 +0000 UTC", "1234567890.5"),
	one('{{ printf "%.0f" $value }}', "2", "2.5"),
	one('{{ printf "%.0f" $value }}', "4", "3.5"),
	one(
		'{{ printf "%.1f|%5.1f|%-6.2f|%06.2f|%+.1f" $value $value $value $value $value }}',
		"2.2|  2.2|2.25  |002.25|+2.2",
		"2.25",
	),
	one('{{ printf "%f %e %g %v" $value $value $value $value }}', "0.100000 1.000000e-01 0.1 0.1", "0.1"),
	one('{{ printf "%d" $value }}', "%!d(float64=2)"),
	one('{{ printf "%s" $value }}', "%!s(float64=2)"),
	one('{{ printf "%s %s" $labels.a }}', "v %!s(MISSING)"),
	one('{{ printf "%s" $labels.a $value }}', "v%!(EXTRA float64=2)"),
	one('{{ printf "%q %x %5s|%-5s|%.1s" $labels.a $labels.a $labels.a $labels.a "xyz" }}', '"v" 76     v|v    |x'),
	one('{{ printf "%d%% %03d %x" 5 7 255 }}', "5% 007 ff"),
	one('{{ printf "%t" true }}{{ printf "%z" 1 }}', "true%!z(int=1)"),
	one("{{ $labels }}", "map[__name__:x a:v host:db.example.org:9100]"),
	one("{{ $labels.missing }}|{{ .Labels.a }}|{{ .Value }}", "|v|2"),
	one("{{ $labels.host | stripPort }} {{ $labels.host | stripDomain }}", "db.example.org db:9100"),
	one('{{ "10.0.0.1:80" | stripDomain }} {{ "[::1]:80" | stripPort }} {{ "db" | stripPort }}', "10.0.0.1:80 ::1 db"),
	one('{{ toUpper $labels.a }}{{ title "some words" }}{{ toLower "ÄB" }}', "VSome Wordsäb"),
	one('{{ reReplaceAll "(d)(b).*" "$2-${1}x$$" $labels.host }}', "b-dx$"),
	one('{{ reReplaceAll "e" "$1x" $labels.host }}', "db.xampl.org:9100".replaceAll("x", "x")),
	one('{{ match "^db" $labels.host }} {{ if match "x$" $labels.host }}a{{ else }}b{{ end }}', "true b"),
	one('{{ query "x" | first | value }} {{ query "x" | first | label "a" }}', "2 v"),
	one('{{ with query "x" }}{{ . | first | value | humanize }}{{ end }}', "2"),
	one('{{ with query "nothing" }}a{{ else }}none{{ end }}', "none"),
	one('{{ query "nothing" | first | value }}', failing),
	one('{{ range query "x" }}{{ .Labels.a }}={{ .Value }};{{ end }}', "v=2;"),
	one("{{ range $k, $v := $labels }}{{ $k }}={{ $v }},{{ end }}", "__name__=x,a=v,host=db.example.org:9100,"),
	one('{{ range query "nothing" }}a{{ else }}none{{ end }}', "none"),
	one('{{ query "x" | sortByLabel "a" | first | strvalue }}', ""),
	one('{{ (query "x" | first).Labels.a }} {{ (index (query "x") 0).Value }}', "v 2"),
	one('{{ range query "x" }}{{ . }}{{ end }}', "{map[__name__:x a:v host:db.example.org:9100] 2}"),
	one("{{ if gt $value 1.0 }}high{{ else if gt $value 0.5 }}mid{{ else }}low{{ end }}", "high"),
	one("{{ if gt $value 5 }}high{{ end }}", failing),
	one('{{ if eq $labels.a "u" "v" }}yes{{ end }}{{ if ne $labels.a "v" }}no{{ end }}', "yes"),
	one('{{ if and $labels.a (not $labels.b) }}yes{{ end }}{{ or $labels.b "none" }}', "yesnone"),
	one("{{ $x := 1 }}{{ if true }}{{ $x := 2 }}{{ $x }}{{ end }}{{ $x }}", "21"),
	one("{{ $x := 1 }}{{ if true }}{{ $x = 2 }}{{ $x }}{{ end }}{{ $x }}", "22"),
	one('{{ define "t" }}<{{ . }}>{{ end }}{{ template "t" $labels.a }}', "<v>"),
	one("a {{- $labels.a -}} b", "avb"),
	one("{{/* nothing */}}{{ len $labels }} {{ len $labels.a }}", "3 1"),
	one('{{ index $labels "a" }}{{ slice "abcdef" 1 3 }}', "vbc"),
	one('{{ print 1 2 "a" 3 }} {{ print $labels.a $value }} {{ println 1 "b" }}|', "1 2a3 v2 1 b\n|"),
	one('{{ html "<a>" }} {{ urlquery "a b&c" }}', "&lt;a&gt; a+b%26c"),
	one("{{ args 1 $labels.a }}{{ (args 1 2).arg1 }}", "map[arg0:1 arg1:v]2"),
	one('{{ parseDuration "1h30m" | humanizeDuration }}', "1h 30m 0s"),
	one('{{ "0.5" | humanizePercentage }} {{ 1500 | humanize }}', "50% 1.5k"),
	one('{{ "abc" | humanize }}', failing),
	one("{{ graphLink \"up{job='a'} > 1\" }}", "/graph?g0.expr=up%7Bjob%3D%27a%27%7D+%3E+1&g0.tab=0"),
	one('{{ tableLink "up" }}', "/graph?g0.expr=up&g0.tab=1"),
	one("{{ .Foo }}", failing),
	one('{{ 5 }} {{ 1.50 }} {{ 0x10 }} {{ true }} {{ "a\\tb" }}', "5 1.5 16 true a\tb"),
];
