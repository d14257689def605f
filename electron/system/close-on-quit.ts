import { app } from 'electron';

/** Long enough to tell the sockets, drain requests and checkpoint; then the person's wish to quit wins. */
const CLOSE_TIMEOUT_MS = 10_000;

/** Holds the quit back until the clinic server is closed: requests answered, the database checkpointed. */
export function closeOnQuit(close: () => Promise<void>): void {
  let isClosing = false;
  app.on('will-quit', (event) => {
    event.preventDefault();
    if (isClosing) return;
    isClosing = true;
    setTimeout(() => app.exit(1), CLOSE_TIMEOUT_MS).unref();
    close().then(
      () => app.exit(0),
      () => app.exit(1),
    );
  });
}
