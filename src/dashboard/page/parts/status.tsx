import { isExpected } from './expected.ts';
import { Icon, type IconName } from './icon.tsx';

/** How a status shows: colour and symbol, never the colour alone. */
export function Status({
  code,
  failed,
  text,
}: {
  readonly code: number;
  readonly failed: boolean;
  readonly text?: string;
}) {
  const [tone, icon] = toneOf(code, failed);
  return (
    <>
      <Icon name={icon} class={tone} />
      <span class={tone}>{text ?? code}</span>
    </>
  );
}

export function toneOf(code: number, failed: boolean): readonly [tone: string, icon: IconName] {
  if (isExpected(code)) return ['mid', code >= 500 ? 'server' : code >= 400 ? 'client' : 'ok'];
  if (code >= 500) return ['server', 'server'];
  if (code >= 400) return ['refused', 'client'];
  if (failed) return ['server', 'server'];
  if (code === 101) return ['redirect', 'ws'];
  return code >= 300 ? ['redirect', 'redirect'] : ['ok', 'ok'];
}

const NAMES: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  204: 'No Content',
  301: 'Moved Permanently',
  302: 'Found',
  304: 'Not Modified',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  410: 'Gone',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};

export function statusText(code: number): string {
  const name = NAMES[code];
  return name === undefined ? String(code) : `${code} ${name}`;
}
