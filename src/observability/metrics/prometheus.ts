import type { MetricSeries } from './metric-store.ts';

/** The content type of the text format. https://prometheus.io/docs/instrumenting/exposition_formats/ */
export const PROMETHEUS_CONTENT_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

const QUANTILES = [
  ['0.5', 'p50'],
  ['0.9', 'p90'],
  ['0.99', 'p99'],
] as const;

/**
 * The session's metrics in Prometheus's text format: counts as counters, everything else as summaries with the quantiles 0.5, 0.9 and 0.99.
 * `AWS/ApiGateway` `4XXError` becomes `aws_apigateway_4xxerror_total`, dimensions become labels.
 */
export function prometheusText(series: readonly MetricSeries[]): string {
  const families = new Map<string, { readonly type: string; readonly help: string; readonly lines: string[] }>();
  for (const one of series) {
    const isCounter = one.unit === 'Count' && one.total.minimum >= 0;
    const name = familyName(one, isCounter);
    let family = families.get(name);
    if (family === undefined) {
      const help = `${one.namespace} ${one.name} (${one.unit})`;
      families.set(name, (family = { type: isCounter ? 'counter' : 'summary', help, lines: [] }));
    }
    family.lines.push(...(family.type === 'counter' ? counter(name, one) : summary(name, one)));
  }
  return [...families]
    .map(
      ([name, { type, help, lines }]) =>
        `# HELP ${name} ${escapeHelp(help)}\n# TYPE ${name} ${type}\n${lines.join('')}`,
    )
    .join('');
}

function counter(name: string, { dimensions, total }: MetricSeries): string[] {
  return [`${name}${labels(dimensions)} ${total.sum}\n`];
}

function summary(name: string, { dimensions, total }: MetricSeries): string[] {
  return [
    ...QUANTILES.map(([quantile, key]) => `${name}${labels({ ...dimensions, quantile })} ${total[key]}\n`),
    `${name}_sum${labels(dimensions)} ${total.sum}\n`,
    `${name}_count${labels(dimensions)} ${total.sampleCount}\n`,
  ];
}

function familyName({ namespace, name, unit }: MetricSeries, isCounter: boolean): string {
  const words = isCounter || unit === 'None' ? [namespace, name] : [namespace, name, unit];
  const base = words
    .join('_')
    .toLowerCase()
    .replaceAll(/[^a-z0-9_]+/g, '_');
  return `${/^\d/.test(base) ? '_' : ''}${base}${isCounter ? '_total' : ''}`;
}

function labels(dimensions: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(dimensions).map(([name, value]) => `${labelName(name)}="${escapeLabel(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

const labelName = (name: string): string => name.replaceAll(/[^a-zA-Z0-9_]/g, '_').replace(/^(?=\d)/, '_');
const escapeLabel = (value: string): string =>
  value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
const escapeHelp = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
