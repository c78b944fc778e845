/** What templates wrote into `$context.requestOverride` and `$context.responseOverride`; they share it across one exchange. */
export interface TemplateOverrides {
  readonly request: {
    readonly header: OverrideValues;
    readonly path: OverrideValues;
    readonly querystring: OverrideValues;
  };
  readonly response: {
    readonly header: OverrideValues;
    /** 100 to 599; absent when the template set none or something that AWS ignores (rest-api-observed 11.5). */
    readonly status?: number;
  };
}

/** Values by name, more than one where the template gave a list. */
export type OverrideValues = ReadonlyMap<string, readonly string[]>;
