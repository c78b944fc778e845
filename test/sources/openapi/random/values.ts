import * as fc from 'fast-check';

/** Random parts of APIs, within what an OpenAPI document can say. */

export const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9]{0,8}$/);
export const modelName = fc.constantFrom('Pet', 'Error', 'Cage');
export const text = fc.string({ maxLength: 30 }).filter((each) => each !== '__passthrough__' && !each.includes('${'));
export const template = fc.oneof(text, fc.constantFrom('{"statusCode": 200}', '#set($x = 1)\n$x'));
export const mediaType = fc.constantFrom('application/json', 'text/plain', 'application/xml', '$default');
export const optional = <Value>(field: string, value: fc.Arbitrary<Value>): fc.Arbitrary<Record<string, Value>> =>
  fc
    .option(value, { nil: undefined })
    .map((each): Record<string, Value> => (each === undefined ? {} : { [field]: each }));

export const verb = fc.constantFrom('GET', 'PUT', 'POST', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH', 'ANY');
export const path = fc.constantFrom('/', '/pets', '/pets/{id}', '/pets/{id}/toys', '/cages/{proxy+}', '/a-b.c_d,e:f');
