import type { HeaderList } from '../../model/http/messages.ts';

const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const CONTROL = /[\x00-\x08\x0a-\x1f\x7f]/; // eslint-disable-line no-control-regex -- control characters are what is looked for

/** The name of the first header that HTTP cannot carry; `undefined` when all can be sent. */
export function unsendableHeader(headers: HeaderList): string | undefined {
  return headers.find(([name, value]) => !TOKEN.test(name) || CONTROL.test(value))?.[0];
}
