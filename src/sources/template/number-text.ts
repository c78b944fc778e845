/** A number as it was written: `1.0` stays `1.0`. What stands in the file may be something else that became the number. */
export function numberText(value: number, source: string | undefined): string {
  return source !== undefined && source.trim() !== '' && Number(source) === value ? source : String(value);
}
