/** The record of a failed asynchronous event (docs/aws/lambda.md#errors-and-limits; version 1.0 of Lambda's destinations). */
import { expect, test } from 'vitest';
import { failureRecord } from '../../src/lambda/destination.ts';
import { invocationResult } from '../invocation-result.ts';

const record = (payload: string) =>
  failureRecord({
    at: 0,
    requestId: 'id',
    functionArn: 'arn:aws:lambda:us-east-1:123456789012:function:f',
    condition: 'RetriesExhausted',
    attempts: 3,
    requestPayload: {},
    last: invocationResult(payload, { requestId: 'id', functionError: 'Unhandled' }),
  });

test('the error object is in the record as an object', () => {
  expect(record('{"errorType":"T"}')).toMatchObject({ responsePayload: { errorType: 'T' } });
});

test('an error that is not JSON, as a custom runtime may report it, is in the record as text (unproven)', () => {
  expect(record('it broke')).toMatchObject({ responsePayload: 'it broke' });
});
