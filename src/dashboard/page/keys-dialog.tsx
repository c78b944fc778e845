import { useEffect, useRef } from 'preact/hooks';
import { expectedText, setExpected } from './parts/expected.ts';

const KEYS = [
  ['/', 'go to the filter'],
  ['↑ ↓ j k', 'move in the list'],
  ['Enter', 'open'],
  ['Escape', 'close the exchange, then clear the filter'],
  ['← →', 'tabs; unfold a socket'],
  ['r', 'resend'],
  ['e', 'edit and resend'],
  ['c', 'copy as …'],
  ['o', 'open the editor at the line shown'],
  ['p', 'pause, resume'],
  [
    'g, then r c s f a x t m d p',
    'Requests, Compose, Sockets, Functions, APIs, Access, Templates, Metrics, Drills, Problems',
  ],
  ['?', 'all keys'],
] as const;

const EDITORS = [
  ['vscode', 'Visual Studio Code'],
  ['cursor', 'Cursor'],
  ['windsurf', 'Windsurf'],
  ['zed', 'Zed'],
  ['idea', 'IntelliJ IDEA, WebStorm'],
] as const;

/** All keys, and what of the page can be set. */
export function KeysDialog({
  letters,
  setLetters,
  close,
}: {
  readonly letters: boolean;
  readonly setLetters: (on: boolean) => void;
  readonly close: () => void;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} aria-labelledby="keys-title" onClose={close}>
      <h2 id="keys-title">Keys</h2>
      <dl>
        {KEYS.flatMap(([keys, does]) => [
          <dt key={keys}>
            <kbd>{keys}</kbd>
          </dt>,
          <dd key={does}>{does}</dd>,
        ])}
      </dl>
      <p>
        <label class="st">
          <input type="checkbox" checked={letters} onChange={(event) => setLetters(event.currentTarget.checked)} />{' '}
          Single letters are keys
        </label>
      </p>
      <p class="gap-top">
        <label class="st">
          Editor{' '}
          <select
            defaultValue={localStorage.getItem('editor') ?? 'vscode'}
            onChange={(event) => localStorage.setItem('editor', event.currentTarget.value)}
          >
            {EDITORS.map(([id, name]) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
      </p>
      <p class="gap-top">
        <label class="st">
          Expected statuses{' '}
          <input
            class="count"
            placeholder="401, 404"
            defaultValue={expectedText()}
            onInput={(event) => setExpected(event.currentTarget.value)}
          />
        </label>
      </p>
      <form method="dialog" class="gap-top">
        <button type="submit" class="primary">
          Close
        </button>
      </form>
    </dialog>
  );
}
