import type { ExchangeRecord } from '../../../../observability/record/exchange-record.ts';
import { encode, get } from '../../live/api.ts';
import { useStore } from '../../live/store.ts';
import { clockTime } from '../../parts/format.ts';

export function PastBodies({ choose }: { readonly choose: (body: string) => void }) {
  const { exchanges } = useStore();
  const past = exchanges
    .filter(({ method }) => method !== 'GET' && method !== 'OPTIONS' && method !== 'CONNECT')
    .slice(-15)
    .toReversed();
  const load = async (id: string): Promise<void> => {
    const { request, message } = await get<ExchangeRecord>(`exchanges/${encode(id)}`);
    choose(message ?? request?.body ?? '');
  };
  return (
    <select
      class="only-wide"
      aria-label="Input"
      onChange={(event) => event.currentTarget.value !== '' && void load(event.currentTarget.value)}
    >
      <option value="">A past body …</option>
      {past.map(({ id, method, path, startedAt }) => (
        <option key={id} value={id}>
          {clockTime(startedAt, false)} {method} {path}
        </option>
      ))}
    </select>
  );
}
