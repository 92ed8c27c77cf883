import { useEffect, useId, useRef, useState, type ReactNode } from 'react';

/** Typing pauses that long before a field's value becomes a step of the trip. */
const PAUSE_MS = 900;

type FieldProps = {
  label: string;
  value: string;
  onCommit: (value: string) => void;
  type?: 'text' | 'date' | 'time' | 'number';
  min?: number;
  max?: number;
  step?: number;
  maxLength?: number;
  rows?: number;
  hideLabel?: boolean;
  placeholder?: string;
  hint?: string | undefined;
  disabled?: boolean;
};

/** A field that changes the trip when it is left, on Enter or after a pause, and not at every key: one step of undo for one thing said. */
export function Field({ label, value, onCommit, type = 'text', rows, hideLabel, hint, ...rest }: FieldProps) {
  const id = useId();
  const [draft, setDraft] = useState(value);
  const latest = useRef({ draft: value, value, onCommit });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  latest.current.onCommit = onCommit;

  useEffect(() => {
    latest.current.value = value;
    latest.current.draft = value;
    setDraft(value);
  }, [value]);

  function commit() {
    clearTimeout(timer.current);
    const { draft: text, value: known } = latest.current;
    if (text !== known) latest.current.onCommit(text);
  }
  useEffect(() => {
    addEventListener('pagehide', commit);
    return () => {
      removeEventListener('pagehide', commit);
      commit();
    };
  }, []);

  const shared = {
    id,
    className: 'input',
    value: draft,
    'aria-describedby': hint ? `${id}-hint` : undefined,
    onInput: (event: { currentTarget: HTMLInputElement | HTMLTextAreaElement }) => {
      latest.current.draft = event.currentTarget.value;
      setDraft(event.currentTarget.value);
      clearTimeout(timer.current);
      timer.current = setTimeout(commit, PAUSE_MS);
    },
    onBlur: commit,
    ...rest,
  };
  return (
    <div className="field">
      <label htmlFor={id} className={hideLabel ? 'visually-hidden' : undefined}>
        {label}
      </label>
      {rows === undefined ? (
        <input
          {...shared}
          type={type}
          onKeyDown={(event) => {
            if (event.key === 'Enter') commit();
          }}
        />
      ) : (
        <textarea {...shared} rows={rows} />
      )}
      {hint && (
        <p id={`${id}-hint`} className="small soft">
          {hint}
        </p>
      )}
    </div>
  );
}

type SelectProps = { label: string; value: string; options: readonly (readonly [string, string])[]; onChange: (value: string) => void; hideLabel?: boolean; hint?: string | undefined }; // prettier-ignore

export function Select({ label, value, options, onChange, hideLabel, hint }: SelectProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id} className={hideLabel ? 'visually-hidden' : undefined}>
        {label}
      </label>
      <select
        id={id}
        className="input"
        value={value}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onChange={(event) => onChange(event.currentTarget.value)}
      >
        {options.map(([key, text]) => (
          <option key={key} value={key}>
            {text}
          </option>
        ))}
      </select>
      {hint && (
        <p id={`${id}-hint`} className="small soft">
          {hint}
        </p>
      )}
    </div>
  );
}

export function Check({
  label,
  checked,
  onChange,
}: {
  label: ReactNode;
  checked: boolean;
  onChange: (checked: boolean) => void;
}) {
  return (
    <label className="pl-check">
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.currentTarget.checked)} />
      <span>{label}</span>
    </label>
  );
}

/** Minutes after midnight as `<input type="time">` writes them, and back. */
export const toTime = (minutes: number | undefined): string => minutes === undefined ? '' : `${String(Math.floor((minutes % 1440) / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`; // prettier-ignore
export const fromTime = (text: string): number | null => /^\d\d:\d\d/.test(text) ? Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5)) : null; // prettier-ignore
