import { MappingExpressionError } from './mapping-expression-error.ts';

/** Where a REST or WebSocket mapping puts its value. */
export interface MappingDestination {
  readonly location: 'header' | 'querystring' | 'path';
  readonly name: string;
}

const destinations: Record<string, readonly MappingDestination['location'][]> = {
  'integration.request': ['header', 'querystring', 'path'],
  'method.response': ['header'],
  'route.response': ['header'],
  gatewayresponse: ['header'],
};

/**
 * Parses the target of a mapping: `integration.request.header.Name`, `method.response.header.Name`, `gatewayresponse.header.Name`
 * (docs/aws/rest-api.md#parameter-mapping, docs/aws/rest-api.md#customisation).
 *
 * @throws {MappingExpressionError}
 */
export function parseMappingDestination(text: string): MappingDestination {
  for (const [prefix, locations] of Object.entries(destinations)) {
    const location = locations.find((one) => text.startsWith(`${prefix}.${one}.`));
    if (location === undefined) continue;
    const name = text.slice(prefix.length + location.length + 2);
    if (/^[a-zA-Z0-9._$-]+$/.test(name)) return { location, name };
  }
  const wanted = Object.entries(destinations).map(([prefix, locations]) => `${prefix}.${locations.join('|')}.name`);
  throw new MappingExpressionError(text, `a mapping goes to ${wanted.join(', ')}`);
}
