/**
 * `Thu Jul 19 09:59:18 UTC 2018`, which begins each line of a TestInvokeMethod log (recorded:
 * docs/aws/rest-api-observed.md#test-invoke-log).
 */
export function logTime(milliseconds: number): string {
  // `Thu, 19 Jul 2018 09:59:18 GMT`: ECMAScript fixes the form.
  const text = new Date(milliseconds).toUTCString();
  return `${text.slice(0, 3)} ${text.slice(8, 11)} ${text.slice(5, 7)} ${text.slice(17, 25)} UTC ${text.slice(12, 16)}`;
}
