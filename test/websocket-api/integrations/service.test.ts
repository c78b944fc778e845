// AWS integrations with another service: docs/aws/websocket-api.md#integration-types and docs/aws/websocket-api.md#response-side.
import { describe, expect, test } from 'vitest';
import { FakeAws, says } from '../fake-backend.ts';
import { frame, reply, response } from './two-way-route.ts';

describe('AWS with another service', () => {
  const service = { region: 'us-east-1', service: 'sqs', path: '123456789012/queue' };

  test('is called with the rendered body and the mapped parameters', async () => {
    const aws = new FakeAws(says(200, '{"MessageId":"m1"}'));
    const { received } = await reply(
      [
        'AWS',
        {
          service,
          httpMethod: 'POST',
          requestTemplates: { $default: 'Action=SendMessage&MessageBody=$util.urlEncode($input.body)' },
          requestParameters: { 'integration.request.header.Content-Type': "'application/x-www-form-urlencoded'" },
          responses: [response('200')],
        },
      ],
      'a b',
      { aws },
    );
    expect(aws.requests[0]).toEqual({
      ...service,
      method: 'POST',
      headers: [['Content-Type', 'application/x-www-form-urlencoded']],
      query: [],
      body: 'Action=SendMessage&MessageBody=a+b',
      timeoutMs: 29_000,
    });
    expect(received).toEqual(['{"MessageId":"m1"}']);
  });

  test('chooses the integration response by the status (observed)', async () => {
    const aws = new FakeAws(says(400, 'bad'));
    const { received } = await reply(['AWS', { service, responses: [response('200')] }], 'x', { aws });
    expect(received).toEqual([frame('Internal server error')]);
  });
});
