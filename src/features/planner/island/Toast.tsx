import { useEffect } from 'react';

export type Message = { text: string; offer?: { label: string; act: () => void } | undefined; at: number };

const SHOWN_MS = 9000;

/** The last thing that happened, said aloud and shown with its way back. It stays while it is being used. */
export function Toast({ message, onDone, close }: { message: Message | undefined; onDone: () => void; close: string }) {
  useEffect(() => {
    for (const inside of document.querySelectorAll('dialog[open] [data-said]'))
      inside.textContent = message?.text ?? '';
    if (!message) return;
    const timer = setTimeout(onDone, SHOWN_MS);
    return () => clearTimeout(timer);
  }, [message]);
  return (
    <div className="pl-toast no-print" data-open={message !== undefined}>
      <p role="status" aria-live="polite">
        {message?.text}
      </p>
      {message?.offer && (
        <button type="button" className="pl-toast-act" onClick={message.offer.act}>
          {message.offer.label}
        </button>
      )}
      {message && (
        <button type="button" className="pl-icon" aria-label={close} onClick={onDone}>
          ×
        </button>
      )}
    </div>
  );
}
