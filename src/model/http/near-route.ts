const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];

/**
 * What a request that no route answers may have meant, to be put behind the reason: the methods that the path has, or the path with a slash
 * more or fewer; a preflight request without CORS. The empty string where nothing is near. `matches`: whether a route answers.
 */
export function nearRoute(
  request: { readonly method: string; readonly path: string; readonly isPreflight: boolean },
  matches: (method: string, path: string) => boolean,
): string {
  const { method, path, isPreflight } = request;
  const known = METHODS.filter((other) => matches(other, path));
  if (isPreflight && known.length > 0)
    return `. It is a browser's preflight request: set "cors" on the API, or add an OPTIONS route`;
  if (known.length > 0) return `. The path exists with ${listed(known)}`;
  const other = withOtherSlash(path);
  if (other === undefined || !matches(method, other)) return '';
  return path.endsWith('/')
    ? `. ${method} ${other} exists: the slash at the end is too much`
    : `. ${method} ${other} exists: the slash at the end is missing`;
}

function withOtherSlash(path: string): string | undefined {
  if (path === '/') return undefined;
  return path.endsWith('/') ? path.slice(0, -1) : `${path}/`;
}

function listed(methods: readonly string[]): string {
  const last = methods.at(-1) ?? '';
  return methods.length === 1 ? last : `${methods.slice(0, -1).join(', ')} and ${last}`;
}
