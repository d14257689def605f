import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClosureDto } from '../../../shared/contracts/clinic-calendar.ts';
import { useTRPC, useTRPCClient } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { newRequestId } from '../../lib/request-id.ts';
import { usePages } from '../../lib/use-pages.ts';
import { FieldProblem } from '../../ui/fields.tsx';
import { FieldsDialog } from '../../ui/fields-dialog.tsx';
import { LoadingLines } from '../../ui/loading-lines.tsx';
import { LoadFailed, PageNote } from '../../ui/page-note.tsx';
import classes from './clinic-setup.module.css';
import { requireAhead } from './require-ahead.ts';
import { useCheckedChange } from './use-checked-change.tsx';
import { useRemoving } from './use-removing.ts';

const A_PAGE = 50;

/** Days on which nobody is here: holidays, and whatever closes the clinic. */
export function ClosuresSection() {
  const { t } = useTranslation('clinicSetup');
  const trpc = useTRPC();
  const api = useTRPCClient();
  const [isAdding, setAdding] = useState(false);
  const { list, items } = usePages(trpc.clinic.listClosures.pathKey(), (cursor) =>
    api.clinic.listClosures.query({ limit: A_PAGE, cursor }),
  );
  const add = <Button onClick={() => setAdding(true)}>{t('closures.add')}</Button>;
  const isEmpty = list.isSuccess && items.length === 0;
  // Where the button stands is known with the list: it does not move away under a hand that is about to press it.
  const isFilled = items.length > 0 || list.isError;
  return (
    <div className={classes.section}>
      <header className={classes.head}>
        <div>
          <h2 className={classes.heading}>{t('sections.closures')}</h2>
          <p className={classes.lead}>{t('closures.lead')}</p>
        </div>
        {isFilled && add}
      </header>
      {list.isPending && <LoadingLines rows={4} />}
      {list.isError && <LoadFailed error={list.error} onRetry={() => void list.refetch()} />}
      {isEmpty && <PageNote title={t('closures.none')} hint={t('closures.noneHint')} action={add} />}
      {items.length > 0 && (
        <ul className={classes.lines}>
          {items.map((closure) => (
            <ClosureLine key={closure.id} closure={closure} />
          ))}
        </ul>
      )}
      {list.hasNextPage && (
        <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
      {isAdding && <ClosureDialog onClose={() => setAdding(false)} />}
    </div>
  );
}

function ClosureLine({ closure: { id, name, startsOn, endsOn } }: { readonly closure: ClosureDto }) {
  const { t } = useTranslation('clinicSetup');
  const api = useTRPCClient();
  const format = useFormat();
  const { isRemoving, remove } = useRemoving();
  const [requestId] = useState(newRequestId);
  const change = { name, startsOn, endsOn, requestId };
  return (
    <li>
      <strong>{name}</strong>
      <span>
        {startsOn === endsOn
          ? format.dayLong(startsOn)
          : `${format.dayLong(startsOn)} – ${format.dayLong(endsOn)}`}
      </span>
      <Button
        variant="subtle"
        loading={isRemoving}
        aria-label={t('closures.remove', { name })}
        onClick={() =>
          void remove({
            name,
            act: () => api.clinic.removeClosure.mutate({ id }),
            was: { kind: 'closure', change },
            putBack: (touched) => api.clinic.addClosure.mutate({ ...change, touched }),
          })
        }
      >
        {t('remove')}
      </Button>
    </li>
  );
}

function ClosureDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation(['clinicSetup', 'common']);
  const trpc = useTRPC();
  const api = useTRPCClient();
  const queryClient = useQueryClient();
  const format = useFormat();
  const [requestId] = useState(newRequestId);
  const { check, dialog } = useCheckedChange();
  return (
    <>
      <FieldsDialog
        title={t('closures.add')}
        save={t('common:actions.save')}
        values={{ name: '', startsOn: '', endsOn: '' }}
        fields={[
          { name: 'name', label: t('closures.name'), hint: t('closures.nameHint'), isWide: true },
          { name: 'startsOn', label: t('closures.from'), kind: 'date' },
          { name: 'endsOn', label: t('closures.to'), kind: 'date' },
        ]}
        onClose={onClose}
        onSave={async ({ name, startsOn, endsOn }) => {
          if (String(name).trim() === '') throw new FieldProblem('name', t('needed'));
          // Nothing is proposed: whoever presses Enter too early would close the clinic today.
          if (startsOn === '') throw new FieldProblem('startsOn', t('needed'));
          const last = endsOn === '' ? startsOn : endsOn;
          requireAhead(endsOn === '' ? 'startsOn' : 'endsOn', String(last), format.today());
          const change = {
            name: String(name),
            startsOn: String(startsOn),
            endsOn: String(last),
            requestId,
          };
          await check({ kind: 'closure', change }, (touched) =>
            api.clinic.addClosure.mutate({ ...change, touched }),
          );
          await queryClient.invalidateQueries(trpc.clinic.pathFilter());
        }}
      />
      {dialog}
    </>
  );
}
