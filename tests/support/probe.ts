import type { Agent } from 'node:http';
import { send } from './send.ts';

const PROBE_EVERY_MS = 8;

export type Probed = { readonly p50: number; readonly p99: number; readonly calls: number };

/** How long, in milliseconds, a desk waits for its board, again and again until told to stop. */
export async function probeBoard(
  desk: { readonly url: string; readonly token: string; readonly agent: Agent },
  isOver: () => boolean,
): Promise<Probed> {
  const input = encodeURIComponent(JSON.stringify({ day: '2026-03-03' }));
  const headers = { authorization: `Bearer ${desk.token}` };
  const times: number[] = [];
  while (!isOver()) {
    const startedAt = performance.now();
    const { status } = await send(`${desk.url}/trpc/appointments.dayBoard?input=${input}`, {
      headers,
      agent: desk.agent,
    });
    if (status !== 200) throw new Error(`the board was answered with ${status}`);
    times.push(performance.now() - startedAt);
    await new Promise((resolve) => setTimeout(resolve, PROBE_EVERY_MS));
  }
  times.sort((one, other) => one - other);
  const at = (part: number) => Math.round((times[Math.floor(times.length * part)] ?? Number.NaN) * 10) / 10;
  return { p50: at(0.5), p99: at(0.99), calls: times.length };
}
