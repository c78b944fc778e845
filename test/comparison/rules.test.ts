// The patterns of rules meet texts that servers wrote: what could match in too many ways is stopped.
import { expect, test } from 'vitest';
import type { Finding } from '../../src/comparison/finding.ts';
import { Rules } from '../../src/comparison/rules.ts';

const different = (field: string, local: string): Finding => ({ field, verdict: 'different', recorded: 'x', local });

test('a regular expression that tries too many ways on an answer is stopped and named', () => {
  const rules = new Rules([{ field: 'body', match: '(a+)+' }]);
  expect(rules.apply('GET /', [different('body', 'aaaa')])[0]).toMatchObject({
    verdict: 'ruled',
    why: 'matches (a+)+',
  });
  expect(() => rules.apply('GET /', [different('body', `${'a'.repeat(5000)}!`)])).toThrow(
    'The regular expression "(a+)+" was stopped after 100 ms',
  );
});

test('a field or a request with many stars is stopped as well', () => {
  const stars = `${'**a'.repeat(12)}b`;
  const long = 'a'.repeat(20_000);
  expect(() => new Rules([{ field: stars, ignore: true }]).apply('GET /', [different(long, 'y')])).toThrow(
    'was stopped',
  );
  expect(() => new Rules([{ field: '**', request: stars, ignore: true }]).apply(long, [different('f', 'y')])).toThrow(
    'was stopped',
  );
});
