import { useEffect, useId, useRef, type ReactNode } from 'react';
import { usePlanner } from './planner-context.ts';

/** A modal of the browser's own: it keeps the focus inside and gives it back. */
export function Dialog({
  title,
  onClose,
  children,
  fixed = false,
}: {
  title: string;
  onClose: () => void;
  children: ReactNode;
  fixed?: boolean;
}) {
  const { t } = usePlanner();
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    const before = document.activeElement;
    if (element && !element.open) element.showModal();
    return () => {
      element?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      className="pl-dialog"
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        if (!fixed) onClose();
      }}
      onClick={(event) => {
        if (!fixed && event.target === dialog.current) onClose();
      }}
    >
      <div className="pl-dialog-in">
        <header>
          <h2 id={id}>{title}</h2>
          {!fixed && (
            <button type="button" className="pl-icon" aria-label={t('planner:close')} onClick={onClose}>
              ×
            </button>
          )}
        </header>
        {children}
      </div>
    </dialog>
  );
}
