import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';
import classes from './notice.module.css';

type Props = {
  readonly tone: 'good' | 'warn' | 'bad';
  readonly title?: string;
  readonly children: ReactNode;
};

/** Words that must not be overlooked, in the flow of the page. */
export function Notice({ tone, title, children }: Props) {
  return (
    <div className={classes.notice} data-tone={tone} role={tone === 'good' ? 'status' : 'alert'}>
      <Icon name={tone === 'good' ? 'check' : 'alert'} size={20} />
      <div>
        {title !== undefined && <p className={classes.title}>{title}</p>}
        <div>{children}</div>
      </div>
    </div>
  );
}
