import type { Socket } from 'node:net';

interface ListingProcess {
  _getActiveHandles: (this: NodeJS.Process) => unknown[];
  getActiveResourcesInfo: (this: NodeJS.Process) => string[];
}

/** Takes the connection to the emulator, and all else that is open before the handler is loaded, out of Node's lists of open handles. */
export function hideHandles(host: NodeJS.Process, connection: Socket): void {
  const target = host as unknown as ListingProcess;
  const { _getActiveHandles: handles, getActiveResourcesInfo: resources } = target;
  const hidden = new Set(handles.call(host));
  hidden.add(connection);
  target._getActiveHandles = () => handles.call(host).filter((handle) => !hidden.has(handle));
  target.getActiveResourcesInfo = () => {
    const names = resources.call(host);
    const isListed = (connection as unknown as { _handle?: { hasRef(): boolean } })._handle?.hasRef() === true;
    return isListed ? names.filter((_name, at) => at !== names.indexOf('PipeWrap')) : names;
  };
}
