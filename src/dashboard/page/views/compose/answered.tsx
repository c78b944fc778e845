import type { ExchangeRecord } from '../../../../observability/record/exchange-record.ts';
import { link } from '../../live/address.ts';
import { Code } from '../../parts/code.tsx';
import { Status, statusText } from '../../parts/status.tsx';

export function Answered({ exchange }: { readonly exchange: ExchangeRecord }) {
  const { id, statusCode, failed, timings, response } = exchange;
  return (
    <>
      <p class="st">
        <Status code={statusCode} failed={failed} text={statusText(statusCode)} />{' '}
        <span class="mid">in {timings.total.toFixed(1)} ms.</span>{' '}
        <a href={link('requests', [id])}>Open the exchange</a>
      </p>
      <div class="gap-top">
        <Code box wrap text={response?.body ?? ''} label="Body of the response" />
      </div>
    </>
  );
}
