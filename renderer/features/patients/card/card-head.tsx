import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PatientProfileDto } from '../../../../shared/contracts/profiles.ts';
import { useFormat } from '../../../lib/format.ts';
import { Icon, type IconName } from '../../../ui/icon.tsx';
import { Picture } from '../../../ui/picture.tsx';
import { useAttendanceWords } from '../../../ui/visit/attendance-words.ts';
import { fullName, PatientFacts } from '../../../ui/visit/patient-line.tsx';
import classes from './card.module.css';

/** Who it is, and what must be known before one speaks: allergies first. */
export function CardHead({ profile }: { readonly profile: PatientProfileDto }) {
  const { t } = useTranslation('card');
  const format = useFormat();
  const attendance = useAttendanceWords(profile.attendance);
  const { allergyAlert, needsInterpreter, language, hasAccount, idCheck } = profile;
  return (
    <header className={classes.head}>
      <Picture id={profile.pictureId} />
      <div>
        <h1>{fullName(profile)}</h1>
        <PatientFacts patient={profile} />
        <div className={classes.badges}>
          <Badge
            icon={allergyAlert === 'none' ? 'check' : 'alert'}
            tone={allergyAlert === 'known' ? 'bad' : allergyAlert === 'none' ? 'good' : 'warn'}
          >
            {t(`badges.${allergyAlert}`)}
          </Badge>
          {needsInterpreter && (
            <Badge icon="message" tone="warn">
              {t('badges.interpreter', { language: language ?? t('unknown') })}
            </Badge>
          )}
          <Badge icon={idCheck === null ? 'alert' : 'check'} tone={idCheck === null ? 'warn' : 'good'}>
            {idCheck === null
              ? t('badges.unchecked')
              : t('badges.checked', { when: format.date(format.dayOf(idCheck.at)) })}
          </Badge>
          {attendance !== undefined && (
            <Badge icon="clock" tone="warn">
              {attendance}
            </Badge>
          )}
          <Badge icon="person" tone="calm">
            {t(hasAccount ? 'badges.account' : 'badges.noAccount')}
          </Badge>
        </div>
      </div>
    </header>
  );
}

type BadgeProps = {
  readonly icon: IconName;
  readonly tone: 'bad' | 'warn' | 'good' | 'calm';
  readonly children: ReactNode;
};

function Badge({ icon, tone, children }: BadgeProps) {
  return (
    <span className={classes.badge} data-tone={tone}>
      <Icon name={icon} size={14} />
      {children}
    </span>
  );
}
