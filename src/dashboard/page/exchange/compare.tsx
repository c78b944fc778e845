import type { ExchangeRecord } from '../../../observability/record/exchange-record.ts';
import { encode } from '../live/api.ts';
import { link, useAddress } from '../live/address.ts';
import { useEndpoint } from '../live/use-endpoint.ts';
import { clockTime } from '../parts/format.ts';
import { FailureNotice, Loading, Notice } from '../parts/notice.tsx';
import { withoutSecrets } from '../parts/secrets.ts';
import { Status, statusText } from '../parts/status.tsx';
import { visible } from '../parts/visible.ts';
import { type Difference, exchangeDifferences } from './differences.ts';

/** Two exchanges, field by field; what differs from request to request anyway stands apart. */
export function CompareView() {
  const { parts } = useAddress();
  const [before = '', after = ''] = parts;
  const one = useEndpoint<ExchangeRecord>(`exchanges/${encode(before)}`);
  const other = useEndpoint<ExchangeRecord>(`exchanges/${encode(after)}`);
  const failure = one.failure ?? other.failure;
  return (
    <>
      <div class="tools-view">
        <h1>Compare</h1>
      </div>
      <div class="pane" data-fill>
        {failure === undefined ? null : <FailureNotice failure={failure} what="An exchange" />}
        {one.value === undefined || other.value === undefined ? (
          failure === undefined ? (
            <Loading what="two exchanges" />
          ) : null
        ) : one.value.note !== undefined || other.value.note !== undefined ? (
          <NotKept exchange={one.value.note === undefined ? other.value : one.value} />
        ) : (
          <Compared before={one.value} after={other.value} />
        )}
      </div>
    </>
  );
}

/** Members that were not kept would look like differences. */
function NotKept({ exchange }: { readonly exchange: ExchangeRecord }) {
  const { id, method, path, note } = exchange;
  return (
    <>
      <Notice tone="info">
        <b>These two cannot be compared: only the line of one is kept.</b> {note}
      </Notice>
      <p class="sec">
        <a class="mono" href={link('requests', [id])}>
          {visible(`${method} ${path}`)}
        </a>
      </p>
    </>
  );
}

function Compared({ before, after }: { readonly before: ExchangeRecord; readonly after: ExchangeRecord }) {
  const all = exchangeDifferences(before, after, withoutSecrets);
  const steady = all.filter(({ isVolatile }) => !isVolatile);
  const noise = all.filter(({ isVolatile }) => isVolatile);
  return (
    <>
      <div class="sec">
        <Line exchange={before} name="Before" />
        <Line exchange={after} name="After" />
      </div>
      <h2 class="group">
        Differences <span class="dim">{steady.length}</span>
      </h2>
      {steady.length === 0 ? <p class="sec mid">Nothing differs but ids and times.</p> : <Table rows={steady} />}
      <h2 class="group">
        Different every time <span class="dim">{noise.length}</span>
      </h2>
      <Table rows={noise} />
    </>
  );
}

function Line({ exchange, name }: { readonly exchange: ExchangeRecord; readonly name: string }) {
  const { id, statusCode, failed, method, path, startedAt } = exchange;
  return (
    <p>
      <span class="dim">{name}</span>{' '}
      <span class="st">
        {' '}
        <Status code={statusCode} failed={failed} text={statusText(statusCode)} />
      </span>{' '}
      <a class="mono" href={link('requests', [id])}>
        {visible(`${method} ${path}`)}
      </a>{' '}
      <span class="dim">{clockTime(startedAt)}</span>
    </p>
  );
}

function Table({ rows }: { readonly rows: readonly Difference[] }) {
  return (
    <table class="diff">
      <thead>
        <tr>
          <th>Member</th>
          <th>Before</th>
          <th>After</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ path, before, after }) => (
          <tr key={path}>
            <td>{path}</td>
            <td>{shown(before)}</td>
            <td>{shown(after)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function shown(value: unknown): string {
  return value === undefined ? '–' : visible(JSON.stringify(value, null, 1) ?? '');
}
