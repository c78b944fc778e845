/** How numbers and times show. */
export function clockTime(at: number, withMilliseconds = true): string {
  const date = new Date(at);
  const two = (value: number): string => String(value).padStart(2, '0');
  const time = `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
  return withMilliseconds ? `${time}.${String(date.getMilliseconds()).padStart(3, '0')}` : time;
}

export function ms(value: number): string {
  return value >= 1000 ? Math.round(value).toLocaleString('en-US') : value.toFixed(1);
}

export function count(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 2 });
}

export function bytes(value: number): string {
  return value < 1024
    ? `${value} B`
    : value < 1024 * 1024
      ? `${(value / 1024).toFixed(1)} kB`
      : `${(value / 1024 / 1024).toFixed(1)} MB`;
}

export function dollars(value: number): string {
  if (value === 0) return '0.00';
  if (value >= 0.01) return value.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  return fewDigits(value);
}

/** Of a small value the first two digits, without an exponent. */
export function fewDigits(value: number): string {
  return value.toLocaleString('en-US', { maximumSignificantDigits: 2 });
}

export function ago(at: number, now = Date.now()): string {
  const seconds = Math.max(0, Math.round((now - at) / 1000));
  if (seconds < 60) return `${seconds} s ago`;
  return seconds < 3600 ? `${Math.floor(seconds / 60)} min ago` : `${Math.floor(seconds / 3600)} h ago`;
}

const KINDS: Readonly<Record<string, string>> = { http: 'HTTP', rest: 'REST', websocket: 'WebSocket' };

export function kindName(type: string): string {
  return KINDS[type] ?? type;
}
