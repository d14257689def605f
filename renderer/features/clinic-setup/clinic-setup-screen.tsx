import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ClinicOverview } from '../../../shared/contracts/clinic.ts';
import type { DoctorId } from '../../../shared/ids.ts';
import { useTRPC } from '../../lib/api.ts';
import { useDeskLateWords } from '../../lib/desk-late-words.ts';
import { useDraftsLoaded } from '../../lib/draft.ts';
import { useOverview } from '../../lib/use-overview.ts';
import { Icon } from '../../ui/icon.tsx';
import { LoadingLines } from '../../ui/loading-lines.tsx';
import { ClinicSection } from './clinic-section.tsx';
import classes from './clinic-setup.module.css';
import { ClosuresSection } from './closures-section.tsx';
import { DoctorsSection } from './doctors-section.tsx';
import { QuestionsSection } from './questions-section.tsx';
import { RoomsSection } from './rooms-section.tsx';
import { SECTIONS, type Section } from './sections.ts';
import { TypesSection } from './types-section.tsx';

type Props = {
  readonly section: Section;
  readonly doctorId: DoctorId | undefined;
  readonly onGo: (to: { section: Section; doctor?: DoctorId | undefined }) => void;
};

/** How the clinic is made: set up once, and changed when it changes. */
export function ClinicSetupScreen({ section, doctorId, onGo }: Props) {
  useDeskLateWords('clinicSetup');
  useDeskLateWords('hours');
  const { t } = useTranslation('clinicSetup');
  const overview = useOverview();
  const areDraftsHere = useDraftsLoaded();
  return (
    <main id="content" className={classes.page}>
      <nav className={classes.sections} aria-label={t('nav')}>
        <h1 className={classes.title}>{t('title')}</h1>
        <ul>
          {SECTIONS.map((each) => (
            <li key={each}>
              <button
                type="button"
                aria-current={each === section ? 'page' : undefined}
                onClick={() => onGo({ section: each })}
              >
                <span>{t(`sections.${each}`)}</span>
                <SectionState section={each} overview={overview} />
              </button>
            </li>
          ))}
        </ul>
      </nav>
      <div className={classes.content}>
        {overview === undefined || !areDraftsHere ? (
          <LoadingLines rows={10} />
        ) : (
          <>
            {section === 'clinic' && <ClinicSection overview={overview} />}
            {section === 'rooms' && <RoomsSection overview={overview} />}
            {section === 'doctors' && (
              <DoctorsSection
                overview={overview}
                doctorId={doctorId}
                onTypes={() => onGo({ section: 'types' })}
                onDoctor={(doctor) => onGo({ section: 'doctors', doctor })}
              />
            )}
            {section === 'types' && <TypesSection overview={overview} />}
            {section === 'questions' && <QuestionsSection overview={overview} />}
            {section === 'closures' && <ClosuresSection />}
          </>
        )}
      </div>
    </main>
  );
}

/** How many there are; a clinic cannot open without doctors and kinds of visit, and is told so. */
function SectionState({
  section,
  overview,
}: {
  readonly section: Section;
  readonly overview: ClinicOverview | undefined;
}) {
  const { t } = useTranslation('clinicSetup');
  const trpc = useTRPC();
  const { data: readiness } = useQuery(trpc.clinic.readiness.queryOptions({}));
  if (overview === undefined || section === 'clinic' || section === 'questions' || section === 'closures')
    return null;
  const lacking = { rooms: 0, doctors: readiness?.withoutHours.length ?? 0, types: 0 }[section];
  const count = {
    rooms: overview.rooms.filter(({ isActive }) => isActive).length,
    doctors: overview.doctors.filter(({ isActive }) => isActive).length,
    types: overview.types.filter(({ isActive }) => isActive).length,
  }[section];
  if (lacking === 0 && (count > 0 || section === 'rooms'))
    return <span className={classes.count}>{count}</span>;
  return (
    <span className={classes.missing}>
      <Icon name="alert" size={14} />
      {count > 0 ? t('toDo', { count: lacking }) : t('missing')}
    </span>
  );
}
