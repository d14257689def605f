import { ActionIcon, type ActionIconProps, Button, type ButtonProps } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, Ref } from 'react';

type Props = ButtonProps &
  Omit<AnchorHTMLAttributes<HTMLAnchorElement>, keyof ButtonProps> & {
    readonly ref?: Ref<HTMLAnchorElement>;
  };

/** Looks like a button and is a link to one of the page's own addresses. */
export const LinkButton = createLink((props: Props) => <Button component="a" {...props} />);

type IconProps = ActionIconProps &
  Omit<AnchorHTMLAttributes<HTMLAnchorElement>, keyof ActionIconProps> & {
    readonly ref?: Ref<HTMLAnchorElement>;
  };

/** The same with an icon alone; it needs a name. */
export const LinkIcon = createLink((props: IconProps) => <ActionIcon component="a" {...props} />);
