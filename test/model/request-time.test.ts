// `requestTime` of events: docs/aws/http-api.md#event-v2 (`time`), docs/aws/rest-api-observed.md#request-context,
// docs/aws/websocket-api.md#request-context.
import { expect, test } from 'vitest';
import { requestTime, requestTimeFormatter } from '../../src/model/http/request-time.ts';

test.each([
  [1_708_326_702_410, '19/Feb/2024:07:11:42 +0000'],
  [1_585_112_607_999, '25/Mar/2020:05:03:27 +0000'],
  [1_704_067_200_000, '01/Jan/2024:00:00:00 +0000'],
  [0, '01/Jan/1970:00:00:00 +0000'],
])('%d ms is %s, whatever the time zone', (milliseconds, text) => {
  expect(requestTime(milliseconds)).toBe(text);
});

test('a formatter that remembers says the same, forwards and backwards', () => {
  const format = requestTimeFormatter();
  for (const time of [1000, 1999, 2000, 1500, 86_400_000, 0]) expect(format(time)).toBe(requestTime(time));
});
