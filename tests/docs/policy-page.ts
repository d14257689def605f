import { type Relation, RELATIONS } from '../../shared/domain/policy.ts';
import { rightsByKind } from '../../shared/domain/rights-overview.ts';
import type { Role } from '../../shared/domain/roles.ts';
import { common } from '../../renderer/locales/en/common.ts';
import { rights } from '../../renderer/locales/en/rights.ts';

export const POLICY_PAGE = new URL('../../docs/policy.md', import.meta.url);

const COLUMNS = ['patient', 'receptionist', 'doctor', 'admin'] as const satisfies readonly Role[];
const KIND_WORDS: Readonly<Record<string, string>> = rights.kind;
const ACTION_WORDS: Readonly<Record<string, Readonly<Record<string, string>>>> = rights.action;

/** Actions and kinds that have no words yet. */
export function wordless(): string[] {
  return rightsByKind().flatMap(({ kind, rows }) => [
    ...(KIND_WORDS[kind] === undefined ? [kind] : []),
    ...rows.filter(({ act }) => ACTION_WORDS[kind]?.[act] === undefined).map(({ action }) => action),
  ]);
}

/** The documentation page of the table of rights. */
export function policyPage(): string {
  const head = `| | ${COLUMNS.map((role) => common.roles[role]).join(' | ')} |\n|---|---|---|---|---|`;
  const sections = rightsByKind().map(({ kind, rows }) => {
    const lines = rows.map(({ action, act, grants }) => {
      const cells = COLUMNS.map((role) => wordsOf(grants[role]));
      return `| ${ACTION_WORDS[kind]?.[act] ?? ''} \`${action}\` | ${cells.join(' | ')} |`;
    });
    return `## ${KIND_WORDS[kind] ?? kind}\n\n${head}\n${lines.join('\n')}\n`;
  });
  const meanings = RELATIONS.map(
    (relation) => `- **${rights.relation[relation]}**: ${rights.meaning[relation]}`,
  );
  return [
    '# Who may do what',
    'Written by `npm run docs:policy` from `shared/domain/policy.ts`, the one table that decides. What is not in it is' +
      ' refused; to someone who may not know of a thing, it is not there.',
    meanings.join('\n'),
    ...sections,
  ].join('\n\n');
}

function wordsOf(relations: readonly Relation[]): string {
  return relations.length === 0 ? 'no' : relations.map((relation) => rights.relation[relation]).join(', ');
}
