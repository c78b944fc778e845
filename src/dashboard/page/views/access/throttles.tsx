import type { AccessFacts } from './facts.ts';

export function Throttles({ throttles }: { readonly throttles: AccessFacts['throttles'] }) {
  if (throttles.length === 0) return <p class="blank mid">No stage, route or usage plan has a throttle of its own.</p>;
  return (
    <table class="grid">
      <thead>
        <tr>
          <th>API</th>
          <th>On</th>
          <th class="num">Requests a second</th>
          <th class="num">Burst</th>
        </tr>
      </thead>
      <tbody>
        {throttles.map(({ api, on, rate, burst }) => (
          <tr key={`${api} ${on}`}>
            <td class="mid">{api}</td>
            <td class="mono">{on}</td>
            <td class="num">{rate ?? '–'}</td>
            <td class="num">{burst ?? '–'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
