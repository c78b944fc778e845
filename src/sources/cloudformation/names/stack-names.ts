import { derivedId } from '../../../model/definition/derived-id.ts';
import type { TemplateMap, TemplateValue } from '../../template/template.ts';
import type { Stack } from '../stack.ts';
import type { Scope } from '../resolve/scope.ts';
import { isMap, type Where } from '../resolve/values.ts';
import { arnOf, attributeOf, functionPartRef, type NamedResource } from './attributes.ts';
import { madeUpIds, nameRules } from './resource-names.ts';

/** What names need of the stack whose resources they are. */
export interface NamingScope extends Scope {
  readonly stack: Stack;
  readonly resources: TemplateMap;
  /** A resource inside a nested stack: the output of that stack. */
  nestedOutput(logicalId: string, name: string, where: Where): TemplateValue;
}

/** What `Ref` and `Fn::GetAtt` give for the resources of one stack, as after a deployment. */
export class StackNames {
  readonly #known = new Map<string, NamedResource | 'under way'>();

  constructor(readonly scope: NamingScope) {}

  /** Id of a resource in the whole input. */
  idOf(logicalId: string): string {
    return this.scope.stack.idPrefix + logicalId;
  }

  refOf(logicalId: string, where: Where): string {
    return this.scope.given(this.idOf(logicalId)) ?? this.#named(logicalId, where)?.ref ?? logicalId;
  }

  attributeOf(logicalId: string, attribute: string, where: Where): TemplateValue {
    const key = `${this.idOf(logicalId)}.${attribute}`;
    const given = this.scope.given(key);
    if (given !== undefined) return given;
    if (this.#typeOf(logicalId) === 'AWS::CloudFormation::Stack' && attribute.startsWith('Outputs.')) {
      return this.scope.nestedOutput(logicalId, attribute.slice('Outputs.'.length), where);
    }
    const named = this.#named(logicalId, where);
    return (named && attributeOf(attribute, named, this.scope)) ?? this.scope.unknown(key);
  }

  /** Computed once; a name that needs itself is a problem. */
  #named(logicalId: string, where: Where): NamedResource | undefined {
    const known = this.#known.get(logicalId);
    if (known === 'under way') {
      this.scope.error(`the name of "${logicalId}" depends on itself`, where);
      return undefined;
    }
    if (known !== undefined) return known;
    this.#known.set(logicalId, 'under way');
    const named = this.#make(logicalId);
    this.#known.set(logicalId, named);
    return named;
  }

  #make(logicalId: string): NamedResource {
    const resource = this.scope.resources[logicalId];
    const properties = isMap(resource) && isMap(resource['Properties']) ? resource['Properties'] : {};
    const type = this.#typeOf(logicalId);
    const id = this.idOf(logicalId);
    const property = (name: string): string | undefined =>
      Object.hasOwn(properties, name)
        ? this.scope.text({ holder: properties, key: name }, `${name} of ${logicalId}`)
        : undefined;
    const rule = nameRules[type];
    const written = rule?.property === undefined ? undefined : property(rule.property);
    // Two nested stacks may hold equal logical ids, and functions are called by their names.
    const standIn = type === 'AWS::Lambda::Function' ? id.replaceAll('/', '-') : logicalId;
    const name = written === undefined || written === '' ? standIn : written;
    const base = { type, id, logicalId, name, property };
    return { ...base, ref: this.#ref(base) };
  }

  #ref(resource: Omit<NamedResource, 'ref'>): string {
    const { type, id, name, logicalId } = resource;
    const { region, accountId, stack } = this.scope;
    const length = madeUpIds[type];
    if (length !== undefined) return derivedId(kindOf(type), id, length);
    if (type === 'AWS::CloudFormation::Stack') {
      return `arn:aws:cloudformation:${region}:${accountId}:stack/${stack.name}-${logicalId}/51af3dc0-da77-11e4-872e-1234567db123`;
    }
    const rule = nameRules[type];
    if (rule?.ref === 'url') return `https://sqs.${region}.amazonaws.com/${accountId}/${name}`;
    if (rule?.ref === 'arn') return arnOf(resource, this.scope) ?? name;
    return functionPartRef(resource, this.scope) ?? name;
  }

  #typeOf(logicalId: string): string {
    const resource = this.scope.resources[logicalId];
    const type = isMap(resource) ? resource['Type'] : undefined;
    return typeof type === 'string' ? type : '';
  }
}

/** An API's id is derived as that of an API in the configuration file is. */
function kindOf(type: string): string {
  return type === 'AWS::ApiGateway::RestApi' || type === 'AWS::ApiGatewayV2::Api' ? 'api' : type;
}
