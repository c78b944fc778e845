import { parseJson } from '../../model/base/json.ts';
import type { MetricSample } from './metric.ts';

/** CloudWatch's limits of the embedded metric format. */
const LARGEST_DOCUMENT = 1024 * 1024;
const LARGEST_METRICS = 100;
const LARGEST_VALUES = 100;
const LARGEST_DIMENSIONS = 30;
const LARGEST_NAME = 255;

/**
 * The samples in a log line of the embedded metric format; none where the line is anything else or breaks a rule of the format, as CloudWatch
 * then keeps an ordinary log line.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function embeddedMetrics(line: string): readonly MetricSample[] {
  // Nearly every line ends here.
  if (!line.includes('"CloudWatchMetrics"') || line.length > LARGEST_DOCUMENT) return [];
  const document = asObject(parseJson(line.slice(line.indexOf('{'))));
  const aws = asObject(document?.['_aws']);
  const timestamp = aws?.['Timestamp'];
  const directives = aws?.['CloudWatchMetrics'];
  if (document === undefined || !Number.isInteger(timestamp) || !Array.isArray(directives)) return [];
  const samples: MetricSample[] = [];
  for (const directive of directives) {
    const read = readDirective(asObject(directive), document, timestamp as number);
    if (read === undefined) return [];
    samples.push(...read);
  }
  return samples;
}

type Members = Readonly<Record<string, unknown>>;

function readDirective(
  directive: Members | undefined,
  document: Members,
  timestamp: number,
): MetricSample[] | undefined {
  const { Namespace: namespace, Dimensions: dimensionSets, Metrics: metrics } = directive ?? {};
  if (!isName(namespace) || !Array.isArray(dimensionSets) || dimensionSets.length === 0) return undefined;
  if (!Array.isArray(metrics) || metrics.length > LARGEST_METRICS) return undefined;
  const sets = dimensionSets.map((set) => readDimensions(set, document));
  const found: MetricSample[] = [];
  for (const metric of metrics.map(asObject)) {
    const { Name: name, Unit: unit = 'None' } = metric ?? {};
    if (!isName(name) || typeof unit !== 'string') return undefined;
    const values = readValues(document[name]);
    if (values === undefined) return undefined;
    for (const dimensions of sets) {
      if (dimensions === undefined) return undefined;
      for (const value of values) found.push({ namespace, name, unit, dimensions, value, timestamp });
    }
  }
  return found;
}

function readDimensions(set: unknown, document: Members): Readonly<Record<string, string>> | undefined {
  if (!Array.isArray(set) || set.length > LARGEST_DIMENSIONS) return undefined;
  const dimensions: Record<string, string> = {};
  for (const name of set) {
    if (!isName(name)) return undefined;
    const value = document[name];
    if (typeof value !== 'string') return undefined;
    dimensions[name] = value;
  }
  return dimensions;
}

function readValues(target: unknown): readonly number[] | undefined {
  const values: unknown[] = Array.isArray(target) ? target : [target];
  if (values.length > LARGEST_VALUES) return undefined;
  return values.every((value) => typeof value === 'number' && Number.isFinite(value))
    ? (values as number[])
    : undefined;
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value.length >= 1 && value.length <= LARGEST_NAME;
}

function asObject(value: unknown): Members | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : undefined;
}
