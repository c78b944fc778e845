export interface Rendered {
  readonly output: string;
  readonly overrides?: object;
  readonly error?: { readonly message: string; readonly line: number; readonly column: number };
  readonly violations: readonly string[];
}
