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
      const now = document.activeElement;
      element?.close();
      // What was chosen in it may have led the focus on already.
      const hasGoneOn = now instanceof HTMLElement && now !== document.body && !element?.contains(now);
      if (hasGoneOn) now.focus({ preventScroll: true });
      // What opened it may be gone, a menu's entry for one: then the reader goes on from the trip's name.
      else if (before instanceof HTMLElement && before.isConnected && before !== document.body) before.focus();
      else document.getElementById('trip-title')?.focus({ preventScroll: true });
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
        {/* Outside of a modal nothing is read aloud: what the planner says is said here too (`Toast`). */}
        <p role="status" aria-live="polite" className="small pl-said" data-said="" />
        {children}
      </div>
    </dialog>
  );
}
