import {
  MappingExpressionError,
  parseHttpApiExpression,
  parseHttpApiMappingKey,
} from '../../mapping/parameters/index.ts';
import type { HttpApiExpression, HttpApiMappingKey, MappingSide } from '../../mapping/parameters/index.ts';
import { UnusableIntegration } from './settings.ts';

/** One parameter mapping: what it changes, and the value it gives. */
export interface ParameterChange {
  readonly key: HttpApiMappingKey;
  readonly value: HttpApiExpression;
}

/** Mappings in the order of the source. Throws `UnusableIntegration` for an invalid one; sources have said so before, with its position. */
export function compileChanges(parameters: Readonly<Record<string, string>>, side: MappingSide): ParameterChange[] {
  return Object.entries(parameters).map(([key, value]) => ({
    key: usable(() => parseHttpApiMappingKey(key, side)),
    value: compileExpression(value),
  }));
}

export function compileExpression(text: string): HttpApiExpression {
  return usable(() => parseHttpApiExpression(text));
}

/** Does any of these look into the body of that side? Then it must be read whole first. */
export function readsBody(parameters: Readonly<Record<string, string>>, side: MappingSide): boolean {
  return Object.values(parameters).some(
    (value) => value.includes(`$${side}.body`) || value.includes(`\${${side}.body`),
  );
}

function usable<Parsed>(parse: () => Parsed): Parsed {
  try {
    return parse();
  } catch (error) {
    if (error instanceof MappingExpressionError) throw new UnusableIntegration(error.message, { cause: error });
    throw error;
  }
}
