// What a backend's URL says of host and request line is what `URL` makes of it, whether it is parsed or was seen before.
import { expect, test } from 'vitest';
import { backendAddress } from '../../src/integrations/backend-address.ts';

const PATHS = [
  '',
  '/',
  '/items/42',
  '/a%20b?x=1&y=%C3%A9',
  '/a/../b',
  '/a/./b',
  '/a/.',
  '/a/%2E%2e/b',
  '/.hidden/..x',
  '/...',
  '/a//b///',
  '/a b',
  '/é?ü',
  '/a?',
  '/a?x?y=/../z',
  '/a#fragment',
  '/a?x#fragment',
  "/it's?it's",
  '/a\\b',
  '/a|b^c`d?a|b^c`d',
  '/{a}"<>?{a}"<>',
  '/a\tb\n',
  '/%zz?%zz',
  '?x=1',
];

test.each(['http://127.0.0.1:8080', 'http://backend.example', 'https://backend.example:443', 'https://[::1]:8443'])(
  'behind %s the path is what parsing makes of it, the first time and the next',
  (origin) => {
    for (const path of [...PATHS, ...PATHS]) {
      const { host, hostname, port, protocol, pathname, search } = new URL(origin + path);
      const address = backendAddress(origin + path);
      expect(address?.path, path).toBe(pathname + search);
      expect(address?.origin).toMatchObject({ host, hostname, port, protocol });
    }
  },
);

test.each(['http://HOST.example/a', 'http://0x7f.1:80/', 'http://user:pw@host/a', 'http://bücher.example/'])(
  '%s keeps what parsing makes of its host',
  (text) => {
    backendAddress(text);
    expect(backendAddress(text)?.origin.host).toBe(new URL(text).host);
  },
);

test.each(['ftp://host/', 'mailto:a@b', '/items', 'http://', 'http://host:99999/', 'http://a.-.256.1/'])(
  '%s is no address',
  (text) => {
    expect(backendAddress(text)).toBeUndefined();
  },
);
