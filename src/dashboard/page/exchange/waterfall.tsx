import type { ExchangeRecord } from '../../../observability/record/exchange-record.ts';
import { visible } from '../parts/visible.ts';
import type { StageRecord } from '../../../observability/record/stages.ts';

const NAMES: Readonly<Record<string, string>> = {
  request: 'Request',
  preflight: 'CORS',
  route: 'Route',
  authorizer: 'Authorizer',
  apiKey: 'API key',
  throttle: 'Throttle',
  validation: 'Validation',
  cache: 'Cache',
  integrationRequest: 'Mapping',
  integration: 'Integration',
  integrationResponse: 'Mapping back',
  coldStart: 'Cold start',
  handler: 'Handler',
  reply: 'Reply',
  response: 'Response',
};
const TONES: Readonly<Record<string, string>> = {
  authorizer: 'seg-a',
  coldStart: 'seg-c',
  handler: 'seg-h',
  integration: 'seg-i',
};
/** Stages that say nothing where they had nothing to decide. */
const QUIET = /^(?:no |nothing |off$|open to all|one-way)/;
/** A round end of the axis. */
const STEPS = [
  0.5, 1, 2, 4, 5, 10, 20, 40, 50, 100, 200, 280, 400, 500, 1000, 2000, 4000, 5000, 10_000, 20_000, 30_000, 60_000,
];

/** One line a stage in AWS's order, with what it decided. */
export function Waterfall({ exchange }: { readonly exchange: ExchangeRecord }) {
  const { stages, timings } = exchange;
  const scale = STEPS.find((step) => step >= timings.total) ?? timings.total;
  const hasParts = stages.some(({ within }) => within !== undefined);
  // A handler's own failure stands in its line; what else is wrong with the integration has none.
  const isOwn = exchange.functionError !== undefined;
  const lines = stages.filter(
    ({ name, outcome }) => !(hasParts && name === 'integration' && (outcome === 'passed' || isOwn)),
  );
  return (
    <div class="fall">
      <div class="w axis">
        <span>Stage</span>
        <span class="d">Decision</span>
        <span class="ticks">
          <span>0</span>
          <span>{round(scale / 2)}</span>
          <span>{round(scale)} ms</span>
        </span>
        <span class="num">ms</span>
      </div>
      {lines.map((stage) => (
        <Line key={`${stage.name}-${stage.startMs}`} stage={stage} scale={scale} />
      ))}
      <div class="w total">
        <span class="n">Total</span>
        <span class="d" />
        <span />
        <span class="num">{timings.total.toFixed(1)}</span>
      </div>
    </div>
  );
}

function Line({ stage, scale }: { readonly stage: StageRecord; readonly scale: number }) {
  const { name, decision, startMs, durationMs, outcome } = stage;
  const isSkipped = outcome === 'not reached' || (durationMs === 0 && QUIET.test(decision));
  const said = outcome === 'not reached' ? 'not reached' : visible(decision);
  return (
    <div class={`w ${outcome === 'refused' ? 'stop' : isSkipped ? 'skip-stage' : ''}`}>
      <span class="n">{NAMES[name] ?? name}</span>
      <span class="d" title={said}>
        {said}
      </span>
      <svg class="track" viewBox="0 0 100 22" preserveAspectRatio="none" aria-hidden="true">
        {[0, 25, 50, 75, 100].map((x) => (
          <line key={x} x1={x} x2={x} y1="0" y2="22" />
        ))}
        {isSkipped ? null : (
          <rect
            class={TONES[name] ?? 'seg-g'}
            x={((startMs / scale) * 100).toFixed(2)}
            y="7"
            width={Math.max(1, (durationMs / scale) * 100).toFixed(2)}
            height="8"
          />
        )}
      </svg>
      <span class={`num ${isSkipped ? 'dim' : ''}`}>
        {isSkipped ? '–' : durationMs < 0.05 ? '<0.1' : durationMs.toFixed(1)}
      </span>
    </div>
  );
}

function round(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 2 });
}
