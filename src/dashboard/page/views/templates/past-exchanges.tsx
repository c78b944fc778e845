import { useStore } from '../../live/store.ts';
import { clockTime } from '../../parts/format.ts';

/** Recorded exchanges to try a template with; those of its own route first. */
export function PastExchanges({
  chosen,
  choose,
  route,
}: {
  readonly chosen: string;
  readonly choose: (id: string) => void;
  readonly route: { readonly api: string; readonly route: string } | undefined;
}) {
  const { exchanges } = useStore();
  const past = exchanges.filter(
    ({ method }) => method !== 'OPTIONS' && method !== 'CONNECT' && method !== 'DISCONNECT',
  );
  const isOwn = ({ api, routeKey }: (typeof past)[number]): boolean => api === route?.api && routeKey === route.route;
  const listed = [
    ...past.filter(isOwn).slice(-15).toReversed(),
    ...past
      .filter((one) => !isOwn(one))
      .slice(-15)
      .toReversed(),
  ];
  const isListed = chosen === '' || listed.some(({ id }) => id === chosen);
  return (
    <select
      class="named"
      aria-label="Recorded exchange"
      value={chosen}
      onChange={(event) => choose(event.currentTarget.value)}
    >
      <option value="">A recorded exchange …</option>
      {isListed ? null : <option value={chosen}>{chosen}</option>}
      {listed.map(({ id, method, path, startedAt, statusCode }) => (
        <option key={id} value={id}>
          {clockTime(startedAt, false)} {method} {path}, {statusCode}
        </option>
      ))}
    </select>
  );
}
