import { type Import, importsOf, type SourceFile } from './source-files.ts';

export type Violation = string;

type Rule = {
  /** Which files the rule speaks of. */
  of: RegExp;
  why: string;
  allows: (wanted: Import, from: string) => boolean;
};

const isPackage = (wanted: Import, ...names: RegExp[]) =>
  !wanted.isOurs && names.some((name) => name.test(wanted.target));
const isIn = (wanted: Import, ...folders: string[]) =>
  wanted.isOurs && folders.some((folder) => wanted.target.startsWith(`${folder}/`));
const featureOf = (path: string) => /^(?:server|renderer)\/features\/([^/]+)\//.exec(path)?.[1];
const isOwnFeature = (wanted: Import, from: string) => featureOf(wanted.target) === featureOf(from);

const TRANSPORT = /^(@trpc\/|socket\.io|fastify|@fastify\/|node:https?$)/;
const WINDOW = /^(electron|react|react-dom|@mantine)(\/|$)/;

/** The import table of the README and the directions inside a feature, one rule a row. */
const RULES: readonly Rule[] = [
  {
    of: /^shared\//,
    why: 'shared imports only shared, zod and the Temporal polyfill',
    allows: (wanted) => isIn(wanted, 'shared') || isPackage(wanted, /^zod$/, /^temporal-polyfill(\/|$)/),
  },
  {
    of: /^server\//,
    why: 'server imports only server, shared and Node libraries',
    allows: (wanted) => isIn(wanted, 'server', 'shared') || (!wanted.isOurs && !WINDOW.test(wanted.target)),
  },
  {
    of: /^electron\/(?!launch\/|.*vite\.config\.ts$)/,
    why: 'electron imports only create-clinic-server, shared and electron',
    allows: (wanted) =>
      isIn(wanted, 'electron', 'shared') ||
      wanted.target === 'server/app/create-clinic-server.ts' ||
      isPackage(wanted, /^electron$/, /^node:/),
  },
  {
    of: /^electron\/launch\//,
    why: 'the launcher starts programs and imports none of them',
    allows: (wanted) => isIn(wanted, 'electron') || isPackage(wanted, /^node:/),
  },
  {
    of: /^renderer\/(?!vite\.config\.ts$)/,
    why: 'renderer imports only renderer, shared and the type of the app router',
    allows: (wanted) =>
      isIn(wanted, 'renderer', 'shared') ||
      (wanted.target === 'server/app/app-router.ts' && wanted.isType) ||
      (!wanted.isOurs && !/^(node:|electron(\/|$))/.test(wanted.target)),
  },
  {
    of: /^renderer\/(?!lib\/zod\.ts$)/,
    why: "a page has zod from renderer/lib/zod.ts, which makes no code of text: the page's policy allows none",
    allows: (wanted) => !isPackage(wanted, /^zod$/) || wanted.isType,
  },
  {
    of: /^renderer\/(lib|ui)\//,
    why: 'lib and ui know no feature: lib, ui -> features -> app',
    allows: (wanted) => !isIn(wanted, 'renderer/features', 'renderer/app'),
  },
  {
    of: /^renderer\/features\//,
    why: 'a feature knows neither the app nor another feature: lib, ui -> features -> app',
    allows: (wanted, from) =>
      !isIn(wanted, 'renderer/app') && (!isIn(wanted, 'renderer/features') || isOwnFeature(wanted, from)),
  },
  {
    of: /^(shared|server|electron|renderer)\//,
    why: 'nothing imports tests',
    allows: (wanted) => !isIn(wanted, 'tests'),
  },
  {
    of: /^server\/features\/.+\.(service|repo|policy|presenter)\.ts$/,
    why: 'only a router knows tRPC, Socket.IO and HTTP',
    allows: (wanted) => !isPackage(wanted, TRANSPORT),
  },
  {
    of: /^server\/features\/.+\.(service|repo|policy|presenter)\.ts$/,
    why: 'the direction is router -> service -> repo: nothing imports a router',
    allows: (wanted) => !wanted.target.endsWith('.router.ts'),
  },
  {
    of: /^server\/features\/.+\.(repo|policy|presenter)\.ts$/,
    why: 'the direction is router -> service -> repo: nothing below a service imports one',
    allows: (wanted) => !wanted.target.endsWith('.service.ts') || wanted.isType,
  },
  {
    of: /^server\/features\/.+\.router\.ts$/,
    why: 'a router asks its service, never the tables',
    allows: (wanted) => !wanted.target.endsWith('.repo.ts') && !isIn(wanted, 'server/db'),
  },
  {
    of: /^server\/features\//,
    why: "another feature's tables are its own: ask its service (the audit row is written beside one's own)",
    allows: (wanted, from) =>
      !wanted.target.endsWith('.repo.ts') ||
      isOwnFeature(wanted, from) ||
      wanted.target === 'server/features/audit/audit.repo.ts',
  },
  {
    of: /^server\/db\/migrations\/\d/,
    why: 'a migration is frozen in time and imports nothing of ours',
    allows: (wanted) => !wanted.isOurs,
  },
];

export function findViolations(files: readonly SourceFile[]): Violation[] {
  return files.flatMap((file) => {
    const imports = importsOf(file);
    return RULES.filter((rule) => rule.of.test(file.path)).flatMap((rule) =>
      imports
        .filter((wanted) => !rule.allows(wanted, file.path))
        .map((wanted) => `${file.path} imports ${wanted.target}: ${rule.why}`),
    );
  });
}

/** One circle of imports as a list of paths, or undefined when there is none; types do not count. */
export function findCycle(files: readonly SourceFile[]): string[] | undefined {
  const targets = new Map(
    files.map((file) => [
      file.path,
      importsOf(file)
        .filter((wanted) => wanted.isOurs && !wanted.isType)
        .map((wanted) => wanted.target),
    ]),
  );
  const done = new Set<string>();
  const visit = (path: string, trail: readonly string[]): string[] | undefined => {
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path];
    if (done.has(path)) return undefined;
    for (const target of targets.get(path) ?? []) {
      const cycle = visit(target, [...trail, path]);
      if (cycle !== undefined) return cycle;
    }
    done.add(path);
    return undefined;
  };
  for (const path of targets.keys()) {
    const cycle = visit(path, []);
    if (cycle !== undefined) return cycle;
  }
  return undefined;
}
