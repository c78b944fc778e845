import { useRef } from 'preact/hooks';

interface NumberedTextProps {
  readonly label: string;
  readonly value: string;
  readonly write: (text: string) => void;
  /** A line that is pointed at. */
  readonly marked?: number | undefined;
}

/** A text to edit with the numbers of its lines beside it. Lines do not wrap, so that each number stands at its line. */
export function NumberedText({ label, value, write, marked }: NumberedTextProps) {
  const numbers = useRef<HTMLOListElement>(null);
  const count = value.split('\n').length;
  return (
    <div class="numbered">
      <ol aria-hidden="true" ref={numbers}>
        {Array.from({ length: count }, (_, i) => (
          <li key={i} class={i + 1 === marked ? 'server' : undefined}>
            {i + 1}
          </li>
        ))}
      </ol>
      <textarea
        class="editor"
        wrap="off"
        spellcheck={false}
        aria-label={label}
        value={value}
        onInput={(event) => write(event.currentTarget.value)}
        onScroll={(event) => {
          if (numbers.current !== null) numbers.current.scrollTop = event.currentTarget.scrollTop;
        }}
      />
    </div>
  );
}
