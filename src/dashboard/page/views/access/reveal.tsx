export interface Revealing {
  readonly reveals: boolean;
  readonly toggle: () => void;
}

export function Reveal({ reveals, toggle }: Revealing) {
  return (
    <div class="sec">
      <button type="button" aria-pressed={reveals} onClick={toggle}>
        {reveals ? 'Hide values' : 'Show values'}
      </button>
    </div>
  );
}
