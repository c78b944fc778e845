import type { RoutedCall } from './call.ts';

/** A mapping template of a non-proxy integration, parsed. */
export interface MappingTemplate {
  readonly isEmpty: boolean;
  /**
   * Renders it on a payload; what it writes into the overrides stays with the call.
   *
   * @throws {GatewayError} a 500 where rendering fails.
   */
  render(call: RoutedCall, payload: string): string;
}

/** By media type, lower case. */
export type MappingTemplates = ReadonlyMap<string, MappingTemplate>;

export function compileTemplates(templates: Readonly<Record<string, string>>): MappingTemplates {
  return new Map(
    Object.entries(templates).map(([type, text]) => [type.toLowerCase(), { isEmpty: text === '', render: () => text }]),
  );
}
