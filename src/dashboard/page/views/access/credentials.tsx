import type { AccessFacts } from './facts.ts';
import { Reveal } from './reveal.tsx';
import type { Revealing } from './reveal.tsx';

export function Credentials({
  credentials,
  reveals,
  toggle,
}: { readonly credentials: AccessFacts['credentials'] } & Revealing) {
  if (credentials.length === 0)
    return <p class="blank mid">The configuration has no credentials: no request can be signed.</p>;
  return (
    <>
      <table class="grid">
        <thead>
          <tr>
            <th>Name</th>
            <th>Access key</th>
            <th>Secret</th>
            <th>ARN</th>
          </tr>
        </thead>
        <tbody>
          {credentials.map(({ name, accessKeyId, secretAccessKey, userArn }) => (
            <tr key={name}>
              <td>{name}</td>
              <td class="mono">{accessKeyId}</td>
              <td class="mono dim">{secretAccessKey}</td>
              <td class="mono">{userArn}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Reveal reveals={reveals} toggle={toggle} />
    </>
  );
}
