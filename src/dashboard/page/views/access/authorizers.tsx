import { SourceLink } from '../../parts/source.tsx';
import type { AccessFacts } from './facts.ts';

export function Authorizers({ facts }: { readonly facts: AccessFacts }) {
  if (facts.authorizers.length === 0) return <p class="blank mid">No API has an authorizer.</p>;
  return (
    <table class="grid">
      <thead>
        <tr>
          <th>API</th>
          <th>Authorizer</th>
          <th>Type</th>
          <th>Issuer</th>
          <th class="num">TTL, s</th>
          <th>Declared</th>
        </tr>
      </thead>
      <tbody>
        {facts.authorizers.map(({ api, name, type, issuer, ttl, position }) => (
          <tr key={`${api} ${name}`}>
            <td class="mid">{api}</td>
            <td>{name}</td>
            <td>{type}</td>
            <td class="mono">{issuer ?? '–'}</td>
            <td class="num">{ttl ?? '–'}</td>
            <td>{position === undefined ? null : <SourceLink position={position} short />}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
