export function compileRouteSelection(expression: string): (body: string) => string | undefined {
  const path = expression.replace('$request.body.', '').split('.');
  return (body) => {
    try {
      let v: unknown = JSON.parse(body);
      for (const p of path) v = (v as Record<string, unknown>)[p];
      return v === undefined ? '' : String(v);
    } catch {
      return undefined;
    }
  };
}
