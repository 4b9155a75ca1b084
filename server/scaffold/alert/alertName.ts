/** Claims that every Prometheus takes it as the name of an alert, and people as one in a route. */
export function isAlertName(name: string): boolean {
	return /^[A-Za-z_:][A-Za-z0-9_:]*$/.test(name);
}
