import { useEffect, useRef, useState, type ReactNode } from 'react';

export type MenuItem = {
  label: string;
  act: () => void;
  keys?: string | undefined;
  disabled?: boolean;
  danger?: boolean;
};

/** A button that opens a short list of actions. Escape and leaving it close it; the focus goes back to the button. */
export function Menu({
  label,
  items,
  children,
  className = '',
}: {
  label: string;
  items: readonly MenuItem[];
  children?: ReactNode;
  className?: string;
}) {
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (!open) return;
    const outside = (event: Event) => {
      if (!box.current?.contains(event.target as Node)) setOpen(false);
    };
    document.addEventListener('pointerdown', outside);
    document.addEventListener('focusin', outside);
    box.current?.querySelector<HTMLElement>('[role=menuitem]')?.focus();
    return () => {
      document.removeEventListener('pointerdown', outside);
      document.removeEventListener('focusin', outside);
    };
  }, [open]);

  function onKey(event: { key: string; preventDefault: () => void }) {
    const entries = [...(box.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
    const at = entries.indexOf(document.activeElement as HTMLElement);
    const go = (to: number) => {
      event.preventDefault();
      entries[(to + entries.length) % entries.length]?.focus();
    };
    if (event.key === 'Escape') {
      event.preventDefault();
      setOpen(false);
      button.current?.focus();
    } else if (event.key === 'ArrowDown') go(at + 1);
    else if (event.key === 'ArrowUp') go(at - 1);
    else if (event.key === 'Home') go(0);
    else if (event.key === 'End') go(-1);
    else if (event.key === 'Tab') setOpen(false);
  }

  return (
    <div className={`pl-menu no-print ${className}`} ref={box}>
      <button
        type="button"
        className="pl-icon"
        ref={button}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-label={label}
        onClick={() => setOpen(!open)}
      >
        {children ?? <span aria-hidden="true">⋯</span>}
      </button>
      {open && (
        <div role="menu" aria-label={label} onKeyDown={onKey}>
          {items.map((item) => (
            <button
              key={item.label}
              type="button"
              role="menuitem"
              tabIndex={-1}
              aria-disabled={item.disabled || undefined}
              className={item.danger ? 'pl-danger' : undefined}
              aria-keyshortcuts={item.keys}
              onClick={() => {
                if (item.disabled) return;
                setOpen(false);
                button.current?.focus();
                item.act();
              }}
            >
              {item.label}
              {item.keys && <kbd aria-hidden="true">{item.keys.replace('Arrow', '').replace('Page', 'Pg')}</kbd>}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
