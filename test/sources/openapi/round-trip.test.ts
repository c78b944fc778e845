// What is exported imports to an equal API: issues of completeness of both kinds; docs/aws/rest-api.md#import-and-export,
// docs/aws/http-api.md#openapi-import.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { importHttpApi, importRestApi } from '../../../src/sources/openapi/index.ts';
import { fixture, place, said } from './importing.ts';
import { httpApis } from './random/http-apis.ts';
import { restApis } from './random/rest-apis.ts';
import { comparable, httpThereAndBack, restThereAndBack } from './round-trip.ts';

describe('REST APIs', () => {
  test.each([
    ['sam-orders.yaml', 'swagger'],
    ['sam-orders.yaml', 'oas30'],
    ['cdk-items.json', 'swagger'],
    ['cdk-items.json', 'oas30'],
  ] as const)('%s comes back from %s', (file, format) => {
    const { definition } = importRestApi(fixture(file), place);
    // The type of the endpoint is nothing that a document carries.
    const { endpointType: _, ...carried } = definition;
    const back = restThereAndBack(carried, format);
    expect(said(back.problems)).toEqual([]);
    expect(comparable(back.definition)).toEqual(comparable(carried));
  });

  test.each(['swagger', 'oas30'] as const)('any API comes back from %s', (format) => {
    fc.assert(
      fc.property(restApis(format), (definition) => {
        const back = restThereAndBack(definition, format);
        expect(said(back.problems)).toEqual([]);
        expect(comparable(back.definition)).toEqual(comparable(definition));
      }),
      { numRuns: 60 },
    );
  });
});

describe('HTTP APIs', () => {
  test('http-shop.yaml comes back', () => {
    const { definition } = importHttpApi(fixture('http-shop.yaml'), place);
    const back = httpThereAndBack(definition);
    expect(said(back.problems)).toEqual([]);
    expect(comparable(back.definition)).toEqual(comparable(definition));
  });

  test('any API comes back', () => {
    fc.assert(
      fc.property(httpApis, (definition) => {
        const back = httpThereAndBack(definition);
        expect(said(back.problems)).toEqual([]);
        expect(comparable(back.definition)).toEqual(comparable(definition));
      }),
      { numRuns: 60 },
    );
  });
});
