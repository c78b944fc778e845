const STRICT = '--no-experimental-require-module';

/**
 * Flags that Node is started with for a function. Lambda starts Node 20 and 22 so that `require` of an ES module fails
 * (docs/aws/lambda.md#node-runtimes); code that is bundled for AWS never meets that there, while here packages stay outside the bundle. So
 * it works unless the function's `NODE_OPTIONS` asks for Lambda's own setting, which Node would not take over from a variable for a thread.
 */
export function lambdaNodeFlags(nodeVersion: string, nodeOptions = ''): string[] {
  const [major = 0, minor = 0] = nodeVersion.split('.').map(Number);
  const knowsRequireModule = (major === 20 && minor >= 17) || major === 22;
  return knowsRequireModule && nodeOptions.split(/\s+/).includes(STRICT) ? [STRICT] : [];
}
