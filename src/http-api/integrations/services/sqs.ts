import { parseJson } from '../../../model/base/json.ts';
import { listValue } from './json-call.ts';
import type { ParameterValues, ServiceCall } from './service-call.ts';
import { parseUrl } from '../../../model/http/parse-url.ts';

/** List parameters, and what their members are called on the wire. */
const LISTS: Readonly<Record<string, string>> = {
  AttributeNames: 'AttributeName',
  MessageAttributeNames: 'MessageAttributeName',
};

const ATTRIBUTE_MAPS: Readonly<Record<string, string>> = {
  MessageAttributes: 'MessageAttribute',
  MessageSystemAttributes: 'MessageSystemAttribute',
};

/** An SQS action in the query protocol, which every queue implementation reads; the answer is XML. */
export function sqsCall(action: string): (values: ParameterValues) => ServiceCall {
  return (values) => {
    const form = new URLSearchParams({ Action: action, Version: '2012-11-05' });
    for (const [name, value] of Object.entries(values)) addParameter(form, name, value);
    return {
      service: 'sqs',
      method: 'POST',
      path: queuePath(values['QueueUrl'] ?? ''),
      headers: [['Content-Type', 'application/x-www-form-urlencoded']],
      body: form.toString(),
    };
  };
}

function addParameter(form: URLSearchParams, name: string, value: string): void {
  const list = LISTS[name];
  const map = ATTRIBUTE_MAPS[name];
  if (list !== undefined) listValue(value).forEach((member, index) => form.append(`${list}.${index + 1}`, member));
  else if (map !== undefined) addAttributes(form, map, value);
  else form.append(name, value);
}

/** `{"color":{"DataType":"String","StringValue":"red"}}` becomes numbered members. Other text goes as it is, for SQS to refuse. */
function addAttributes(form: URLSearchParams, member: string, json: string): void {
  Object.entries(objectOf(json)).forEach(([name, attribute], index) => {
    const prefix = `${member}.${index + 1}`;
    form.append(`${prefix}.Name`, name);
    for (const [field, value] of Object.entries(objectOf(attribute)))
      form.append(`${prefix}.Value.${field}`, String(value));
  });
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null) return value as Readonly<Record<string, unknown>>;
  const parsed = parseJson(String(value));
  return typeof parsed === 'object' && parsed !== null ? (parsed as Readonly<Record<string, unknown>>) : {};
}

/** The queue's own path, as SDKs of the query protocol call it: `123456789012/orders`. */
function queuePath(queueUrl: string): string {
  return parseUrl(queueUrl)?.pathname.slice(1) ?? '';
}
