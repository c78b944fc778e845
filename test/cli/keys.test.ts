/** Hot keys: one table for the legend and for what they do. */
import { EventEmitter } from 'node:events';
import { expect, test, vi } from 'vitest';
import { legend, press, type KeyActions } from '../../src/cli/keys/keys.ts';
import { type KeyInput, readKeys } from '../../src/cli/keys/read-keys.ts';

const all = (): Required<KeyActions> => ({
  routes: vi.fn(),
  openConsole: vi.fn(),
  lastExchange: vi.fn(),
  replay: vi.fn(),
  reload: vi.fn(),
  clear: vi.fn(),
  toggleLogs: vi.fn(),
  quit: vi.fn(),
});

test('every key of the legend does something, and only those', async () => {
  const actions = all();
  const keys = legend(actions).map((line) => line.trim().charAt(0));
  for (const key of keys) await press(key, actions, () => {});
  for (const action of Object.values(actions)) expect(action).toHaveBeenCalledOnce();
  await press('x', actions, () => expect.unreachable());
});

test('keys that cannot act are hidden and do nothing', async () => {
  const quit = vi.fn();
  expect(legend({ quit }).map((line) => line.trim())).toEqual(['q  quit', 'h  this list']);
  await press('o', { quit }, () => expect.unreachable());
  await press('\u0003', { quit }, () => expect.unreachable());
  expect(quit).toHaveBeenCalledOnce();
});

test('help prints the legend', async () => {
  const said: string[] = [];
  await press('h', all(), (text) => said.push(text));
  expect(said.join('')).toContain('  p  replay the last request\n');
});

test('keys come one by one, sequences of arrows not at all, and the terminal is given back', () => {
  const input = Object.assign(new EventEmitter(), {
    isTTY: true,
    setRawMode: vi.fn(),
    resume: vi.fn(),
    pause: vi.fn(),
  });
  const pressed: string[] = [];
  const release = readKeys(input as unknown as KeyInput, (key) => pressed.push(key));
  for (const text of ['r', 'pq', '\u001b[A']) input.emit('data', Buffer.from(text));
  expect(pressed).toEqual(['r', 'p', 'q']);
  release();
  input.emit('data', Buffer.from('x'));
  expect(pressed).toHaveLength(3);
  expect(input.setRawMode.mock.calls).toEqual([[true], [false]]);
});
