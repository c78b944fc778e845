import { visible } from './visible.ts';

/** A JSON value that unfolds, member by member. */
export function Tree({
  value,
  name,
  depth = 0,
}: {
  readonly value: unknown;
  readonly name?: string;
  readonly depth?: number;
}) {
  const label = name === undefined ? '' : <span class="k">{name}</span>;
  if (typeof value !== 'object' || value === null) {
    const kind = typeof value === 'string' ? 's' : typeof value === 'number' ? 'v' : 'w-d';
    return (
      <div class="leaf">
        {label}
        {name === undefined ? '' : ': '}
        <span class={kind}>{visible(JSON.stringify(value) ?? '')}</span>
      </div>
    );
  }
  const entries = Object.entries(value);
  const size = Array.isArray(value) ? `[${entries.length}]` : `{${entries.length}}`;
  return (
    <details open={depth < 2}>
      <summary>
        {label} <span class="dim">{size}</span>
      </summary>
      <div>
        {entries.map(([key, member]) => (
          <Tree key={key} name={key} value={member} depth={depth + 1} />
        ))}
      </div>
    </details>
  );
}
