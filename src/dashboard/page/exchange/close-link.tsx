import { link, readAddress } from '../live/address.ts';
import { Icon } from '../parts/icon.tsx';

/** Leads from an exchange back to the list, as it was filtered. */
export function CloseLink() {
  return (
    <a
      class="btn plain icon push"
      href={link('requests', [], readAddress().query)}
      aria-label="Close (Escape)"
      title="Close (Esc)"
    >
      <Icon name="close" />
    </a>
  );
}
