/** An event that AWS sent to a function, as the recorder logged it. */
export interface RecordedEvent {
  readonly event: Readonly<Record<string, unknown>>;
  /** Name of the deployed function. */
  readonly function?: string;
  /** Milliseconds since the epoch; 0 where the line does not say. */
  readonly at: number;
}
