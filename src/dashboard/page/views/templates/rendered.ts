import { jsonFault } from './json-fault.ts';

export interface Rendered {
  readonly output: string;
  readonly overrides?: object;
  readonly error?: { readonly message: string; readonly line: number; readonly column: number };
  readonly doubts: readonly {
    readonly line: number;
    readonly column: number;
    readonly message: string;
    readonly hint?: string;
  }[];
  readonly violations: readonly string[];
}

/** The line on which a text stops being JSON, from 1; `undefined` where it is JSON. */
export function brokenLine(output: string): number | undefined {
  const fault = jsonFault(output);
  return fault === undefined ? undefined : output.slice(0, fault).split('\n').length;
}
