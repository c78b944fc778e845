import { encode } from '../live/api.ts';
import { useEndpoint } from '../live/use-endpoint.ts';
import { FailureNotice, Loading } from '../parts/notice.tsx';
import { visible } from '../parts/visible.ts';
import { valueDifferences } from './differences.ts';

interface OtherFormatProps {
  readonly id: string;
  readonly event: unknown;
  readonly show: (value: unknown) => unknown;
}

/** The members that differ between the event as it was and the same request's event in the other payload format. */
export function OtherFormat({ id, event, show }: OtherFormatProps) {
  const { value, failure } = useEndpoint<{ format: string; event: unknown }>(`exchanges/${encode(id)}/other-format`);
  if (failure !== undefined) return <FailureNotice failure={failure} what="The other format" />;
  if (value === undefined) return <Loading what="the other format" />;
  const rows = valueDifferences(show(event), show(value.event));
  return (
    <table class="flush diff">
      <thead>
        <tr>
          <th>Member</th>
          <th>As received</th>
          <th>In format {value.format}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ path, before, after }) => (
          <tr key={path}>
            <td>{visible(path)}</td>
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
