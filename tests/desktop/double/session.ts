import { EventEmitter } from 'node:events';

type PermissionRequestHandler = (
  contents: unknown,
  permission: string,
  decide: (isGranted: boolean) => void,
) => void;
type PermissionCheckHandler = (contents: unknown, permission: string) => boolean;

/** Electron grants what nobody decides about; so does the double. */
export class Session extends EventEmitter {
  #request: PermissionRequestHandler = (_contents, _permission, decide) => decide(true);
  #check: PermissionCheckHandler = () => true;

  setPermissionRequestHandler(handler: PermissionRequestHandler): void {
    this.#request = handler;
  }

  setPermissionCheckHandler(handler: PermissionCheckHandler): void {
    this.#check = handler;
  }

  setDevicePermissionHandler(): void {}

  isGranted(permission: string): boolean {
    let isGranted = false;
    this.#request(undefined, permission, (decision) => {
      isGranted = decision;
    });
    return isGranted || this.#check(undefined, permission);
  }
}
