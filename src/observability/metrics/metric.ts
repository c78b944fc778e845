/** A metric's name and dimensions, as CloudWatch distinguishes series: every combination is a series of its own. */
export interface MetricIdentity {
  /** `AWS/ApiGateway`, `AWS/Lambda`, or a custom one. */
  readonly namespace: string;
  readonly name: string;
  /** In the order in which they are shown. */
  readonly dimensions: Readonly<Record<string, string>>;
  /** CloudWatch's unit: `Count`, `Milliseconds`, `Bytes`, `None` … */
  readonly unit: string;
}

export interface MetricSample extends MetricIdentity {
  readonly value: number;
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
}

export function keyOf({ namespace, name, dimensions }: MetricIdentity): string {
  return JSON.stringify([namespace, name, Object.entries(dimensions)]);
}
