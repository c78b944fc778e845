const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** `dd/MMM/yyyy:HH:mm:ss +0000`, as `requestContext.requestTime` is written (recorded: rest-api-observed 7.3). */
export function requestTime(milliseconds: number): string {
  const time = new Date(milliseconds);
  const day = two(time.getUTCDate());
  return `${day}/${monthOf(time)}/${time.getUTCFullYear()}:${clockTime(time)} +0000`;
}

/** `Thu Jul 19 09:59:18 UTC 2018`, which begins each line of a TestInvokeMethod log (recorded: rest-api-observed 19). */
export function logTime(milliseconds: number): string {
  const time = new Date(milliseconds);
  const day = two(time.getUTCDate());
  return `${DAYS[time.getUTCDay()] ?? ''} ${monthOf(time)} ${day} ${clockTime(time)} UTC ${time.getUTCFullYear()}`;
}

function monthOf(time: Date): string {
  return MONTHS[time.getUTCMonth()] ?? '';
}

function clockTime(time: Date): string {
  return `${two(time.getUTCHours())}:${two(time.getUTCMinutes())}:${two(time.getUTCSeconds())}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
