import { at, type JsonMap, textAt } from '../document/json-values.ts';
import type { Instance } from '../document/instance.ts';
import { limitsOf } from './lists.ts';

/** An instance with its attributes complete. */
export interface Completed {
  readonly instance: Instance;
  readonly values: JsonMap;
}

/**
 * What Terraform declares as resources of their own and AWS's API as parts of another: integrations and responses of methods, settings of
 * stages, policies and documents of APIs, targets of rules.
 */
export class Parts {
  readonly #integrations = new Map<string, Completed>();
  readonly #responses = new Map<string, JsonMap[]>();
  readonly #integrationResponses = new Map<string, JsonMap[]>();
  readonly #settings = new Map<string, JsonMap[]>();
  readonly #policies = new Map<string, unknown>();
  readonly #bodies = new Map<string, unknown>();
  readonly #targets = new Map<string, JsonMap[]>();
  readonly #domains = new Map<string, unknown>();
  readonly #used = new Set<string>();

  constructor(parts: readonly Completed[]) {
    for (const part of parts) this.#add(part);
  }

  /** Integrations whose method is not in the input. */
  get unused(): readonly Instance[] {
    return [...this.#integrations].filter(([key]) => !this.#used.has(key)).map(([, { instance }]) => instance);
  }

  method(values: JsonMap): JsonMap {
    const key = methodKey(values);
    const integration = this.#integrations.get(key)?.values;
    this.#used.add(key);
    return {
      ...values,
      method_responses: this.#responses.get(key) ?? [],
      ...(integration && {
        integration: {
          ...integration,
          integration_responses: this.#integrationResponses.get(key) ?? [],
        },
      }),
    };
  }

  stage(values: JsonMap): JsonMap {
    const key = `${text(values, 'rest_api_id')} ${text(values, 'stage_name')}`;
    return { ...values, method_settings: this.#settings.get(key) ?? [] };
  }

  api(values: JsonMap): JsonMap {
    const id = text(values, 'id');
    const policy = this.#policies.get(id);
    const body = this.#bodies.get(id);
    return { ...values, ...(policy !== undefined && { policy }), ...(body !== undefined && { body }) };
  }

  rule(values: JsonMap): JsonMap {
    return { ...values, targets: this.#targets.get(text(values, 'name')) ?? [] };
  }

  /** A mapping names its domain by name or by id. */
  mapping(values: JsonMap): JsonMap {
    const domain = this.#domains.get(text(values, 'domain_name'));
    return domain === undefined ? values : { ...values, domain_name: domain };
  }

  #add(part: Completed): void {
    const { instance, values } = part;
    const api = text(values, 'rest_api_id');
    switch (instance.type) {
      case 'aws_api_gateway_integration':
        this.#integrations.set(methodKey(values), part);
        break;
      case 'aws_api_gateway_method_response':
        append(this.#responses, methodKey(values), values);
        break;
      case 'aws_api_gateway_integration_response':
        append(this.#integrationResponses, methodKey(values), values);
        break;
      case 'aws_api_gateway_method_settings':
        append(this.#settings, `${api} ${text(values, 'stage_name')}`, settingOf(values));
        break;
      case 'aws_api_gateway_domain_name':
      case 'aws_apigatewayv2_domain_name':
        this.#domains.set(text(values, 'id'), values['domain_name']);
        break;
      case 'aws_cloudwatch_event_target':
        append(this.#targets, text(values, 'rule'), values);
        break;
      case 'aws_api_gateway_rest_api_policy':
        this.#policies.set(api, values['policy']);
        break;
      case 'aws_api_gateway_rest_api_put':
        this.#bodies.set(api, values['body']);
        break;
      default:
        break;
    }
  }
}

/** The types that are parts of others. */
export const PART_TYPES = new Set([
  'aws_api_gateway_integration',
  'aws_api_gateway_integration_response',
  'aws_api_gateway_method_response',
  'aws_api_gateway_method_settings',
  'aws_api_gateway_rest_api_policy',
  'aws_api_gateway_rest_api_put',
  'aws_cloudwatch_event_target',
]);

function methodKey(values: JsonMap): string {
  return [text(values, 'rest_api_id'), text(values, 'resource_id'), text(values, 'http_method').toUpperCase()].join(
    ' ',
  );
}

/** `method_path` is `*` + `/*`, or `orders/{id}/GET`. */
function settingOf(values: JsonMap): JsonMap {
  const path = text(values, 'method_path');
  const slash = path.lastIndexOf('/');
  const resource = path.slice(0, Math.max(slash, 0));
  return {
    ...limitsOf(at(values, 'settings'), (limit) => limit < 0),
    http_method: path.slice(slash + 1),
    resource_path: resource === '*' ? '/*' : `/${resource.replace(/^(?:\/|~1)/, '')}`,
  };
}

function append(map: Map<string, JsonMap[]>, key: string, value: JsonMap): void {
  map.set(key, [...(map.get(key) ?? []), value]);
}

function text(values: JsonMap, name: string): string {
  return textAt(values, name) ?? '';
}
