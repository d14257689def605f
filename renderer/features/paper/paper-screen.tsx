import { Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { mayEver } from '../../../shared/domain/policy.ts';
import type { DoctorId } from '../../../shared/ids.ts';
import { type CivilDate, parseCivilDate } from '../../../shared/time/civil-date.ts';
import { useClinic } from '../../lib/clinic.ts';
import { useTRPC } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useMe } from '../../lib/session.ts';
import { ReadBy } from '../../lib/read-by.tsx';
import { useOverview } from '../../lib/use-overview.ts';
import { LoadingLines } from '../../ui/loading-lines.tsx';
import { LoadFailed } from '../../ui/page-note.tsx';
import { DaySheet } from './day-sheet.tsx';
import { PrintButtons } from './print-buttons.tsx';
import classes from './paper.module.css';

type Props = {
  readonly day: CivilDate;
  readonly doctorId: DoctorId | undefined;
  readonly onChange: (shown: { day: CivilDate; doctorId: DoctorId | undefined }) => void;
};

/** The day as it comes out of the printer, for a doctor's desk or for the hour without power. */
export function PaperScreen({ day, doctorId, onChange }: Props) {
  const { t } = useTranslation('paper');
  const trpc = useTRPC();
  const house = useClinic().language;
  const wanted = doctorId === undefined ? {} : { doctorIds: [doctorId] };
  const board = useQuery(trpc.appointments.dayBoard.queryOptions({ day, ...wanted }));
  const asked = new URLSearchParams({ day, ...(doctorId !== undefined && { doctorId }) });
  return (
    <main id="content" className={classes.screen}>
      <div className={classes.bar}>
        <h1 className={classes.title}>{t('daySheet')}</h1>
        <TextInput
          type="date"
          aria-label={t('day')}
          value={day}
          onChange={(event) => {
            const picked = parseCivilDate(event.currentTarget.value);
            if (picked !== undefined) onChange({ day: picked, doctorId });
          }}
        />
        <WhichDoctor doctorId={doctorId} onChange={(id) => onChange({ day, doctorId: id })} />
        <span className={classes.space} />
        <PrintButtons path={`/api/paper/day-sheet?${asked}`} fileName={`day-sheet-${day}.pdf`} />
      </div>
      <KeptNote />
      {board.error !== null && <LoadFailed error={board.error} onRetry={() => void board.refetch()} />}
      {board.isPending && <LoadingLines rows={8} />}
      {board.data !== undefined && (
        <Suspense fallback={<LoadingLines rows={8} />}>
          <ReadBy language={house}>
            <DaySheet board={board.data} />
          </ReadBy>
        </Suspense>
      )}
    </main>
  );
}

type WhichProps = {
  readonly doctorId: DoctorId | undefined;
  readonly onChange: (id: DoctorId | undefined) => void;
};

/** A doctor has the own sheet only. */
function WhichDoctor({ doctorId, onChange }: WhichProps) {
  const { t } = useTranslation('paper');
  const { role } = useMe();
  const doctors = useOverview()?.doctors ?? [];
  if (role === 'doctor') return null;
  return (
    <Select
      aria-label={t('whose')}
      placeholder={t('everybody')}
      value={doctorId ?? null}
      onChange={(chosen) => onChange(doctors.find(({ id }) => id === chosen)?.id)}
      data={doctors.map(({ id, name }) => ({ value: id, label: name }))}
      searchable
      clearable
      w={240}
    />
  );
}

/** Where the sheet lies when there is no power to print one. */
function KeptNote() {
  const { t } = useTranslation('paper');
  const format = useFormat();
  const trpc = useTRPC();
  const { role } = useMe();
  const kept = useQuery({
    ...trpc.paper.keptSheet.queryOptions({}),
    enabled: mayEver(role, 'appointment.count'),
  }).data;
  if (kept === undefined) return null;
  const { folder, writtenAt } = kept;
  const words =
    folder === null
      ? t('kept.off')
      : writtenAt === null
        ? t('kept.soon', { folder })
        : t('kept.at', { folder, time: format.time(writtenAt) });
  return <p className={classes.kept}>{words}</p>;
}
