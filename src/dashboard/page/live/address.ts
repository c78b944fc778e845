import { useEffect, useState } from 'preact/hooks';

/** What the page shows, as the fragment of its address says: `#/requests/ID?q=…&status=5xx`. */
export interface Address {
  readonly view: string;
  readonly parts: readonly string[];
  readonly query: Readonly<Record<string, string>>;
}

export function readAddress(hash = location.hash): Address {
  const [path = '', search = ''] = hash.replace(/^#\/?/, '').split('?');
  const [view = '', ...parts] = path.split('/').map(decode);
  return {
    view: view === '' ? 'requests' : view,
    parts: parts.filter((part) => part !== ''),
    query: Object.fromEntries(new URLSearchParams(search)),
  };
}

/** The fragment of an address. Members of the query that are empty are left away. */
export function link(
  view: string,
  parts: readonly string[] = [],
  query: Readonly<Record<string, string | undefined>> = {},
): string {
  const given = Object.entries(query).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '',
  );
  const search = new URLSearchParams(given).toString();
  return `#/${[view, ...parts].map(encodeURIComponent).join('/')}${search === '' ? '' : `?${search}`}`;
}

export function go(hash: string, replaces = false): void {
  if (!replaces) {
    location.hash = hash;
    return;
  }
  history.replaceState(null, '', hash);
  dispatchEvent(new HashChangeEvent('hashchange'));
}

/** Changes single members of the query and stays where one is. */
export function setQuery(changes: Readonly<Record<string, string | undefined>>): void {
  const { view, parts, query } = readAddress();
  go(link(view, parts, { ...query, ...changes }), true);
}

export function useAddress(): Address {
  const [address, setAddress] = useState(readAddress);
  useEffect(() => {
    const changed = (): void => setAddress(readAddress());
    addEventListener('hashchange', changed);
    return () => removeEventListener('hashchange', changed);
  }, []);
  return address;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
