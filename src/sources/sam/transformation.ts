import type { Path } from '../problems/paths.ts';
import type { Problems } from '../problems/problems.ts';
import type { Positions } from '../template/positions.ts';
import type { TemplateMap, TemplateValue } from '../template/template.ts';
import type { Position } from '../../model/base/position.ts';
import type { Parameters } from './parameters.ts';
import { withParameters } from './parameters.ts';
import type { At } from './words/errors.ts';
import { isMap, member, picked } from './words/values.ts';

/** A resource that the transform makes. */
export interface Made {
  readonly type: string;
  readonly properties: TemplateMap;
  /** `Condition`, `DependsOn`, `Metadata` … */
  readonly attributes?: TemplateMap;
}

/** The attributes of a SAM resource that hold for everything made from it. */
const PASSED_ON = ['Condition', 'DeletionPolicy', 'UpdateReplacePolicy'];

/** What several APIs may make under one id, or the template may have written itself. */
const SHARED: ReadonlySet<TemplateValue> = new Set([
  'AWS::ApiGateway::DomainName',
  'AWS::ApiGateway::DomainNameV2',
  'AWS::ApiGateway::BasePathMapping',
  'AWS::ApiGateway::BasePathMappingV2',
]);

/** A template on its way through the transform: what was written, what has been made of it, what was wrong. */
export class Transformation {
  /** The resources that were written, by logical id, with the implicit APIs; functions add their events to the APIs among them. */
  readonly resources: TemplateMap;
  /** The resources of the result. */
  readonly made: TemplateMap;
  /** `Api.Stage` → the logical id of the stage: names that only SAM knows. */
  readonly names = new Map<string, string>();
  /** APIs whose definition SAM makes from their events. */
  readonly managed = new Set<string>();
  /** Layers change their logical ids with their content. */
  readonly renamed = new Map<string, string>();

  constructor(
    readonly template: TemplateMap,
    readonly positions: Positions,
    readonly problems: Problems,
    readonly parameters: Parameters,
  ) {
    this.resources = isMap(template['Resources']) ? template['Resources'] : {};
    this.made = positions.copied(this.resources, { ...this.resources });
  }

  /** The resource's map, if there is such a resource. */
  resource(id: string): TemplateMap | undefined {
    const found = member(this.resources, id);
    return isMap(found) ? found : undefined;
  }

  /** Its properties, made if there are none. */
  propertiesOf(id: string): TemplateMap {
    const resource = this.resource(id);
    if (resource === undefined) return {};
    if (!isMap(resource['Properties'])) resource['Properties'] = {};
    return resource['Properties'];
  }

  /** Adds what was made from the SAM resource `owner`. The place of what was made is that of its owner. */
  add(owner: string, id: string, { type, properties, attributes }: Made): void {
    this.#mustBeFree(owner, id, type);
    const passed = this.passedOn(owner);
    this.made[id] = { Type: type, ...passed, ...attributes, Properties: properties };
    this.positions.set(this.made, id, this.positions.of(this.resources, owner));
    const at = this.at(owner, []);
    this.positions.setObject(this.made[id], at);
    if (this.positions.ofObject(properties) === undefined) this.positions.setObject(properties, at);
  }

  passedOn(owner: string): TemplateMap {
    const resource = this.resource(owner) ?? {};
    return picked(resource, PASSED_ON);
  }

  conditionOf(owner: string): string | undefined {
    const condition = this.resource(owner)?.['Condition'];
    return typeof condition === 'string' ? condition : undefined;
  }

  /** The value with the template's parameters filled in. */
  resolved<T extends TemplateValue | undefined>(value: T): TemplateValue | T {
    return withParameters(value, this.parameters, this.positions);
  }

  /** Whether a value is a `Ref` to one of the template's parameters. */
  isParameter(value: TemplateValue | undefined): boolean {
    const id = member(value, 'Ref');
    return typeof id === 'string' && member(this.template['Parameters'], id) !== undefined;
  }

  get conditions(): TemplateMap {
    if (!isMap(this.template['Conditions'])) this.template['Conditions'] = {};
    return this.template['Conditions'];
  }

  readonly at: At = (id: string, path: Path): Position | undefined => {
    if (!Object.hasOwn(this.resources, id)) return undefined;
    if (path.length === 0) return this.positions.at(this.resources, [id], 'key');
    return this.positions.at(this.resources, [id, ...path], 'key');
  };

  #mustBeFree(owner: string, id: string, type: string): void {
    const there = this.resource(id);
    if (there === undefined || id === owner || (SHARED.has(type) && there['Type'] === type)) return;
    this.problems.error(
      `Transforming resource with id [${owner}] attempts to create a new resource with id [${id}] and type "${type}". A resource with that id already exists within this template. Please use a different id for that resource`,
      this.at(id, []),
    );
  }
}
