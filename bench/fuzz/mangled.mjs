const METHODS = ['GET', 'POST', 'OPTIONS', 'HEAD', 'CONNECT', 'TRACE', 'get', 'G\0T', 'PRI'];
const PATHS = [
  '/',
  '/a/b',
  '*',
  'http://evil.example/',
  '/%',
  '/%00',
  '/..%2f..',
  '//',
  '/?a=%E0&a',
  '/_gw/health',
  '/é',
  `/${'a'.repeat(9000)}`,
];
const VERSIONS = ['HTTP/1.1', 'HTTP/1.0', 'HTTP/2.0', 'HTTP/9', ''];
const HEADERS = [
  'Host: x',
  'Host: ',
  'Content-Length: 5',
  'Content-Length: -1',
  'Content-Length: 99999999999999999999',
  'Transfer-Encoding: chunked',
  'Transfer-Encoding: gzip, chunked',
  'Expect: 100-continue',
  'Connection: upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Key: x',
  'Content-Type: application/json',
  'Content-Encoding: gzip',
  'Cookie: a=b; =; ;;',
  'X-A: \u0001',
  ': empty',
  'X-Forwarded-For: , ,',
  '__proto__: x',
  `X-Long: ${'a'.repeat(12_000)}`,
];
const BODIES = ['', 'hello', '{"a":', '5\r\nhello\r\n0\r\n\r\n', 'FFFFFFFFFFFF\r\n', 'Z\r\n', '\0'.repeat(100)];

/** Inputs as lists of chunks to write one after the other. */
export const mangled = {
  /** Most parts are sound, so that some requests reach what is below `path`. */
  http(random, path) {
    const odd = (items, sound) => (random.chance(0.3) ? random.pick(items) : sound);
    const target = odd(PATHS, `${path}${random.chance(0.5) ? random.pick(PATHS) : ''}`);
    const headers = Array.from({ length: random.below(4) }, () => random.pick(HEADERS));
    if (random.chance(0.8)) headers.push('Host: 127.0.0.1');
    const body = random.pick(BODIES);
    if (random.chance(0.5)) headers.push(`Content-Length: ${body.length}`);
    const lines = [`${odd(METHODS, random.pick(['GET', 'POST']))} ${target} ${odd(VERSIONS, 'HTTP/1.1')}`, ...headers];
    return cut(flipped(Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body}`, 'latin1'), random), random);
  },
  frames(random, path) {
    const handshake = `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n`;
    return [Buffer.from(handshake), ...Array.from({ length: 1 + random.below(4) }, () => frame(random))];
  },
};

/** A masked frame whose opcode, flags, length and contents need not belong together. */
function frame(random) {
  const payload = Buffer.from(random.pick(['', '{"action":"x"}', 'text', '\xff\xfe', 'a'.repeat(125)]), 'latin1');
  const first = random.chance(0.5) ? 0x81 : random.below(256);
  const length = random.chance(0.7) ? payload.length : random.below(128);
  const extended =
    length === 126 ? [0, payload.length] : length === 127 ? [0x7f, 0, 0, 0, 0, 0, 0, payload.length] : [];
  const mask = random.chance(0.9) ? 0x80 : 0;
  return flipped(Buffer.concat([Buffer.from([first, mask | length, ...extended, 0, 0, 0, 0]), payload]), random);
}

function flipped(bytes, random) {
  if (bytes.length === 0 || random.chance(0.6)) return bytes;
  for (let n = random.below(4); n >= 0; n--) bytes[random.below(bytes.length)] = random.below(256);
  return bytes;
}

function cut(bytes, random) {
  const at = random.below(bytes.length + 1);
  if (random.chance(0.2)) return [bytes.subarray(0, at)];
  return random.chance(0.5) ? [bytes] : [bytes.subarray(0, at), bytes.subarray(at)];
}
