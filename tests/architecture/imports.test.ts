import { describe, expect, it } from 'vitest';
import { findCycle, findViolations } from './import-rules.ts';
import { importsOf, readSourceFiles, type SourceFile } from './source-files.ts';

const files = readSourceFiles();

const planted = (path: string, ...lines: string[]): SourceFile => ({ path, text: lines.join('\n') });

describe('the source', () => {
  it('is read at all', () => {
    expect(files.length).toBeGreaterThan(50);
    expect(files.flatMap(importsOf).length).toBeGreaterThan(100);
  });

  it('keeps to the import table', () => {
    expect(findViolations(files)).toEqual([]);
  });

  it('has no circle of imports', () => {
    expect(findCycle(files)).toBeUndefined();
  });
});

describe('the reading of imports', () => {
  it.each([
    ["import { a } from './a.ts';", 'shared/domain/a.ts', false],
    ["import type { A } from '../a.ts';", 'shared/a.ts', true],
    ["import {\n  a,\n  b,\n} from './b.ts';", 'shared/domain/b.ts', false],
    ["export * from './c.ts';", 'shared/domain/c.ts', false],
    ["import './d.css';", 'shared/domain/d.css', false],
    ["import e, { f } from '../e.ts';", 'shared/e.ts', false],
    ["import * as g from './g.ts';", 'shared/domain/g.ts', false],
    ["const h = await import('./h.ts');", 'shared/domain/h.ts', false],
  ])('finds %s', (line, target, isType) => {
    expect(importsOf(planted('shared/domain/x.ts', line))).toEqual([{ target, isOurs: true, isType }]);
  });

  it('passes over words in comments', () => {
    const file = planted('shared/x.ts', "// import { a } from 'fastify';", "/* import 'fastify'; */");

    expect(importsOf(file)).toEqual([]);
  });
});

describe('the import table refuses', () => {
  it.each([
    ['shared', 'shared/x.ts', "import { readFileSync } from 'node:fs';"],
    ['shared', 'shared/domain/x.ts', "import { a } from '../../server/lib/clock.ts';"],
    ['server', 'server/app/x.ts', "import { app } from 'electron';"],
    ['server', 'server/app/x.ts', "import { a } from '../../renderer/lib/api.ts';"],
    ['electron', 'electron/windows/x.ts', "import { a } from '../../server/db/open.ts';"],
    ['electron', 'electron/main.ts', "import fastify from 'fastify';"],
    ['the launcher', 'electron/launch/x.ts', "import { app } from 'electron';"],
    ['renderer', 'renderer/lib/x.ts', "import { join } from 'node:path';"],
    ['renderer', 'renderer/lib/x.ts', "import { appRouter } from '../../server/app/app-router.ts';"],
    ['a page', 'renderer/features/patients/x.ts', "import { z } from 'zod';"],
    ['ui', 'renderer/ui/x.tsx', "import { a } from '../features/patients/a.ts';"],
    ['a feature', 'renderer/features/requests/x.tsx', "import { a } from '../patients/a.ts';"],
    ['a feature', 'renderer/features/requests/x.tsx', "import { a } from '../../app/session.ts';"],
    ['product code', 'server/app/x.ts', "import { a } from '../../tests/support/a.ts';"],
    ['a service', 'server/features/a/a.service.ts', "import { TRPCError } from '@trpc/server';"],
    ['a service', 'server/features/a/a.service.ts', "import { b } from '../b/b.repo.ts';"],
    ['a service', 'server/features/a/a.service.ts', "import { a } from './a.router.ts';"],
    ['a repo', 'server/features/a/a.repo.ts', "import { a } from './a.service.ts';"],
    ['a router', 'server/features/a/a.router.ts', "import { a } from './a.repo.ts';"],
    ['a migration', 'server/db/migrations/0009-x.ts', "import { a } from '../schema.ts';"],
  ])('%s: %s with %s', (_who, path, line) => {
    expect(findViolations([planted(path, line)])).not.toEqual([]);
  });

  it('a circle over three files', () => {
    const circle = [
      planted('shared/a.ts', "import { b } from './b.ts';"),
      planted('shared/b.ts', "import { c } from './c.ts';"),
      planted('shared/c.ts', "import { a } from './a.ts';"),
    ];

    expect(findCycle(circle)).toEqual(['shared/a.ts', 'shared/b.ts', 'shared/c.ts', 'shared/a.ts']);
  });
});

describe('the import table allows', () => {
  it.each([
    ['renderer/lib/x.ts', "import type { AppRouter } from '../../server/app/app-router.ts';"],
    ['renderer/lib/x.ts', "import type { z } from 'zod';"],
    ['electron/main.ts', "import { createClinicServer } from '../server/app/create-clinic-server.ts';"],
    ['server/features/a/a.service.ts', "import * as repo from './a.repo.ts';"],
    ['tests/server/x.test.ts', "import { a } from '../../server/features/a/a.repo.ts';"],
  ])('%s with %s', (path, line) => {
    expect(findViolations([planted(path, line)])).toEqual([]);
  });
});
