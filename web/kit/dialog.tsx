import { type ReactNode, useEffect, useId, useRef } from 'react';
import { Icon } from './icon.tsx';

export interface DialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  /** What the button that closes it is called. */
  readonly close: string;
  readonly children: ReactNode;
  /** Beside the page instead of in its middle. */
  readonly side?: 'start' | 'end';
  /** Below the content, always in sight. */
  readonly foot?: ReactNode;
}

/** The browser's own dialog: it holds the focus, closes by Escape and gives the focus back. */
export function Dialog({ open, onClose, title, close, children, side, foot }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    const element = dialog.current;
    if (!element) return;
    if (open && !element.open) element.showModal();
    if (!open && element.open) element.close();
  }, [open]);
  return (
    <dialog
      ref={dialog}
      className={`dialog ${side ? `drawer ${side}` : ''}`}
      aria-labelledby={heading}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === dialog.current) dialog.current?.close();
      }}
    >
      {open && (
        <div className="dialog-in">
          <div className="dialog-head">
            <h2 id={heading}>{title}</h2>
            <button type="button" className="icon" aria-label={close} onClick={() => dialog.current?.close()}>
              <Icon name="close" />
            </button>
          </div>
          <div className="dialog-body">{children}</div>
          {foot && <div className="dialog-foot">{foot}</div>}
        </div>
      )}
    </dialog>
  );
}
