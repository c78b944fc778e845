import { JsonSyntaxError } from '../../mapping/json/json-syntax-error.ts';
import { compileModel } from '../../mapping/json-schema/compile-model.ts';
import type { ApiModels } from '../../model/definition/api-common.ts';
import type { WebSocketRoute } from '../../model/definition/websocket-api.ts';
import type { MessageModel } from '../routing/route-facts.ts';
import { compileBodySelection } from './body-selection.ts';

/**
 * Compiles the models of a route (docs/aws/websocket-api.md#models). Without a selection expression nothing is validated; a message for
 * which the expression names no model, where there is no `$default` one either, does not fit. Throws `ModelError` for a schema that cannot
 * be used.
 */
export function compileMessageModel(route: WebSocketRoute, models: ApiModels): MessageModel | undefined {
  if (route.modelSelectionExpression === undefined) return undefined;
  const keyOf = compileBodySelection(route.modelSelectionExpression);
  const byKey = new Map(
    Object.entries(route.requestModels).map(([key, name]) => [
      key,
      compileModel(schemaOf(name, models) ?? {}, (other) => schemaOf(other, models)),
    ]),
  );
  return (message) => {
    const model = byKey.get(keyOf(message) ?? '') ?? byKey.get('$default');
    return model ? problemsOf(() => model.validate(message.body())) : ['no model is chosen for this message'];
  };
}

function schemaOf(name: string, models: ApiModels): string | undefined {
  return Object.hasOwn(models, name) ? models[name]?.schema : undefined;
}

/** A message that is not JSON fits no model. */
function problemsOf(validate: () => readonly string[]): readonly string[] {
  try {
    return validate();
  } catch (error) {
    if (error instanceof JsonSyntaxError) return ['Invalid request body'];
    throw error;
  }
}
