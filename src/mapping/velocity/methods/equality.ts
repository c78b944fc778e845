import type { JavaMap, JavaValue } from '../../values.ts';
import { JavaList } from '../../values.ts';
import { spendWork } from '../../work-limit.ts';
import { javaClassName } from './java-class.ts';

/** Java's `equals`: numbers of different classes differ, lists and maps compare by their members. */
export function javaEquals(left: JavaValue, right: JavaValue): boolean {
  spendWork(1);
  if (left === right) return true;
  if (typeof left === 'number' && typeof right === 'number') return Object.is(left, right);
  if (left instanceof Map && right instanceof Map) return mapsEqual(left, right);
  if (left instanceof JavaList && right instanceof JavaList) return listsEqual(left, right);
  return false;
}

function mapsEqual(left: JavaMap, right: JavaMap): boolean {
  if (left.size !== right.size) return false;
  for (const [key, value] of left) {
    const other = right.get(key);
    if (other === undefined || !javaEquals(value, other)) return false;
  }
  return true;
}

function listsEqual(left: JavaList, right: JavaList): boolean {
  if (left.items.length !== right.items.length) return false;
  return left.items.every((item, index) => javaEquals(item, right.items[index] ?? null));
}

/** Java's `hashCode` as a signed 32-bit number. */
export function javaHash(value: JavaValue): number {
  spendWork(1);
  if (value === null) return 0;
  if (typeof value === 'string') return textHash(value);
  if (typeof value === 'boolean') return value ? 1231 : 1237;
  if (typeof value === 'bigint') return integerHash(value);
  if (typeof value === 'number') return doubleHash(value);
  if (value instanceof Map) return mapHash(value);
  if (value instanceof JavaList)
    return value.items.reduce<number>((hash, item) => (Math.imul(hash, 31) + javaHash(item)) | 0, 1);
  return textHash(value.print());
}

function textHash(text: string): number {
  spendWork(text.length >> 4);
  let hash = 0;
  for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0;
  return hash;
}

function integerHash(value: bigint): number {
  if (javaClassName(value) === 'java.lang.Integer') return Number(value);
  return Number(BigInt.asIntN(32, value ^ (BigInt.asUintN(64, value) >> 32n)));
}

function doubleHash(value: number): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  return (view.getInt32(0) ^ view.getInt32(4)) | 0;
}

function mapHash(map: JavaMap): number {
  let hash = 0;
  for (const [key, value] of map) hash = (hash + (javaHash(key) ^ javaHash(value))) | 0;
  return hash;
}
