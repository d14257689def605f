type Handler = (event: { senderFrame: { url: string } }, ...args: unknown[]) => unknown;

const handlers = new Map<string, Handler>();

export const ipcMain = {
  handle(channel: string, handler: Handler): void {
    handlers.set(channel, handler);
  },
};

export function answerInvoke(senderUrl: string, channel: string, args: unknown[]): unknown {
  const handler = handlers.get(channel);
  if (handler === undefined) throw new Error(`nobody answers on ${channel}`);
  return handler({ senderFrame: { url: senderUrl } }, ...args);
}
