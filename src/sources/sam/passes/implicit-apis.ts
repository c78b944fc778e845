import { isHttpDocument, isRestDocument, openApiSkeleton, pathsOf, swaggerSkeleton } from '../definition/documents.ts';
import { addMethod, ANY_METHOD, checkPathItems } from '../definition/path-items.ts';
import type { Transformation } from '../transformation.ts';
import type { TemplateMap, TemplateValue } from '../../template/template.ts';
import { EventError, reporting } from '../words/errors.ts';
import { expectMap, expectPresent, expectText } from '../words/expect.ts';
import { onlyIf, ref, referredId } from '../words/intrinsics.ts';
import { isGiven, isMap, member } from '../words/values.ts';
import { combinedConditions } from './combined-conditions.ts';

interface ApiKind {
  readonly event: string;
  /** The event's property that names its API. */
  readonly apiId: 'RestApiId' | 'ApiId';
  readonly type: string;
  readonly implicitId: string;
  readonly isDocument: (body: TemplateValue | undefined) => body is TemplateMap;
  readonly make: () => TemplateMap;
}

const REST: ApiKind = {
  event: 'Api',
  apiId: 'RestApiId',
  type: 'AWS::Serverless::Api',
  implicitId: 'ServerlessRestApi',
  isDocument: isRestDocument,
  make: () => ({ StageName: 'Prod', DefinitionBody: swaggerSkeleton() }),
};

const HTTP: ApiKind = {
  event: 'HttpApi',
  apiId: 'ApiId',
  type: 'AWS::Serverless::HttpApi',
  implicitId: 'ServerlessHttpApi',
  isDocument: isHttpDocument,
  make: () => ({ DefinitionBody: openApiSkeleton() }),
};

const OWNERS = new Set<unknown>(['AWS::Serverless::Function', 'AWS::Serverless::StateMachine']);

/**
 * Adds `ServerlessRestApi` and `ServerlessHttpApi` for the events that name no API, puts the paths of all events into the definitions that
 * SAM manages, and makes paths conditional whose every function is. Returns whether all events could be read.
 */
export function addImplicitApis(work: Transformation): boolean {
  const results = [REST, HTTP].map((kind) => new ImplicitApi(work, kind).add());
  return results.every(Boolean);
}

/** By path and method, the condition of the function that answers there. */
type Conditions = Map<string, Map<string, string | undefined>>;

class ImplicitApi {
  readonly #conditions = new Map<string, Conditions>();

  constructor(
    readonly work: Transformation,
    readonly kind: ApiKind,
  ) {}

  add(): boolean {
    const { work, kind } = this;
    const existing = work.resources[kind.implicitId];
    work.resources[kind.implicitId] = { Type: kind.type, Properties: kind.make() };
    const wasManaged = work.managed.has(kind.implicitId);
    work.managed.add(kind.implicitId);
    const owners = Object.keys(work.resources).filter((id) => OWNERS.has(work.resource(id)?.['Type']));
    const done = owners.map((id) => reporting(id, work.at, work.problems, () => this.#readEvents(id)));
    this.#makeConditional();
    const body = work.propertiesOf(kind.implicitId)['DefinitionBody'];
    if (isMap(body) && Object.keys(pathsOf(body)).length === 0) this.#restore(existing, wasManaged);
    else this.#place(owners);
    return done.every(Boolean);
  }

  /** Without events there is no implicit API. */
  #restore(existing: TemplateValue | undefined, wasManaged: boolean): void {
    const { work, kind } = this;
    if (existing === undefined) delete work.resources[kind.implicitId];
    else work.resources[kind.implicitId] = existing;
    if (!wasManaged) work.managed.delete(kind.implicitId);
  }

  /** What is wrong with the implicit API is said at the first function that needs it. */
  #place(owners: readonly string[]): void {
    const { work, kind } = this;
    const first = owners.find((id) =>
      Object.values(this.#eventsOf(id)).some(
        (event) => referredId(member(event['Properties'], kind.apiId)) === kind.implicitId,
      ),
    );
    const written = first === undefined ? undefined : work.positions.of(work.resources, first);
    work.positions.set(work.resources, kind.implicitId, written);
  }

