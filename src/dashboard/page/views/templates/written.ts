import type { ApiFacts } from '../api-facts.ts';

interface Written {
  readonly id: string;
  readonly label: string;
  readonly template: string;
  readonly schema: string;
  readonly variables: string;
}

/** Parameter mappings of the project's integrations. */
export function mappingsOf({ name, type, routes }: ApiFacts): { id: string; type: string; text: string }[] {
  return routes
    .filter(({ requestParameters }) => Object.keys(requestParameters).length > 0)
    .map(({ routeKey, requestParameters }) => ({
      id: `${name}  ${routeKey}`,
      type,
      text: JSON.stringify(requestParameters, null, 2),
    }));
}

export function templatesOf({ name, routes, models, variables }: ApiFacts): Written[] {
  return routes.flatMap((route) => {
    const { routeKey, requestTemplates, responseTemplates, requestModels } = route;
    const model = Object.values(requestModels)[0];
    const schema = model === undefined ? '' : (models[model]?.schema ?? '');
    const common = { schema, variables: JSON.stringify(variables) };
    return [
      ...Object.entries(requestTemplates).map(([type, template]) => ({
        id: `${name} ${routeKey} ${type}`,
        label: `${name}  ${routeKey}  request  ${type}`,
        template,
        ...common,
      })),
      ...Object.entries(responseTemplates).flatMap(([status, templates]) =>
        Object.entries(templates).map(([type, template]) => ({
          id: `${name} ${routeKey} ${status} ${type}`,
          label: `${name}  ${routeKey}  ${status}  ${type}`,
          template,
          ...common,
          schema: '',
        })),
      ),
    ];
  });
}
