import type { Draft } from './draft.ts';

export function Headers({
  headers,
  change,
}: {
  readonly headers: Draft['headers'];
  readonly change: (headers: Draft['headers']) => void;
}) {
  const put = (index: number, pair: readonly [string, string]): void =>
    change(headers.map((one, at) => (at === index ? pair : one)));
  return (
    <div class="sec">
      <header>
        <h2 class="sub">Headers</h2>
        <button type="button" class="plain push" onClick={() => change([...headers, ['', '']])}>
          Add
        </button>
      </header>
      {headers.map(([name, value], index) => (
        <div class="hdr" key={index}>
          <input
            class="mono"
            aria-label={`Name of header ${index + 1}`}
            value={name}
            onInput={(event) => put(index, [event.currentTarget.value, value])}
          />
          <input
            class="mono"
            aria-label={`Value of header ${index + 1}`}
            value={value}
            onInput={(event) => put(index, [name, event.currentTarget.value])}
          />
          <button
            type="button"
            class="plain"
            aria-label={`Remove header ${index + 1}`}
            onClick={() => change(headers.filter((_, at) => at !== index))}
          >
            Remove
          </button>
        </div>
      ))}
    </div>
  );
}
