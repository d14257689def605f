import { Agent, request } from 'node:http';

/** The answer of a procedure over HTTP: its data, or the reason it was refused. */
export type Answer = {
  readonly status: number;
  readonly data: unknown;
  readonly reason: string | undefined;
};

/** One client on a connection of its own that stays open, as a browser's would. */
export type HttpClient = {
  /**
   * Calls a mutation; rejects where the connection breaks before the answer. Where the server has closed it while it
   * rested, the same call, with its request id, goes over a new one, as in a browser.
   */
  mutate(procedure: string, input: unknown): Promise<Answer>;
  close(): void;
};

type Envelope = { result?: { data?: unknown }; error?: { data?: { reason?: string } } };

export function createHttpClient(url: string, token?: string): HttpClient {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };

  const post = (procedure: string, input: unknown) =>
    new Promise<Answer>((resolve, reject) => {
      const call = request(
        `${url}/trpc/${procedure}`,
        { method: 'POST', agent, headers: { 'content-type': 'application/json', ...authorization } },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () => {
            const { result, error } = readEnvelope(Buffer.concat(chunks).toString('utf8'));
            const status = response.statusCode ?? 0;
            resolve({ status, data: result?.data, reason: error?.data?.reason });
          });
        },
      );
      call.on('error', (error) =>
        reject(
          call.reusedSocket && isReset(error) ? new RestedTooLong(error.message, { cause: error }) : error,
        ),
      );
      call.end(JSON.stringify(input));
    });

  return {
    close: () => agent.destroy(),
    mutate: (procedure, input) =>
      post(procedure, input).catch((error: unknown) => {
        if (error instanceof RestedTooLong) return post(procedure, input);
        throw error;
      }),
  };
}

/** The server closed a resting connection in the very moment of the call. */
class RestedTooLong extends Error {}

function isReset(error: Error): boolean {
  return 'code' in error && (error.code === 'ECONNRESET' || error.code === 'EPIPE');
}

function readEnvelope(text: string): Envelope {
  try {
    return JSON.parse(text) as Envelope;
  } catch {
    return {};
  }
}
