import { PasswordInput, type PasswordInputProps } from '@mantine/core';
import { useTranslation } from 'react-i18next';

type Props = PasswordInputProps & { readonly autoComplete: 'current-password' | 'new-password' };

/** A password that can be looked at, by keyboard too, and that says to a screen reader when it is wrong. */
export function PasswordField(props: Props) {
  const { t } = useTranslation();
  return (
    <PasswordInput
      {...props}
      aria-invalid={props.error !== undefined || undefined}
      visibilityToggleFocusable
      visibilityToggleButtonProps={{ 'aria-label': t('form.showPassword') }}
    />
  );
}
