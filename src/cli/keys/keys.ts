/** What keys can do; a member that is absent hides its key. */
export interface KeyActions {
  readonly routes?: () => unknown;
  readonly openConsole?: () => unknown;
  readonly lastExchange?: () => unknown;
  readonly replay?: () => unknown;
  readonly reload?: () => unknown;
  readonly clear?: () => unknown;
  readonly toggleLogs?: () => unknown;
  readonly quit: () => unknown;
}

interface Key {
  readonly key: string;
  readonly says: string;
  readonly action: keyof KeyActions;
}

/** One table for the legend and the dispatch. */
const KEYS: readonly Key[] = [
  { key: 'r', says: 'list the routes', action: 'routes' },
  { key: 'o', says: 'open the console in a browser', action: 'openConsole' },
  { key: 'e', says: 'show the last exchange in detail', action: 'lastExchange' },
  { key: 'p', says: 'replay the last request', action: 'replay' },
  { key: 'a', says: 'reload everything', action: 'reload' },
  { key: 'l', says: 'hide or show lines of functions', action: 'toggleLogs' },
  { key: 'c', says: 'clear the screen', action: 'clear' },
  { key: 'q', says: 'quit', action: 'quit' },
];

const HELP = ['h', '?'];
const CONTROL_C = '\u0003';

/** One line for each key that can act. */
export function legend(actions: KeyActions): string[] {
  return [...KEYS.filter(({ action }) => actions[action] !== undefined), { key: 'h', says: 'this list' }].map(
    ({ key, says }) => `  ${key}  ${says}`,
  );
}

/** Does what a key stands for. `say`: where the legend goes. An unknown key does nothing. */
export async function press(key: string, actions: KeyActions, say: (text: string) => void): Promise<void> {
  if (HELP.includes(key)) return say(`${legend(actions).join('\n')}\n`);
  const found = key === CONTROL_C ? 'quit' : KEYS.find((known) => known.key === key.toLowerCase())?.action;
  if (found !== undefined) await actions[found]?.();
}
