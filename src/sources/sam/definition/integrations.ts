import type { TemplateMap, TemplateValue } from '../../template/template.ts';
import { onlyIf } from '../words/intrinsics.ts';
import { isMap } from '../words/values.ts';
import { addMethod, INTEGRATION, itemsOf, methodKey } from './path-items.ts';

export interface AddedIntegration {
  readonly path: string;
  readonly method: string;
  readonly integration: TemplateMap;
  readonly responses: TemplateMap;
  /** Further members of the operation. */
  readonly extra?: TemplateMap;
  /** The condition of the function, which becomes that of the method. */
  readonly condition: string | undefined;
}

/** Puts an integration into the definition of a path's method. Returns the operations, for their places. */
export function addIntegration(body: TemplateMap, added: AddedIntegration): TemplateMap[] {
  const { path, method, integration, responses, extra, condition } = added;
  addMethod(body, path, method);
  const key = methodKey(method);
  return itemsOf(body, path).map((item) => {
    const operation: TemplateMap = isMap(item[key]) ? item[key] : {};
    operation[INTEGRATION] = { ...integration, ...conditional('uri', integration['uri'], condition) };
    Object.assign(operation, extra);
    operation['responses'] ??= responses;
    item[key] = condition === undefined ? operation : onlyIf(condition, operation);
    return operation;
  });
}

function conditional(key: string, value: TemplateValue | undefined, condition: string | undefined): TemplateMap {
  return condition === undefined || value === undefined ? {} : { [key]: onlyIf(condition, value) };
}
