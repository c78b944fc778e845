import { useState } from 'preact/hooks';
import type { MetricSeries } from '../../../observability/metrics/metric-store.ts';
import { setQuery, useAddress } from '../live/address.ts';
import { useStore } from '../live/store.ts';
import { useEndpoint } from '../live/use-endpoint.ts';
import { count } from '../parts/format.ts';
import { FailureNotice, Loading } from '../parts/notice.tsx';
import { Choice } from '../parts/tabs.tsx';
import { chartsOf } from './charts.ts';
import { Chart } from './chart.tsx';
import { Cost } from './cost.tsx';

const RANGES = [
  ['5', '5 min'],
  ['30', '30 min'],
  ['', 'Since start'],
] as const;

/** CloudWatch's metrics of the session, and what its traffic costs. Loaded when it is first shown: the charts bring a library. */
export default function Metrics() {
  const { total, state } = useStore();
  const { query } = useAddress();
  const { value, failure } = useEndpoint<{ metrics: MetricSeries[] }>('metrics', total);
  const [showsAll, setShowsAll] = useState(false);
  const api = query['api'];
  const range = query['range'] ?? '30';
  const served = state?.apis ?? [];
  const charts =
    value === undefined
      ? []
      : chartsOf(
          value.metrics,
          served.find(({ name }) => name === api),
        );
  return (
    <>
      <div class="tools-view">
        <h1>Metrics and cost</h1>
        <select aria-label="API" value={api ?? ''} onChange={(event) => setQuery({ api: event.currentTarget.value })}>
          <option value="">All APIs</option>
          {served.map(({ name }) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
        <Choice
          label="Range"
          options={RANGES}
          chosen={range}
          choose={(next) => setQuery({ range: next === '30' ? '' : next === '' ? 'all' : next })}
        />
        <span class="push dim only-wide">names and dimensions as in CloudWatch, one-minute steps</span>
      </div>
      <div class="split wide stack">
        <div class="pane" tabIndex={0} role="region" aria-label="Metrics">
          {failure === undefined ? null : <FailureNotice failure={failure} what="The metrics" />}
          {value === undefined && failure === undefined ? <Loading what="metrics" /> : null}
          {value !== undefined && charts.length === 0 ? (
            <div class="blank">
              <h2>No metric yet</h2>
              <p class="mid">Metrics appear with the first request.</p>
            </div>
          ) : null}
          <div class="charts">
            {charts.map((chart) => (
              <Chart key={chart.title} chart={chart} minutes={range === 'all' ? undefined : Number(range || 30)} />
            ))}
          </div>
          {value === undefined || value.metrics.length === 0 ? null : (
            <div class="sec">
              <button type="button" aria-expanded={showsAll} onClick={() => setShowsAll(!showsAll)}>
                {showsAll ? 'Hide the series' : `All ${value.metrics.length} series`}
              </button>
              {showsAll ? <Series metrics={value.metrics} /> : null}
            </div>
          )}
        </div>
        <Cost />
      </div>
    </>
  );
}

function Series({ metrics }: { readonly metrics: readonly MetricSeries[] }) {
  return (
    <div class="scroll-x" tabIndex={0} role="region" aria-label="All series">
      <table class="flush">
        <thead>
          <tr>
            <th>Namespace</th>
            <th>Metric</th>
            <th>Dimensions</th>
            <th class="num">Samples</th>
            <th class="num">Sum</th>
            <th class="num">Average</th>
            <th class="num">p99</th>
          </tr>
        </thead>
        <tbody>
          {metrics.map(({ namespace, name, dimensions, total }) => (
            <tr key={`${namespace} ${name} ${JSON.stringify(dimensions)}`}>
              <td class="mid">{namespace}</td>
              <td>{name}</td>
              <td class="mono">
                {Object.entries(dimensions)
                  .map(([key, text]) => `${key}=${text}`)
                  .join(' ')}
              </td>
              <td class="num">{count(total.sampleCount)}</td>
              <td class="num">{count(total.sum)}</td>
              <td class="num">{count(total.average)}</td>
              <td class="num">{count(total.p99)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
