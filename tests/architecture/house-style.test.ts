import { describe, expect, it } from 'vitest';
import { readSourceFiles, type SourceFile } from './source-files.ts';

const files = readSourceFiles();
const product = files.filter((file) => !file.path.startsWith('tests/'));

const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/;
const isKebab = (path: string) => path.split('/').every((part) => KEBAB.test(part));
const linesIn = (file: SourceFile) => file.text.split('\n').length;
const pathsWhere = (list: readonly SourceFile[], test: (file: SourceFile) => boolean) =>
  list.filter(test).map((file) => file.path);

describe('every source file', () => {
  it('is looked at', () => {
    expect(files.length).toBeGreaterThan(50);
  });

  it('stays within its size: 400 lines, tests 600', () => {
    const tooLong = (file: SourceFile) => linesIn(file) > (file.path.startsWith('tests/') ? 600 : 400);

    expect(pathsWhere(files, tooLong)).toEqual([]);
    expect(tooLong({ path: 'server/x.ts', text: 'x\n'.repeat(401) })).toBe(true);
  });

  it('has a kebab-case name', () => {
    expect(pathsWhere(files, (file) => !isKebab(file.path))).toEqual([]);
    expect(isKebab('server/features/dayBoard.ts')).toBe(false);
  });

  it('silences the compiler nowhere', () => {
    const silences = (file: SourceFile) => /@ts-(ignore|nocheck|expect-error)/.test(file.text);

    expect(pathsWhere(product, silences)).toEqual([]);
  });

  it('gives a reason with every disabled lint rule', () => {
    const isBare = (file: SourceFile) =>
      file.text.split('\n').some((line) => /(oxlint|eslint)-disable/.test(line) && !/ -- \S/.test(line));

    expect(pathsWhere(product, isBare)).toEqual([]);
  });

  it('asks the table of rights who may do what, never the role itself', () => {
    const asksRole = (file: SourceFile) =>
      /^server\/(features|realtime)\//.test(file.path) && /\bactor\??\.role\s*[!=]==?/.test(file.text);

    expect(pathsWhere(product, asksRole)).toEqual([]);
    expect(
      asksRole({ path: 'server/features/x/x.service.ts', text: "if (actor.role === 'admin') f();" }),
    ).toBe(true);
  });

  it('opens doors only where a policy is asked for', () => {
    const adds =
      /\b\w+\.(get|post|put|patch|delete|route|all)\(\s*(['"`]\/|\{\s*method)|ipcMain\.|socket\.on\((?!'(error|disconnect)')/;
    const doors = [
      'server/app/plain-routes.ts',
      'server/rest/rest-doors.ts',
      'electron/ipc/answer-channels.ts',
    ];
    const isBare = (file: SourceFile) =>
      /^(server|electron)\//.test(file.path) &&
      ![...doors, 'server/realtime/client-events.ts'].includes(file.path) &&
      adds.test(file.text);

    expect(pathsWhere(product, isBare)).toEqual([]);
    for (const text of [
      "app.get('/x', f)",
      'app.route({ method: 1 })',
      "ipcMain.handle('x', f)",
      "socket.on('x', f)",
    ]) {
      expect(isBare({ path: 'server/app/x.ts', text })).toBe(true);
    }
  });

  it('leaves nothing for later', () => {
    expect(pathsWhere(product, (file) => /\b(TODO|FIXME|XXX)\b/.test(file.text))).toEqual([]);
  });
});
