import { hasControlCharacter, isHeaderName } from '../../model/http/headers/header-syntax.ts';
import type { HeaderList } from '../../model/http/messages.ts';

/** The name of the first header that HTTP cannot carry; `undefined` when all can be sent. */
export function unsendableHeader(headers: HeaderList): string | undefined {
  return headers.find(([name, value]) => !isHeaderName(name) || hasControlCharacter(value))?.[0];
}
