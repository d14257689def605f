import { z } from 'zod';
import { isNetwork } from '../wire/client-address.ts';

const listIn = (text: string) =>
  text
    .split(',')
    .map((item) => item.trim().toLowerCase())
    .filter(Boolean);

const flag = z.enum(['on', 'off']).transform((word) => word === 'on');

/** What the process is told from outside; everything a clinic chooses itself is in its settings table. */
const ServerConfig = z.object({
  host: z.string().min(1).default('127.0.0.1'),
  port: z.coerce.number().int().min(0).max(65_535).default(4780),
  logLevel: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  /** Lifted only for load tests on loopback. */
  isRateLimited: flag.default(true),
  requestsPerMinute: z.coerce.number().int().min(1).default(1200),
  /** Failed sign-ins at one account within five minutes; an address may fail three times as often a minute. */
  failedSignIns: z.coerce.number().int().min(1).default(10),
  /** Accounts patients may open from one address; a waiting room's phones may all share one. */
  registrationsPerHour: z.coerce.number().int().min(1).default(20),
  /** And in all, from wherever. */
  registrationsPerDay: z.coerce.number().int().min(1).default(200),
  /** The clinic's own mail server, such as `smtp://mail.clinic.example:587`; without it no mail leaves. */
  smtpUrl: z.url({ protocol: /^smtps?$/ }).optional(),
  mailFrom: z.string().min(3).default('MedLink <medlink@localhost>'),
  /** What the links in mails begin with; without it, the first address of this machine on the network. */
  publicUrl: z.url({ protocol: /^https?$/ }).optional(),
  /** Where today's sheet is kept for a power cut: a folder, or `off`; without it, beside the database. */
  daySheets: z.string().min(1).optional(),
  /** Off only in a laboratory: beyond this machine everything goes in the clear then. */
  isTls: flag.default(true),
  /** More names this server answers to, beside its own addresses. */
  allowedHosts: z.string().default('').transform(listIn),
  /** Addresses or networks of the clinic's own proxies: they alone are believed whom they pass on. */
  trustedProxies: z
    .string()
    .default('')
    .transform(listIn)
    .refine((list) => list.every(isNetwork), { error: 'takes addresses such as 127.0.0.1 or 10.0.0.0/8' }),
});
export type ServerConfig = z.infer<typeof ServerConfig>;

const VARIABLES = {
  host: 'MEDLINK_HOST',
  port: 'MEDLINK_PORT',
  logLevel: 'MEDLINK_LOG_LEVEL',
  isRateLimited: 'MEDLINK_RATE_LIMIT',
  requestsPerMinute: 'MEDLINK_REQUESTS_PER_MINUTE',
  failedSignIns: 'MEDLINK_FAILED_SIGN_INS',
  registrationsPerHour: 'MEDLINK_REGISTRATIONS_PER_HOUR',
  registrationsPerDay: 'MEDLINK_REGISTRATIONS_PER_DAY',
  smtpUrl: 'MEDLINK_SMTP_URL',
  mailFrom: 'MEDLINK_MAIL_FROM',
  publicUrl: 'MEDLINK_PUBLIC_URL',
  daySheets: 'MEDLINK_DAY_SHEETS',
  isTls: 'MEDLINK_TLS',
  allowedHosts: 'MEDLINK_ALLOWED_HOSTS',
  trustedProxies: 'MEDLINK_TRUSTED_PROXIES',
} as const satisfies Record<keyof ServerConfig, string>;

/** Those `medlink serve` takes on the command line too. */
const FLAGS: ReadonlySet<string> = new Set(['host', 'port']);

/** A setting from outside is wrong; the message names the variable. */
export class ConfigError extends Error {}

/** Reads the environment; `overrides` (command-line options) win. */
export function readConfig(
  environment: Readonly<Record<string, string | undefined>>,
  overrides: Readonly<Record<string, string | undefined>> = {},
): ServerConfig {
  const raw = Object.fromEntries(
    Object.entries(VARIABLES).map(([key, variable]) => [
      key,
      overrides[key] ?? (environment[variable] || undefined),
    ]),
  );
  const parsed = ServerConfig.safeParse(raw);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => {
    const key = String(issue.path[0]) as keyof ServerConfig;
    const flag = FLAGS.has(key) ? ` (--${key})` : '';
    return `${VARIABLES[key]}${flag}: ${issue.message}`;
  });
  throw new ConfigError(lines.join('\n'));
}
