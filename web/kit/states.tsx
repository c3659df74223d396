import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';

/** A bar of layer lines where a word will be. */
export const Bone = ({ width = '100%', height = '1rem' }: { width?: string; height?: string }) => (
  <span className="skeleton bone" style={{ width, height }} />
);

/** A place with nothing in it: what that means, and what to do next. */
export const Empty = ({
  icon,
  title,
  children,
  action,
}: {
  icon: IconName;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) => (
  <div className="empty">
    <span className="empty-mark">
      <Icon name={icon} size="l" />
    </span>
    <h2>{title}</h2>
    {children && <p className="muted">{children}</p>}
    {action && <div className="row wrap">{action}</div>}
  </div>
);

export const Note = ({
  tone = '',
  icon = 'info',
  children,
}: {
  tone?: '' | 'wait' | 'bad' | 'good' | 'laser';
  icon?: IconName;
  children: ReactNode;
}) => (
  <div className={`note ${tone}`}>
    <Icon name={icon} />
    <div>{children}</div>
  </div>
);
