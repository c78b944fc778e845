/**
 * Flags that Lambda starts Node with (lambda.md 1): on Node 20 and 22 `require` of an ES module fails, as it does there. Node 24 has none.
 * A function's `NODE_OPTIONS` switches it back on, as on AWS; on Node's own command line the flag would win.
 */
export function lambdaNodeFlags(nodeVersion: string, nodeOptions = ''): string[] {
  const [major = 0, minor = 0] = nodeVersion.split('.').map(Number);
  const knowsRequireModule = (major === 20 && minor >= 17) || major === 22;
  const wanted = nodeOptions.split(/\s+/).includes('--experimental-require-module');
  return knowsRequireModule && !wanted ? ['--no-experimental-require-module'] : [];
}
