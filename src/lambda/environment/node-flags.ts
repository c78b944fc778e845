/**
 * Flags that Lambda starts Node with (lambda.md 1): on Node 20 and 22 `require` of an ES module fails, as it does there. Node 24 has none.
 */
export function lambdaNodeFlags(nodeVersion: string): string[] {
  const [major = 0, minor = 0] = nodeVersion.split('.').map(Number);
  const knowsRequireModule = (major === 20 && minor >= 17) || major === 22;
  return knowsRequireModule ? ['--no-experimental-require-module'] : [];
}
