import chromium from '@sparticuz/chromium';

/** Before any worker starts: of several that unpack it at once, one would start a browser the other has half written. */
export async function setup(): Promise<void> {
  await chromium.executablePath();
}
