import { styleText } from 'node:util';

export type Style = 'red' | 'green' | 'yellow' | 'blue' | 'magenta' | 'cyan' | 'gray' | 'bold' | 'dim';
export type Paint = (style: Style, text: string) => string;

/** Colours only where a person looks at a terminal and has not said NO_COLOR. */
export function coloursFor(stream: { readonly isTTY?: boolean }, environment: NodeJS.ProcessEnv): boolean {
  if (environment.NO_COLOR !== undefined) return false;
  return stream.isTTY === true || environment.FORCE_COLOR !== undefined;
}

/** Colours text, or leaves it as it is. */
export function paintFor(colours: boolean): Paint {
  return colours ? (style, text) => styleText(style, text, { validateStream: false }) : (_style, text) => text;
}
