/**
 * Whether a rule's route means a route of an API. `GET /pets` means `GET /pets`, and the GET requests to `ANY /pets`; `ANY /pets` means every
 * method of the path.
 */
export function meansRoute(wanted: string, routeKey: string, method: string): boolean {
  if (wanted === routeKey) return true;
  const [wantedVerb, wantedPath] = parts(wanted);
  const [verb, path] = parts(routeKey);
  if (path === '' || path !== wantedPath) return false;
  return wantedVerb === 'ANY' || wantedVerb === verb || (verb === 'ANY' && wantedVerb === method.toUpperCase());
}

function parts(routeKey: string): readonly [verb: string, path: string] {
  const blank = routeKey.indexOf(' ');
  return blank === -1 ? ['', ''] : [routeKey.slice(0, blank).toUpperCase(), routeKey.slice(blank + 1).trim()];
}
