/** Two routes of an HTTP API of which AWS refuses the second. */
export interface RouteConflict<Route> {
  readonly route: Route;
  /** Key of the route that was there before. */
  readonly earlier: string;
}

/**
 * Routes with the method and shape of an earlier one whose variables have other names, such as `GET /a/{id}` and `GET /a/{name}`
 * (docs/aws/http-api.md#route-keys). The same key twice is not meant.
 */
export function conflictingRoutes<Route extends { readonly routeKey: string }>(
  routes: readonly Route[],
): readonly RouteConflict<Route>[] {
  const byShape = new Map<string, string>();
  return routes.flatMap((route) => {
    const shape = route.routeKey.replace(/\{[^{}+]*(\+?)\}/g, '{$1}');
    const earlier = byShape.get(shape);
    if (earlier === undefined) byShape.set(shape, route.routeKey);
    return earlier === undefined || earlier === route.routeKey ? [] : [{ route, earlier }];
  });
}

/** What AWS says of the second one. */
export function conflictMessage({ route, earlier }: RouteConflict<{ readonly routeKey: string }>): string {
  return `the route "${route.routeKey}" has a conflicting variable on the same hierarchical level as "${earlier}"`;
}

export const CONFLICT_HINT = 'AWS refuses the second route. Use the same variable names in both, or remove one.';