  #eventsOf(id: string): Record<string, TemplateMap> {
    const events = member(this.work.propertiesOf(id), 'Events');
    if (!isMap(events)) return {};
    const mine = Object.entries(events).filter(([, event]) => member(event, 'Type') === this.kind.event);
    return Object.fromEntries(mine) as Record<string, TemplateMap>;
  }

  #readEvents(id: string): void {
    for (const [eventId, event] of Object.entries(this.#eventsOf(id))) {
      if (this.kind === REST && !isGiven(event['Properties'])) continue;
      if (event['Properties'] === undefined) event['Properties'] = {};
      const owner = { id: eventId, isEvent: true } as const;
      const properties = expectMap(event['Properties'], owner, '', 'Properties should be a map.');
      if (!Object.hasOwn(properties, this.kind.apiId)) properties[this.kind.apiId] = ref(this.kind.implicitId);
      if (this.kind === HTTP && !isGiven(properties['Path']) && !isGiven(properties['Method'])) {
        properties['Path'] = '$default';
        properties['Method'] = ANY_METHOD;
      }
      this.#addPath(id, eventId, properties);
    }
  }

  #addPath(functionId: string, eventId: string, properties: TemplateMap): void {
    const { work, kind } = this;
    const owner = { id: eventId, isEvent: true } as const;
    expectPresent(properties['Path'], owner, 'Path');
    expectPresent(properties['Method'], owner, 'Method');
    const apiId = expectText(referredId(properties[kind.apiId]), owner, kind.apiId);
    const path = expectText(properties['Path'], owner, 'Path');
    const method = expectText(properties['Method'], owner, 'Method');
    const api = this.#conditions.get(apiId) ?? new Map<string, Map<string, string | undefined>>();
    this.#conditions.set(apiId, api);
    api.set(path, (api.get(path) ?? new Map<string, string | undefined>()).set(method, work.conditionOf(functionId)));
    const type = work.resource(apiId)?.['Type'];
    if (type === undefined || (kind === REST && type === 'AWS::Serverless::HttpApi')) {
      throw new EventError(
        eventId,
        `${kind.apiId} must be a valid reference to an '${kind.type}' resource in same template.`,
        ['Properties', kind.apiId],
      );
    }
    const body = work.propertiesOf(apiId)['DefinitionBody'];
    if (kind.isDocument(body) && work.managed.has(apiId)) addMethod(body, path, method);
    if (kind === HTTP && Object.hasOwn(properties, 'RouteSettings'))
      this.#addRouteSettings(functionId, eventId, properties, apiId);
  }

  #addRouteSettings(functionId: string, eventId: string, properties: TemplateMap, apiId: string): void {
    const { work } = this;
    const api = work.propertiesOf(apiId);
    const all = expectMap(api['RouteSettings'] ?? {}, { id: apiId }, 'RouteSettings');
    const condition = work.conditionOf(functionId);
    const given = properties['RouteSettings'] ?? null;
    const settings = expectMap(
      condition === undefined ? given : onlyIf(condition, given),
      { id: eventId, isEvent: true },
      'RouteSettings',
    );
    const { Path: path, Method: method } = properties as { Path: string; Method: string };
    const route = method === ANY_METHOD ? path : `${method.toUpperCase()} ${path}`;
    const before = all[route];
    all[route] = { ...(isMap(before) ? before : {}), ...settings };
    api['RouteSettings'] = all;
  }

  #makeConditional(): void {
    const { work, kind } = this;
    const implicit = this.#conditions.get(kind.implicitId);
    if (implicit !== undefined) {
      const all = new Set([...implicit.values()].flatMap((methods) => [...methods.values()]));
      const condition = this.#combined(all, `${kind.implicitId}Condition`);
      const resource = work.resource(kind.implicitId);
      if (condition !== undefined && resource !== undefined) resource['Condition'] = condition;
    }
    for (const [apiId, paths] of this.#conditions) {
      if (!work.managed.has(apiId)) continue;
      const body = work.propertiesOf(apiId)['DefinitionBody'];
      if (kind.isDocument(body)) this.#makePathsConditional(apiId, body, paths);
    }
  }

  #makePathsConditional(apiId: string, body: TemplateMap, paths: Conditions): void {
    checkPathItems(body);
    const items = pathsOf(body);
    for (const [path, methods] of paths) {
      const name = `${apiId}${path.replaceAll('/', 'SLASH').replaceAll('{', 'OB').replaceAll('}', 'CB')}PathCondition`;
      const condition = this.#combined(new Set(methods.values()), name);
      if (condition !== undefined && items[path] !== undefined) items[path] = onlyIf(condition, items[path]);
    }
  }

  /** The condition under which any of the functions exists; `undefined` if one always does. */
  #combined(conditions: ReadonlySet<string | undefined>, name: string): string | undefined {
    const names = [...conditions].filter((condition) => condition !== undefined);
    if (names.length === 0 || names.length < conditions.size) return undefined;
    if (names.length === 1) return names[0];
    Object.assign(this.work.conditions, combinedConditions(names, name));
    return name;
  }
}
