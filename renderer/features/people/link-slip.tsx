import { useTranslation } from 'react-i18next';
import { Slip } from '../../ui/slip.tsx';

type Props = { readonly name: string; readonly link: string; readonly onClose: () => void };

/** The link of an invitation, where the clinic sends no mail. */
export function LinkSlip({ name, link, onClose }: Props) {
  const { t } = useTranslation('people');
  return (
    <Slip
      title={t('invite.linkTitle', { name })}
      name={name}
      code={link}
      copying={{ copy: t('invite.copy'), copied: t('invite.copied') }}
      onClose={onClose}
    >
      {t('invite.linkLead')}
    </Slip>
  );
}
