interface ChoiceProps {
  readonly id: string;
  readonly label: string;
  readonly wide?: boolean;
  readonly value: string;
  readonly options: readonly (readonly [value: string, text: string])[];
  readonly choose: (value: string) => void;
}

/** A labelled list to choose from. */
export function Choice({ id, label, wide = false, value, options, choose }: ChoiceProps) {
  return (
    <div class={`field ${wide ? 'span2' : ''}`}>
      <label for={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => choose(event.currentTarget.value)}>
        {options.map(([option, text]) => (
          <option key={option} value={option} selected={option === value}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}

interface EntryProps {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly write: (value: string) => void;
  readonly isText?: boolean;
}

/** A labelled number, or a text. */
export function Entry({ id, label, value, write, isText = false }: EntryProps) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        inputMode={isText ? 'text' : 'decimal'}
        value={value}
        onInput={(event) => write(isText ? event.currentTarget.value : event.currentTarget.value.trim())}
      />
    </div>
  );
}
