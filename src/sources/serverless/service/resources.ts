import type { EmulatorMetadata, TemplateMap, TemplateValue } from '../../template/template.ts';
import { setMember } from '../values.ts';
import { Part } from './part.ts';

/** What stands at a property: something that the user wrote, at its position, or a value of the framework's. */
export type Given = Part | TemplateValue | undefined;

export interface ResourceParts {
  readonly condition?: Given;
  readonly metadata?: EmulatorMetadata;
}

/** The resources that the framework would deploy. */
export class Resources {
  readonly map: TemplateMap = {};

  has(id: string): boolean {
    return Object.hasOwn(this.map, id);
  }

  /** Adds a resource, declared where `at` stands; a later one of the same id replaces it, as in the framework. */
  add(
    id: string,
    type: string,
    properties: Readonly<Record<string, Given>>,
    at: Part,
    parts: ResourceParts = {},
  ): void {
    const { positions } = at.reading;
    const resource: TemplateMap = { Type: type, Properties: members(properties, at) };
    if (parts.condition !== undefined) Object.assign(resource, members({ Condition: parts.condition }, at));
    if (parts.metadata !== undefined) resource['Metadata'] = { 'gw-emulate': { ...parts.metadata } };
    setMember(this.map, id, resource);
    const { keyPosition } = at;
    positions.set(this.map, id, keyPosition);
    positions.setObject(resource, keyPosition);
  }
}

/** A generated map. Members that were written keep their places; the map itself stands at `at`; what does not exist is not a member. */
export function members(given: Readonly<Record<string, Given>>, at: Part): TemplateMap {
  const { positions } = at.reading;
  const map: TemplateMap = {};
  for (const [key, member] of Object.entries(given)) {
    if (member === undefined) continue;
    if (!(member instanceof Part)) setMember(map, key, member);
    else if (member.exists) {
      setMember(map, key, member.value);
      positions.set(map, key, member.written ?? member.position);
    }
  }
  positions.setObject(map, at.position);
  return map;
}

export const ref = (id: string): TemplateMap => ({ Ref: id });

export const getAtt = (id: string, attribute: string): TemplateMap => ({ 'Fn::GetAtt': [id, attribute] });

/** The address at which API Gateway invokes a function. */
export function invocationUri(functionArn: TemplateValue, isStreaming = false): TemplateMap {
  const version = isStreaming ? '2021-11-15' : '2015-03-31';
  const action = isStreaming ? 'response-streaming-invocations' : 'invocations';
  const arn = `:lambda:path/${version}/functions/`;
  return {
    'Fn::Join': [
      '',
      ['arn:', ref('AWS::Partition'), ':apigateway:', ref('AWS::Region'), arn, functionArn, `/${action}`],
    ],
  };
}
