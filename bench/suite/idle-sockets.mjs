// What 10,000 WebSocket connections that say nothing hold in the process of the API, beside a bare ws server's.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { repository } from '../processes.mjs';

const SOCKETS = 10_000;

/** `{ sockets, bare, emulator }`: resident bytes of each connection; in `heap` what of it V8's heap holds. */
export function idleSockets({ note }) {
  note(`memory of ${SOCKETS} idle connections`);
  const flags = [`--idle=${SOCKETS}`, '--chatting=1', '--messages=1', '--threads=0', '--json'];
  const text = execFileSync(process.execPath, [join(repository, 'bench/websocket-load.mjs'), ...flags], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const { results } = JSON.parse(text.split('\n').find((line) => line.startsWith('{')));
  const of = (wanted) => {
    const { rssPerConnection, heapPerConnection, refused } = results.find(({ kind }) => kind === wanted);
    if (refused > 0) throw new Error(`${refused} connections were refused: ulimit -n is too low for ${SOCKETS}`);
    return { resident: rssPerConnection, heap: heapPerConnection };
  };
  return { sockets: SOCKETS, bare: of('bare'), emulator: of('emulator') };
}
