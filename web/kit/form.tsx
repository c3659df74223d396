import { type ComponentProps, type ReactNode, type SubmitEvent, useEffect, useId, useRef } from 'react';
import { Icon } from './icon.tsx';

export interface FieldProps extends Omit<ComponentProps<'input'>, 'id'> {
  readonly label: ReactNode;
  readonly name: string;
  readonly hint?: ReactNode;
  /** What is wrong with it, for the person who typed it. */
  readonly error?: string | undefined;
}

/** Somebody has sent a form. */
export type Sending = SubmitEvent<HTMLFormElement>;

/** What was typed into a field of a form; nothing for one that is not there. */
export function typedIn(form: HTMLFormElement, name: string): string {
  const value = new FormData(form).get(name);
  return typeof value === 'string' ? value : '';
}

/** A field by its name: what refuses it links here. */
export const fieldId = (name: string): string => `field-${name.replace(/[^a-z0-9]/gi, '-')}`;

export function Field({ label, name, hint, error, className = '', ...input }: FieldProps) {
  const id = fieldId(name);
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div className={`field ${className}`}>
      <label htmlFor={id}>{label}</label>
      <input
        {...input}
        className="in"
        id={id}
        name={name}
        aria-invalid={error ? true : undefined}
        aria-describedby={described || undefined}
      />
      {hint && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error && <FieldError id={id} error={error} />}
    </div>
  );
}

const FieldError = ({ id, error }: { id: string; error: string }) => (
  <p className="err" id={`${id}-error`}>
    <Icon name="warn" size="s" />
    {error}
  </p>
);

export interface SelectProps extends Omit<ComponentProps<'select'>, 'id'> {
  readonly label: ReactNode;
  readonly name: string;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
}

export function Select({ label, name, hint, error, children, className = '', ...select }: SelectProps) {
  const id = fieldId(name);
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div className={`field ${className}`}>
      <label htmlFor={id}>{label}</label>
      <select
        {...select}
        className="in"
        id={id}
        name={name}
        aria-invalid={error ? true : undefined}
        aria-describedby={described || undefined}
      >
        {children}
      </select>
      {hint && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error && <FieldError id={id} error={error} />}
    </div>
  );
}

export function TextArea({
  label,
  name,
  error,
  ...area
}: ComponentProps<'textarea'> & { label: string; name: string; error?: string | undefined }) {
  const id = fieldId(name);
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <textarea
        {...area}
        className="in"
        id={id}
        name={name}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${id}-error` : undefined}
      />
      {error && <FieldError id={id} error={error} />}
    </div>
  );
}

/** What a form was refused for: one sentence, and a link to each field that needs another look. */
export interface Trouble {
  readonly title: string;
  readonly detail?: string | undefined;
  readonly fields: readonly { readonly name: string; readonly message: string }[];
  /** For whom one asks for help. */
  readonly reference?: string | undefined;
}

/** Says why a form was refused, and takes the focus: whoever cannot see it hears it. */
export function TroubleNote({
  trouble,
  labelOf,
  reference,
}: {
  trouble: Trouble | undefined;
  labelOf?: ((name: string) => string) | undefined;
  reference: string;
}) {
  const note = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (trouble) note.current?.focus();
  }, [trouble]);
  if (!trouble) return null;
  return (
    <div className="note bad errs" role="alert" tabIndex={-1} ref={note}>
      <Icon name="warn" />
      <div>
        <strong>{trouble.title}</strong>
        {trouble.detail && <p>{trouble.detail}</p>}
        {trouble.fields.map(({ name, message }) => (
          <p key={name}>
            <a href={`#${fieldId(name)}`}>
              {labelOf ? `${labelOf(name)}: ` : ''}
              {message}
            </a>
          </p>
        ))}
        {trouble.reference && (
          <p className="mono faint">
            {reference} {trouble.reference}
          </p>
        )}
      </div>
    </div>
  );
}

export const Check = ({ children, ...input }: ComponentProps<'input'> & { children: ReactNode }) => (
  <label className="check">
    <input type="checkbox" {...input} />
    <span>{children}</span>
  </label>
);

/** Less, how many, more. In: what the buttons are called, for whom cannot see them. */
export function Stepper({
  value,
  onChange,
  max = 99,
  names,
  small = false,
  busy = false,
}: {
  value: number;
  onChange: (value: number) => void;
  max?: number;
  names: { readonly less: string; readonly more: string; readonly quantity: string };
  small?: boolean;
  busy?: boolean;
}) {
  const id = useId();
  const set = (next: number) => onChange(Math.min(max, Math.max(1, next)));
  return (
    <div className={`stepper ${small ? 'sm' : ''}`} aria-busy={busy || undefined}>
      <button type="button" aria-label={names.less} disabled={value <= 1} onClick={() => set(value - 1)}>
        <Icon name="minus" />
      </button>
      <input
        id={id}
        aria-label={names.quantity}
        inputMode="numeric"
        value={value}
        onChange={(event) => {
          const typed = Number.parseInt(event.target.value, 10);
          if (Number.isInteger(typed)) set(typed);
        }}
      />
      <button type="button" aria-label={names.more} disabled={value >= max} onClick={() => set(value + 1)}>
        <Icon name="plus" />
      </button>
    </div>
  );
}
