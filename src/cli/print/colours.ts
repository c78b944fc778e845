import { styleText } from 'node:util';

export type Style = 'red' | 'green' | 'yellow' | 'blue' | 'magenta' | 'cyan' | 'gray' | 'bold' | 'dim';
export type Paint = (style: Style, text: string) => string;

/** Colours only where a person looks at a terminal and has not said NO_COLOR. */
export function paintFor(stream: { readonly isTTY?: boolean }, environment: NodeJS.ProcessEnv): Paint {
  const on = environment.NO_COLOR === undefined && (stream.isTTY === true || environment.FORCE_COLOR !== undefined);
  return on ? (style, text) => styleText(style, text) : (_style, text) => text;
}
