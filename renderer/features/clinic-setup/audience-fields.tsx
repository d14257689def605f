import { MultiSelect, Radio, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ClinicOverview } from '../../../shared/contracts/clinic.ts';
import type { VisitFormDto } from '../../../shared/contracts/forms.ts';
import { FORM_AUDIENCES } from '../../../shared/domain/visit-forms.ts';

type Audience = Pick<VisitFormDto, 'audience' | 'typeIds'>;
type Props = {
  readonly value: Audience;
  readonly overview: ClinicOverview;
  readonly isTypesMissing: boolean;
  /** The choice in force takes the focus when the dialog opens. */
  readonly isFirst?: boolean;
  readonly onChange: (change: Partial<Audience>) => void;
};

/** Who is asked; where it is some kinds of visit alone, which. */
export function AudienceFields({ value, overview, isTypesMissing, isFirst = false, onChange }: Props) {
  const { t } = useTranslation('clinicSetup');
  const { audience, typeIds } = value;
  return (
    <>
      <Radio.Group
        label={t('questions.asked')}
        value={audience}
        onChange={(chosen) =>
          onChange({ audience: FORM_AUDIENCES.find((each) => each === chosen) ?? audience })
        }
      >
        <Stack gap={6} mt={6}>
          {FORM_AUDIENCES.map((each) => (
            <Radio
              key={each}
              value={each}
              label={t(`questions.audience.${each}`)}
              data-autofocus={(isFirst && each === audience) || undefined}
            />
          ))}
        </Stack>
      </Radio.Group>
      {audience === 'types' && (
        <MultiSelect
          label={t('questions.types')}
          value={[...typeIds]}
          error={isTypesMissing ? t('questions.typesNeeded') : undefined}
          data={overview.types
            .filter(({ id, isActive }) => isActive || typeIds.includes(id))
            .map(({ id, name }) => ({ value: id, label: name }))}
          searchable
          clearable
          onChange={(ids) =>
            onChange({ typeIds: overview.types.flatMap(({ id }) => (ids.includes(id) ? [id] : [])) })
          }
        />
      )}
    </>
  );
}
