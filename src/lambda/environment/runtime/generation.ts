/**
 * Which generation of AWS's Node runtime interface client the environment behaves as: 3 up to Node 22, 4 from Node 24
 * (docs/aws/lambda.md#handler-contract). The Node that runs decides, whatever the function's `runtime` says.
 */
export type Generation = 3 | 4;

export function generationOf(nodeVersion: string): Generation {
  return Number(nodeVersion.split('.')[0]) >= 24 ? 4 : 3;
}
