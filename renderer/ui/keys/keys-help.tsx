import { DialogFrame } from '../dialog-frame.tsx';
import classes from './keys-help.module.css';

export type KeyGroup = {
  readonly title: string;
  readonly keys: readonly { readonly keys: readonly string[]; readonly does: string }[];
};

type Props = {
  readonly title: string;
  readonly groups: readonly KeyGroup[];
  readonly isOpen: boolean;
  readonly onClose: () => void;
};

/** What each key does on this screen. */
export function KeysHelp({ title, groups, isOpen, onClose }: Props) {
  return (
    <DialogFrame isOpen={isOpen} onClose={onClose} title={title} size={720}>
      <div className={classes.groups}>
        {groups.map((group) => (
          <section key={group.title}>
            <h3 className={classes.title}>{group.title}</h3>
            <dl className={classes.list}>
              {group.keys.map(({ keys, does }) => (
                <div key={does} className={classes.row}>
                  <dt>
                    {keys.map((key) => (
                      <kbd key={key} className={classes.key}>
                        {key}
                      </kbd>
                    ))}
                  </dt>
                  <dd>{does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </DialogFrame>
  );
}

export function Key({ children }: { readonly children: string }) {
  return <kbd className={classes.key}>{children}</kbd>;
}
