import type { Position } from '../model/base/position.ts';
import type { Model } from '../model/definition/model.ts';
import { type RouteDefinition, routesOf } from '../observability/record/route-of.ts';
import { keyPosition, type ReadSource } from '../observability/record/source-position.ts';
import type { ConsoleServices, FoundTemplateFile } from './services.ts';

/** A mapping template as the definition has it. */
export interface WrittenTemplate {
  /** Names it among the templates of the project. */
  readonly id: string;
  readonly api: string;
  /** `POST /orders`. */
  readonly route: string;
  readonly side: 'request' | 'response';
  /** Media type or template key; before it the status of a response's: `200 application/json`. */
  readonly key: string;
  readonly text: string;
  /** Of the model that the route's requests have to match. */
  readonly schema: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly declaredAt?: Position;
}

/** A template, with where it can be changed: in a file of its own, or inside the definition at that place. */
export interface ProjectTemplate extends Omit<WrittenTemplate, 'declaredAt'> {
  /** One, where it is known which; several, where they have the same text; none for what stands inside the definition. */
  readonly files: readonly FoundTemplateFile[];
  readonly position?: Position;
}

export async function projectTemplates({
  model,
  templateFiles,
  sources,
}: Pick<ConsoleServices, 'model' | 'templateFiles' | 'sources'>): Promise<ProjectTemplate[]> {
  const templates = writtenTemplates(model());
  const files = await templateFiles.find([...new Set(templates.map(({ text }) => text))]);
  return templates.map(({ declaredAt, ...template }) => {
    const found = files.get(template.text) ?? [];
    const position = declaredAt && found.length === 0 ? placeOf(template, declaredAt, sources.read) : undefined;
    return { ...template, files: found, ...(position === undefined ? {} : { position }) };
  });
}

export function writtenTemplates({ apis }: Model): WrittenTemplate[] {
  return apis.flatMap((api) => {
    const models = api.type === 'http' ? {} : api.models;
    return routesOf(api).flatMap((route) => {
      const model = Object.values(route.requestModels)[0];
      const schema = model === undefined ? '' : (models[model]?.schema ?? '');
      const common = {
        api: api.name,
        route: route.routeKey,
        variables: api.stage.variables,
        ...(route.declaredAt === undefined ? {} : { declaredAt: route.declaredAt }),
      };
      return templatesOf(route).map(({ side, key, text }) => ({
        id: `${api.name} ${route.routeKey} ${side} ${key}`,
        ...common,
        side,
        key,
        text,
        schema: side === 'request' ? schema : '',
      }));
    });
  });
}

function templatesOf({ integration }: RouteDefinition): Pick<WrittenTemplate, 'side' | 'key' | 'text'>[] {
  return [
    ...Object.entries(integration?.requestTemplates ?? {}).map(([key, text]) => ({
      side: 'request' as const,
      key,
      text,
    })),
    ...(integration?.responses ?? []).flatMap(({ statusCode, responseTemplates }) =>
      Object.entries(responseTemplates).map(([key, text]) => ({
        side: 'response' as const,
        key: `${statusCode} ${key}`,
        text,
      })),
    ),
  ];
}

const KEYS = {
  request: ['requestTemplates', 'RequestTemplates', 'request_templates'],
  response: ['responseTemplates', 'ResponseTemplates', 'response_templates'],
} as const;

/** Where it stands below its route: at its first line, as far as that is written as it is; else at the key that holds it. */
function placeOf({ text, side }: Pick<WrittenTemplate, 'text' | 'side'>, route: Position, read: ReadSource): Position {
  const first = text.trimStart().split(/\r?\n/, 1)[0]?.trim() ?? '';
  const lines = read(route.file)?.split('\n') ?? [];
  for (const written of [first, JSON.stringify(first).slice(1, -1)]) {
    const at =
      written === '' ? -1 : lines.findIndex((line, index) => index >= route.line - 1 && line.includes(written));
    if (at >= 0) return { file: route.file, line: at + 1, column: (lines[at] ?? '').indexOf(written) + 1 };
  }
  return keyPosition(route, KEYS[side], read);
}
