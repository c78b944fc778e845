import { percentEncode } from '../../model/http/percent-encoding.ts';

/** An integration URI with its placeholders found once. */
export interface UriTemplate {
  /** Fills `${stageVariables.x}` (empty when undefined) and `{name}` (left as written when nothing is mapped to it). */
  fill(stageVariables: Readonly<Record<string, string>>, path: ReadonlyMap<string, string>): string;
}

/**
 * Placeholders per docs/aws/rest-api.md#stage-variables and docs/aws/rest-api.md#uri-forms; `${other}` is left alone
 * (docs/aws/rest-api-observed.md#http).
 */
export function compileUri(uri: string): UriTemplate {
  const parts = uri.split(/(\$\{stageVariables\.[^}]*\}|\$\{[^}]*\}|\{[^{}]+\})/);
  const queryFrom = parts.findIndex((part, index) => index % 2 === 0 && part.includes('?'));
  const pieces = parts.map((part, index) => pieceOf(part, index, queryFrom >= 0 && index > queryFrom));
  return { fill: (stageVariables, path) => pieces.map((piece) => piece(stageVariables, path)).join('') };
}

type Piece = (stageVariables: Readonly<Record<string, string>>, path: ReadonlyMap<string, string>) => string;

function pieceOf(part: string, index: number, inQuery: boolean): Piece {
  if (index % 2 === 0) return () => part;
  const variable = /^\$\{stageVariables\.(.*)\}$/.exec(part)?.[1];
  if (variable !== undefined) return (stageVariables) => stageVariables[variable] ?? '';
  if (part.startsWith('$')) return () => part;
  const name = part.slice(1, -1).replace(/\+$/, '');
  return (_, path) => {
    const value = path.get(name);
    return value === undefined ? part : inQuery ? escapeForQuery(value) : escapeForPath(value);
  };
}

/** Path values are already encoded as the client sent them, so only what cannot stand in a URL is escaped. */
function escapeForPath(value: string): string {
  return value.replace(/[^\x21-\x7e]|["#<>?\\^`{|}]/gu, percentEncode);
}

function escapeForQuery(value: string): string {
  return value.replace(/[^\x21-\x7e]|["#&+<>\\^`{|}]/gu, percentEncode);
}
