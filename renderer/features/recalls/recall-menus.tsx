import { ActionIcon, Button, Menu } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { CONTACT_KINDS, type ContactKind, type RecallEnd } from '../../../shared/domain/recalls.ts';
import { Icon } from '../../ui/icon.tsx';
import { Key } from '../../ui/keys/keys-help.tsx';

const MENU = { position: 'bottom-end', withinPortal: true, transitionProps: { duration: 0 } } as const;

type ContactProps = { readonly name: string; readonly onPick: (kind: ContactKind) => void };

/** What came of a call, in two clicks; by key it is one. */
export function ContactMenu({ name, onPick }: ContactProps) {
  const { t } = useTranslation('recalls');
  return (
    <Menu {...MENU} width={220}>
      <Menu.Target>
        <Button
          variant="default"
          size="compact-sm"
          aria-label={t('logOf', { name })}
          rightSection={<Icon name="down" size={14} />}
        >
          {t('log')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {CONTACT_KINDS.map((kind, at) => (
          <Menu.Item key={kind} rightSection={<Key>{String(at + 1)}</Key>} onClick={() => onPick(kind)}>
            {t(`kind.${kind}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

type MoreProps = {
  readonly name: string;
  readonly onEdit: () => void;
  readonly onEnd: (as: RecallEnd) => void;
};

export function MoreMenu({ name, onEdit, onEnd }: MoreProps) {
  const { t } = useTranslation('recalls');
  return (
    <Menu {...MENU} width={240}>
      <Menu.Target>
        <ActionIcon variant="default" size={26} aria-label={t('more', { name })} title={t('more', { name })}>
          …
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item rightSection={<Key>E</Key>} onClick={onEdit}>
          {t('edit')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item rightSection={<Key>D</Key>} onClick={() => onEnd('declined')}>
          {t('declined')}
        </Menu.Item>
        <Menu.Item rightSection={<Key>U</Key>} onClick={() => onEnd('given_up')}>
          {t('givenUp')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
