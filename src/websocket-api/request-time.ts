const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Common log format, UTC: `19/Feb/2024:07:11:42 +0000`. Takes milliseconds since the epoch. */
export function commonLogTime(time: number): string {
  const date = new Date(time);
  const month = MONTHS[date.getUTCMonth()] ?? '';
  const clock = [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()].map(twoDigits).join(':');
  return `${twoDigits(date.getUTCDate())}/${month}/${date.getUTCFullYear()}:${clock} +0000`;
}

function twoDigits(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}
