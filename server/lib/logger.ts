import { type Logger, pino } from 'pino';

export type { Logger };

/** JSON lines without personal data: names, addresses and secrets are cut even where someone logs them. */
export function createLogger(level: string): Logger {
  return pino({
    level,
    base: null,
    redact: {
      paths: [
        '*.password',
        '*.email',
        '*.phone',
        '*.givenName',
        '*.familyName',
        '*.token',
        'req.headers',
        '*.reason',
      ],
      censor: '[cut]',
    },
  });
}
